"""The five papers cut into the paragraphs that records cite. They stand outside the repository, never in it."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"
MISSING = "the papers are not beside the repository (../shared/seeds)"
NUMBERED = re.compile(r"^(?:-\s*)?\*{0,2}(\d{1,3}(?:\.\d{1,2})*)\.?\*{0,2}\.?\s+(.*)$")
LETTERED = re.compile(r"^(?:-\s*)?([A-I])\.\s+(.*)$")
LAST_SECTION = 14
LONGEST_TITLE = 80
"""Signs of a line that may be a heading between paragraphs."""
TAG = re.compile(r"<[^>]+>")


def there() -> bool:
    """Whether the papers can be read."""
    return SEEDS.is_dir()


@cache
def paragraphs(document: str) -> dict[str, str]:
    """The text of each paragraph of one paper, by the form in which records cite it."""
    (file,) = SEEDS.glob(f"{document}_*.txt")
    lines = TAG.sub(" ", html.unescape(file.read_text(encoding="utf-8"))).splitlines()
    return {"000": _plain, "001": _assessment, "002": _best_value, "003": _peer_review, "004": _kloe}[document](lines)


def cited(document: str, paragraph: str) -> str | None:
    """The text of the paragraphs that a record cites ("9, 70"), or None where one of them is not there."""
    found = paragraphs(document)
    texts = [found.get(one.strip()) for one in paragraph.split(",")]
    return "\n".join(text or "" for text in texts) if all(text is not None for text in texts) else None


def _gather(lines: list[str], start: str, name_of: object) -> dict[str, str]:
    found: dict[str, list[str]] = {start: []}
    now = start
    for line in lines:
        name = name_of(line, now)  # type: ignore[operator]
        now = name or now
        found.setdefault(now, []).append(line)
    return {name: "\n".join(text) for name, text in found.items()}


def _plain(lines: list[str]) -> dict[str, str]:
    def name(line: str, _now: str) -> str | None:
        match = re.match(r"^(?:-\s*)?(\d\.\d)\s|^(\d)\.\s", line)
        return (match[1] or match[2]) if match else None

    return _gather(lines, "heading", name)


def _assessment(lines: list[str]) -> dict[str, str]:
    """Paragraphs 1 to 128 in order, the score page as p9, and the appendix with its own numbers as App1."""
    def name(line: str, now: str) -> str | None:
        if line.startswith("Summary of assessment scores") and now == "16":
            return "p9"
        if line.startswith("Appendix 1 -") and now == "128":
            return "App1"
        match = NUMBERED.match(line)
        if now.startswith("App1"):
            return f"App1 {match[1]}" if match else None
        last = {"heading": 0, "p9": 16}.get(now, int(now) if now.isdigit() else 0)
        return match[1] if match and match[1].isdigit() and int(match[1]) == last + 1 else None

    return _gather(lines, "heading", name)


def _best_value(lines: list[str]) -> dict[str, str]:
    """The report's own numbers; those of its appendix after "App1"."""
    def name(line: str, now: str) -> str | None:
        if "appendix 1" in line.lower() and len(line) < LONGEST_TITLE:
            return "App1 heading"
        match = NUMBERED.match(line)
        if not match or int(match[1].split(".")[0]) > LAST_SECTION:
            return None
        return f"App1 {match[1]}" if now.startswith("App1") else match[1]

    found = _gather(lines, "heading", name)
    appendix = lines.index("Appendix 1")
    return found | {"App1 heading": _titles(lines[appendix:])}


def _titles(lines: list[str]) -> str:
    """The lines that may be headings."""
    return "\n".join(line for line in lines if len(line) < LONGEST_TITLE)


def _peer_review(lines: list[str]) -> dict[str, str]:
    def name(line: str, now: str) -> str | None:
        if line.strip() == "Summary":
            return "summary"
        letter, match = LETTERED.match(line), NUMBERED.match(line)
        if letter and (now == "summary" or now.startswith(("rec", "heading"))):
            return f"rec {letter[1]}"
        last = int(now) if now.isdigit() else 0
        return match[1] if match and match[1].isdigit() and int(match[1]) == last + 1 else None

    found = _gather(lines, "heading", name)
    return found | {"heading": found["heading"] + _titles(lines)}


def _kloe(lines: list[str]) -> dict[str, str]:
    """The appendix only, by line of enquiry; a theme's own cell comes first."""
    text = "\n".join(lines)
    text = text[text.index("The corporate assessment Key Lines of Enquiry"):]
    parts = re.split(r"(?<![\d.])([1-5]\.[1-6])\s+(?=[A-Z])", text)
    found = {f"KLOE {number}": body for number, body in zip(parts[1::2], parts[2::2], strict=True)}
    return found | {"KLOE": text, **{f"KLOE {theme}": text for theme in "12345"}}
