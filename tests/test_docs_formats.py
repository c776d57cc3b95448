"""The pages on formats: every input that they show is loaded, and what they say comes out does come out."""

from __future__ import annotations

import re
from pathlib import Path

import format_samples
import pytest

from loaders.load import load
from schema.links import VERB
from schema.records import Loaded

PAGES = Path(__file__).resolve().parent.parent / "docs" / "formats"
BLOCK = re.compile(r"^```(input|build|items|links|problems)[ ]?([^\n]*)\n(.*?)^```$", re.M | re.S)
GIVEN = ("input", "build")


def examples(page: Path) -> list[tuple[list[tuple[str, str, str]], dict[str, str]]]:
    """Each example of a page: the inputs that stand together, and the blocks that say what comes out of them."""
    found: list[tuple[list[tuple[str, str, str]], dict[str, str]]] = []
    last = ""
    for sort, name, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if sort in GIVEN:
            if last not in GIVEN:
                found.append(([], {}))
            found[-1][0].append((sort, name.strip(), text))
        else:
            found[-1][1][sort] = text
        last = sort
    return found


def loaded_from(given: list[tuple[str, str, str]], folder: Path) -> Loaded:
    for sort, name, text in given:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if sort == "build":
            builder = "build_" + re.sub("[^a-z0-9]+", "_", name.lower())
            getattr(format_samples, builder)(path)
        else:
            path.write_text(text, encoding="utf-8")
    return load([folder]).loaded


def outcome(loaded: Loaded, sort: str) -> list[str]:
    if sort == "items":
        return sorted(f"{item.key} | {item.title}" for item in loaded.items)
    if sort == "links":
        return sorted(f"{link.start} {VERB[link.verb].label} {link.end}" for link in loaded.links)
    return sorted(f"{told.code} {told.source.row or '-'} {told.source.column or '-'}" for told in loaded.problems)


ALL = [(page.name, number, *example) for page in sorted(PAGES.glob("*.md"))
       for number, example in enumerate(examples(page), 1)]


@pytest.mark.parametrize(("page", "number", "given", "said"), ALL, ids=[f"{page}-{number}" for page, number, *_ in ALL])
def test_what_a_page_says_comes_out_does(tmp_path, page, number, given, said):
    assert said, f"{page}: example {number} does not say what comes out"
    loaded = loaded_from(given, tmp_path)
    for sort, text in said.items():
        assert outcome(loaded, sort) == sorted(filter(None, map(str.strip, text.splitlines()))), (page, sort)
    if "problems" not in said:
        assert outcome(loaded, "problems") == []


def test_every_page_shows_an_input():
    shown = {page for page, *_ in ALL}
    for page in PAGES.glob("*.md"):
        assert page.name in shown, f"{page.name} shows no input with what comes out of it"
