"""Rules, kinds and threads as plain text for a terminal, and a rule as data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from graph_api.analyses.thread import Thread, thread
from graph_api.example import DAY, example_gaps
from graph_api.explain import kind_label
from graph_api.stores.protocol import Store
from loaders.cells import title_key
from schema.fields import Field
from schema.kinds import KINDS, Kind
from schema.links import VERBS, Verb
from schema.records import Item
from schema.rule import Rule
from schema.shapes import SHAPES, looks

WIDTH = 100


def rules_text(rules: tuple[Rule, ...]) -> str:
    """One line a rule."""
    return "".join(f"{rule.code:<5} {rule.severity:<7} {rule.name}{'' if rule.in_use else ' (out of use)'}\n"
                   for rule in rules)


def rule_text(rule: Rule) -> str:
    """A rule explained like a good linter does: what, why, how it looks, how to mend, whence."""
    merged = f" (also {', '.join(rule.also)})" if rule.also else ""
    parts = [
        f"{rule.code}{merged} {rule.name}, {rule.severity}, in {rule.chapter}",
        wrapped("What it finds", rule.finds), wrapped("Why it matters", rule.why), *_example(rule),
        wrapped("How to mend it", rule.remedy),
        *([wrapped("What it cannot see", rule.limits)] if rule.limits else []),
        wrapped(f"How bad it is: {rule.severity}", rule.severity.about),
        f"How it looks ({rule.shape}: {SHAPES[rule.shape].question})\n" + "\n".join(
            f"  {name}: {text}" for name, text in looks(rule).items()),
        *_set(rule),
        wrapped("Where it comes from", "; ".join(rule.sources) or "a rule of this council's own")]
    if rule.criteria:
        parts.append(wrapped("What it answers", "; ".join(rule.criteria)))
    return "\n\n".join(parts) + "\n"


def _example(rule: Rule) -> Iterator[str]:
    """A plan with the fault, and what is then said."""
    gaps = example_gaps(rule)
    if gaps:
        yield "Example\n" + textwrap.indent(rule.example.rstrip(), "  ") + "\n\n" + wrapped(
            f"It says, on {DAY:%d %B %Y}".replace(" 0", " "), gaps[0].message)


def _set(rule: Rule) -> Iterator[str]:
    """What a council may set, and what this one has changed."""
    if rule.numbers:
        numbers = (f"  {name}: {value}" for name, value in rule.numbers.items())
        yield "\n".join(("What can be set in your rules file", *numbers))
    if rule.tuned:
        because = f". {rule.because}" if rule.because else ""
        yield wrapped("What this council changed", "; ".join(rule.tuned) + because)


def rule_data(rule: Rule) -> dict[str, Any]:
    """A rule as JSON data, tests as written."""
    return {
        "code": rule.code, "also": list(rule.also), "name": rule.name, "severity": rule.severity.value,
        "chapter": rule.chapter, "inUse": rule.in_use, "tuned": list(rule.tuned), "because": rule.because,
        "shape": rule.shape.value, "of": list(rule.of), "tests": dict(rule.texts or {}),
        "blanks": looks(rule), "canBeSet": rule.numbers,
        "finds": rule.finds, "limits": rule.limits, "why": rule.why, "example": rule.example, "remedy": rule.remedy,
        "sources": list(rule.sources), "criteria": list(rule.criteria)}


def kinds_text() -> str:
    """One line a kind."""
    return "".join(f"{kind.name:<20} {kind.about}\n" for kind in KINDS)


def kind_text(kind: Kind) -> str:
    """A kind with its fields and its links from both ends."""
    links = [line for verb in VERBS for line in _link_lines(verb, kind.name)]
    return "\n".join([
        f"{kind.name}: {kind.about}", f"Files call it {kind.slug} or {kind.plural}.", "", "Fields",
        *(_field_line(field) for field in kind.fields if not field.derived), "", "Links", *links, ""])


def thread_text(store: Store, wanted: str) -> str | None:
    """The thread of the item with that key or title, from the top down; None where there is none."""
    item = find(store, wanted)
    if item is None:
        return None
    above, below = thread(store, item.key, up=True), thread(store, item.key, up=False)
    lines = [*_levels(above, top_first=True), f"  * {item.title} ({kind_label(item.kind)})  <- you are here"]
    if above is None or not above.levels:
        lines.insert(0, "Nothing above it is recorded.")
    lines += _levels(below, top_first=False) or ["Nothing below it is recorded."]
    return "\n".join(lines) + "\n"


def find(store: Store, wanted: str) -> Item | None:
    """The item with that key, else the first with that title."""
    item = store.item(wanted)
    if item is None:
        key = title_key(wanted)
        item = store.titled(key) if key else None
    return item


def wrapped(heading: str, text: str) -> str:
    """A heading and its text, indented and wrapped."""
    return heading + "\n" + textwrap.fill(text, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _levels(found: Thread | None, *, top_first: bool) -> list[str]:
    levels = list(found.levels) if found else []
    sign = "^" if top_first else "v"
    return [
        f"{'  ' * (0 if top_first else level.distance)}  {sign} {item.title} ({kind_label(item.kind)})"
        for level in (reversed(levels) if top_first else levels) for item in level.items]


def _field_line(field: Field) -> str:
    allowed = f" One of {', '.join(field.words)}." if field.words else ""
    return f"  {field.name:<14} {field.type:<8} {field.about}{allowed}"


def _link_lines(verb: Verb, kind: str) -> Iterator[str]:
    if kind in verb.starts:
        yield f"  {verb.label:<18} {verb.about} To: {_kinds(verb.ends)}."
    if kind in verb.ends:
        yield f"  {verb.reverse:<18} {verb.about} From: {_kinds(verb.starts)}."


def _kinds(names: tuple[str, ...]) -> str:
    return "any kind" if len(names) == len(KINDS) else ", ".join(names)
