"""Writes the pages that are made from what is declared: `make docs`. With --check it names those that are not true."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from graph_api.example import DAY, example_gaps
from graph_api.reports.check_markdown import escape
from graph_api.reports.words import day
from loaders.frameworks import our_frameworks
from loaders.rules import our_rules
from schema.fields import Field
from schema.framework import Framework, answering
from schema.kinds import FAMILIES, KINDS, Kind
from schema.links import VERBS, Verb
from schema.problems import PROBLEMS, Level
from schema.rule import Rule, Severity
from schema.shapes import SHAPES, looks

DOCS = Path(__file__).resolve().parent
MADE = "This page is made from `{}` by `make docs`; a test fails when it is not true."
LEVELS = {Level.ERROR: "Errors: something was lost", Level.WARNING: "Warnings: something may have been lost",
          Level.NOTE: "Notes: what was done"}


def main() -> int:
    """Write every page, or with --check print those that differ and end with 1."""
    differ = [name for name, text in pages().items() if not _is(DOCS / name, text)]
    if sys.argv[1:] == ["--check"]:
        print("\n".join(differ))
        return int(bool(differ))
    for name in differ:
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(pages()[name], encoding="utf-8")
    return 0


def pages() -> dict[str, str]:
    """Every page by its name beneath docs/."""
    made = {"kinds.md": kinds_page(), "problems.md": problems_page(), "rules.md": rules_page()}
    made |= {f"rules/{chapter}.md": chapter_page(chapter) for chapter in chapters()}
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in made.items()}


def chapters() -> dict[str, list[Rule]]:
    """Our rules by their chapter, in the order of their files."""
    found: dict[str, list[Rule]] = {}
    for rule in our_rules():
        found.setdefault(rule.chapter, []).append(rule)
    return found


def rules_page() -> Iterator[str]:
    """The index of all rules, and what the severities mean."""
    rules = our_rules()
    yield from ("# Rules", "", MADE.format("schema/rules/"), "")
    yield f"{len(rules)} rules come with Goldthread. [Your own rules](own-rules.md): how to tune them and add others."
    yield from ("", "## What a severity means", "")
    bad = Counter(rule.severity for rule in rules)
    yield from _table(("Severity", "Meaning", "Rules"), (
        (severity.value, severity.about, str(bad[severity])) for severity in Severity))
    yield from ("", "## The nine questions", "")
    yield from _table(("Shape", "Question", "What makes it the same gap next quarter", "Rules"), (
        (shape.value, info.question, info.identity, str(sum(rule.shape is shape for rule in rules)))
        for shape, info in SHAPES.items()))
    for chapter, held in chapters().items():
        yield from ("", f"## [{_title(chapter)}](rules/{chapter}.md)", "")
        yield from _table(("Code", "Name", "Severity", "What it finds"), (
            (f"[{_codes(rule)}](rules/{chapter}.md#{_anchor(rule)})", rule.name, rule.severity.value, rule.finds)
            for rule in held))


def chapter_page(chapter: str) -> Iterator[str]:
    """One chapter of rules, each explained."""
    rules = chapters()[chapter]
    yield from (f"# Rules: {_title(chapter).lower()}", "", MADE.format(f"schema/rules/{rules[0].origin}"), "")
    yield f"Select them all with `--select {chapter}`. [All rules](../rules.md)."
    for rule in rules:
        yield from ("", *rule_section(rule))


def rule_section(rule: Rule) -> Iterator[str]:
    """One rule: what, why, example, remedy, tests, numbers, sources."""
    yield from (f"## {_codes(rule)} {rule.name}", "")
    yield f"**{rule.severity.value.capitalize()}**, {rule.shape.value}: {rule.finds}"
    yield from ("", f"*Why it matters.* {rule.why}", "", f"*How to mend it.* {rule.remedy}", "")
    if rule.limits:
        yield from (f"*What it cannot see.* {rule.limits}", "")
    yield from _example(rule)
    yield from ("How it looks:", "", "```text")
    yield from (f"{name}: {text}" for name, text in looks(rule).items())
    yield "```"
    if rule.numbers:
        yield ""
        yield "Can be set: " + ", ".join(f"`{name}: {value}`" for name, value in rule.numbers.items()) + "."
    yield from ("", f"Sources: {'; '.join(rule.sources)}. Answers: {'; '.join(answers(rule)) or 'no framework'}.")


def answers(rule: Rule) -> list[str]:
    """The criteria of every framework that a rule answers: KLOE 2.2, best-value-2024-6."""
    return [_criterion(framework, number, criterion_id) for framework in our_frameworks()
            for (criterion_id, codes), number in zip(_answering(framework).items(), _numbers(framework), strict=True)
            if rule.code in codes]


@cache
def _answering(framework: Framework) -> Mapping[str, tuple[str, ...]]:
    return answering(framework, our_rules())


def _numbers(framework: Framework) -> list[str | None]:
    return [criterion.number for criterion in framework.criteria]


def _criterion(framework: Framework, number: str | None, criterion_id: str) -> str:
    return f"{framework.label} {number}" if framework.label and number else criterion_id


def _example(rule: Rule) -> Iterator[str]:
    gaps = example_gaps(rule)
    if gaps:
        yield from ("For example:", "", "```yaml", rule.example.rstrip(), "```", "")
        yield from (f"On {day(DAY)} it says: {escape(gaps[0].message)}", "")


def kinds_page() -> Iterator[str]:
    """Every kind, its fields and its links, by family."""
    yield from ("# Kinds of item, their fields and links", "", MADE.format("schema/kinds.py` and `schema/links.py"), "")
    yield f"{len(KINDS)} kinds, joined by {len(VERBS)} links. Only key and kind are required of an item."
    yield from ("", "## Links", "")
    yield from _table(("Link", "From the other end", "Meaning", "Golden thread"), (
        (verb.label, verb.reverse, verb.about, "yes" if verb.upward else "no") for verb in VERBS))
    for family, names in FAMILIES.items():
        held = [kind for kind in KINDS if kind.name in names]
        yield from ("", f"## {family}", "")
        yield from _table(("Kind", "In files", "Tier", "What it is"), (
            (kind.name, kind.plural, "" if kind.tier is None else str(kind.tier), kind.about) for kind in held))
        yield ""
        fields = (_field(field) for field in held[0].fields if not field.derived)
        yield from _table(("Field", "Holds", "Meaning"), fields)
        yield ""
        yield from _table(("Link", "Joins it to"), _links(held[0]))


def _field(field: Field) -> tuple[str, str, str]:
    holds = " or ".join(field.words) if field.words else field.type.value
    read = ", ".join(f"{theirs} ({ours})" for theirs, ours in field.also.items())
    also = f" Also read: {read}." if read else ""
    marks = (" **No rule on it works without this.**" if field.marked else "") + (
        " About a person." if field.personal else "")
    return field.name, holds, field.about + also + marks


def _links(kind: Kind) -> Iterator[tuple[str, str]]:
    for verb in VERBS:
        if kind.name in verb.starts:
            yield verb.label + _more(verb), _kinds(verb.ends)
        if kind.name in verb.ends:
            yield verb.reverse, _kinds(verb.starts)


def _more(verb: Verb) -> str:
    return f" ({', '.join(field.name for field in verb.fields)})" if verb.fields else ""


def _kinds(names: tuple[str, ...]) -> str:
    if len(names) == len(KINDS):
        return "any kind"
    whole = {family: kinds for family, kinds in FAMILIES.items() if set(kinds) <= set(names)}
    said = {kind: family for family, kinds in whole.items() for kind in kinds}
    return ", ".join(dict.fromkeys(said.get(name, name) for name in names))


def problems_page() -> Iterator[str]:
    """Everything that can be wrong with input."""
    yield from ("# Problems with input", "", MADE.format("schema/problems.py"), "")
    yield "What is wrong with a file is told with its place, the value as written, what was expected and what to do."
    for level, title in LEVELS.items():
        yield from ("", f"## {title}", "")
        yield from _table(("Code", "What it is", "What to do"), (
            (kind.code, kind.about, kind.remedy) for kind in PROBLEMS.values() if kind.level is level))


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(headings) + " |"
    yield "|" + " --- |" * len(headings)
    yield from ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)


def _title(chapter: str) -> str:
    return chapter.replace("-", " ").capitalize()


def _codes(rule: Rule) -> str:
    return f"{rule.code} ({', '.join(rule.also)})" if rule.also else rule.code


def _anchor(rule: Rule) -> str:
    heading = f"{_codes(rule)} {rule.name}".lower()
    return "".join(sign for sign in heading.replace(" ", "-") if sign.isalnum() or sign == "-")


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
