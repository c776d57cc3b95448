"""What the statements of a rule give, read into the rows that memory would give for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol

from schema.fields import Value
from schema.records import Item, Link
from schema.rule import Rule, Shape

from .cypher_tests import told_in_part
from .cypher_wholes import read_whole
from .graph import Row
from .python_shapes import as_name, group_row
from .python_tests import read, read_link

Answer = Mapping[str, Any]
"""One line that a statement gives, by column; dates as Python has them."""


class Model(Protocol):
    """How items and links stand in the database: what their properties mean."""

    def item(self, properties: Mapping[str, Any]) -> Item:
        """The item with these properties."""
        ...

    def link(self, verb: str, start: str, end: str, properties: Mapping[str, Any]) -> Link:
        """The link of that verb with these properties; `end` may be the key of a stub."""
        ...


def read_rows(rule: Rule, answers: Iterable[Answer], model: Model) -> Iterator[Row]:
    """The rows of a rule that is no loop, in no order; several may be the same fault."""
    reader = READERS[rule.shape]
    for answer in answers:
        yield reader(rule, answer, model)


def _lacks(rule: Rule, answer: Answer, model: Model) -> Row:
    needs = list(rule.needs or {})
    passed = answer.get("passed", [False])
    failed = tuple(name for name, good in zip(needs, passed, strict=True) if not good)
    return Row((answer["key"],), (answer["key"],), failed=failed, values=_shown(rule.show, answer, model))


def _wrong(rule: Rule, answer: Answer, model: Model) -> Row:
    return Row((answer["key"],), (answer["key"],), values=_shown(rule.show, answer, model))


def _late(rule: Rule, answer: Answer, model: Model) -> Row:
    return Row((answer["key"],), (answer["key"],), values=_shown((str(rule.date),), answer, model))


def _clash(rule: Rule, answer: Answer, model: Model) -> Row:
    if rule.along[0].way == "?":
        return _dangling(rule, answer, model)
    link = model.link(answer["verb"], answer["start"], answer["end"], answer["link"])
    ends = (answer["key"], answer["other"])
    return Row(ends, ends, values=_shown(rule.show, answer, model, link), middle=answer.get("middle"), link=link)


def _dangling(rule: Rule, answer: Answer, model: Model) -> Row:
    key = answer["key"]
    link = model.link(answer["verb"], key, answer["end"], answer["link"])
    return Row((key,), (key, link.wanted_set or "", link.end), values=_shown(rule.show, answer, model, link), link=link)


def _detour(_rule: Rule, answer: Answer, model: Model) -> Row:
    ends = (answer["key"], answer["other"])
    link = model.link(answer["verb"], answer["start"], answer["end"], answer["link"])
    return Row(ends, ends, middle=answer.get("middle"), link=link)


def _cut_off(_rule: Rule, answer: Answer, _model: Model) -> Row:
    return Row((answer["key"],), (answer["key"],))


def _group(rule: Rule, answer: Answer, model: Model) -> Row:
    shared = []
    for by, value in zip(rule.by, answer["shared"], strict=True):
        of = read(model.item(answer["sample"]), str(by)) if read_whole(by) else _value(value)
        shared.append(str(of))
    return group_row(rule, shared, answer["members"])


def _coverage(_rule: Rule, answer: Answer, _model: Model) -> Row:
    scope = answer["scope"]
    return Row((scope,) if scope else (), (scope or "plan-set",), counts=(answer["good"], answer["total"]))


READERS: dict[Shape, Callable[[Rule, Answer, Model], Row]] = {
    Shape.LACKS: _lacks, Shape.WRONG: _wrong, Shape.LATE: _late, Shape.CLASH: _clash, Shape.DETOUR: _detour,
    Shape.CUT_OFF: _cut_off, Shape.GROUP: _group, Shape.COVERAGE: _coverage,
}


def _shown(
    show: tuple[str, ...], answer: Answer, model: Model, link: Link | None = None
) -> tuple[tuple[str, Value | None], ...]:
    """The values shown, by their names: of the link, out of a whole item, else as they came."""
    names = [as_name(text) for text in show]
    whole = {end: model.item(answer[end]) for end in {name.scope or "a" for name in names if told_in_part(name)}}
    found = []
    for text, name, plain in zip(show, names, answer.get("shown", ()), strict=True):
        if name.scope == "@":
            found.append((text, read_link(link, name.field)))
        elif told_in_part(name):
            found.append((text, read(whole[name.scope or "a"], name.field)))
        else:
            found.append((text, _value(plain)))
    return tuple(found)


def _value(plain: Any) -> Value | None:
    """A value as items have it: words are a tuple."""
    found: Value | None = tuple(plain) if isinstance(plain, list) else plain
    return found
