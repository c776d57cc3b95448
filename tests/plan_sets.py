"""Any plan set at all, for round trips: drawn as records and loaded, so that only what can be loaded is drawn.

`plan_sets()` draws a Loaded; `same(before, after)` asserts that everything that a format must keep was kept.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from loaders.cells import CellError, read_cell
from loaders.derive import derive
from loaders.files import PlanFile
from loaders.plan_document import read_document
from loaders.resolve import FAR, resolve
from loaders.tables import Draft
from schema.dates import DateError, DateOrder, PlanDate, parse_date
from schema.fields import Field, FieldType
from schema.kinds import KIND, KINDS, Kind, field_of, slug
from schema.links import BY_LABEL, VERBS
from schema.records import Item, Link, Loaded, PlanSet, Source

ROUND_TRIP = settings(max_examples=int(os.environ.get("ROUND_TRIPS", "60")), deadline=None, suppress_health_check=[
    HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large])
"""For the properties of a format; their number is kept small since each example loads twice."""

NASTY = (
    "no", "yes", "true", "null", "~", "", "1.10", "007", "2008-09-01", "1e5", "0x1f", "-3", "+44 116", "=1+1",
    "@home", "-", "--- a", "? b", "- c", "a: b", "# d", "a #b", "[e]", "{f}", "*g", "&h", "!i", "|", ">", "%j", "`k`",
    "'quoted'", '"quoted"', "'=1", "''=1", "it's", 'say "so"', "a;b", ";", "a,b", "a\tb", "a\nb", "a\n\n b\n",
    "a\r\nb", " padded ", "a  b", "\u00e9t\u00e9", "e\u0301", "\u2028", "a\u2028b", "a\u0085b", "\ufeffa", "a\u200bb",
    "\u00a0x\u00a0", "\U0001f600", "\ufffe", "\u202eb", "n/a", "sep=;", "<p>&amp;</p>", "]]>", "key", "title",
    "\uff1d1", "\\n", "a\\", "$x", "x" * 300,
)
"""Texts that some format takes for something else."""
LETTERS = st.characters(exclude_categories=("Cs",))
TEXTS = st.one_of(
    st.sampled_from(("parks", "Parks and roads", "Homes for all", "Safer city")), st.sampled_from(NASTY),
    st.text(LETTERS, max_size=12))
KEYS = (
    "a", "b", "c", "d", "1.2", "2008/09-x", "007", "-x", "e:f", "strategy:a", "Caf\u00e9 plan", "100%", "%41", "true",
    "y" * 210)
PAPERS = st.sampled_from((None, None, "001", "002", "Cabinet paper 12", "=1", "no"))
PARAGRAPHS = st.sampled_from((None, None, "107", "App1 \u00a73.1", "-2", "1.10", "9, 70"))
DATES = (
    "2008/09", "Q2 2008/09", "Q4 2008/09", "October 2007", "2007-10-14", "14th Oct 2007", "2007", "by 2011",
    "by Q1 2008/09", "2006 to 2008", "03/04/2008", "by 03/04/2008", "2008\u20132010", "\uff12\uff10\uff10\uff18/09",
    "1 June 2007 to 3 July 2007")
WORDS = st.lists(
    st.sampled_from(("finance", "older people", "n/a", "a;b", "-x", "risk, and more", "\u00e9t\u00e9")), max_size=3)
NUMBERS = st.one_of(
    st.integers(-(10**6), 10**19), st.floats(-1e12, 1e12).filter(lambda number: abs(number) > 1e-50),
    st.sampled_from(("1,234.50", "85%", "\u00a32.5m", 0.1, 5.0, 1e-7, 0.1234567890123456789, 2**63 - 1)))
ASKS = st.sampled_from(("register", "register", "transcript", "list"))
NAMES = st.sampled_from(("ashby", "local-plans.1"))
TITLES = st.sampled_from(("Ashby", "no", "A: b #c"))
ABOUTS = st.sampled_from(("", "Made up for tests; 'it' does not exist."))


def value_for(field: Field) -> st.SearchStrategy[Any]:
    """Anything that may stand in a cell of the field; some of it the loader will refuse."""
    if field.name == "tier":
        return st.sampled_from((0, 1, 2, 3, 4, 2.5))
    return {
        FieldType.TEXT: TEXTS, FieldType.WORDS: WORDS, FieldType.NUMBER: NUMBERS,
        FieldType.YES_NO: st.sampled_from((True, False, "yes", "n", "Y")),
        FieldType.DATE: st.sampled_from(DATES),
        FieldType.ONE_OF: st.sampled_from((*field.words, *field.also, *(word.upper() for word in field.words))),
        FieldType.PERIOD: st.sampled_from(("2007/08", "2008-09", "2008", "2008/2009", 2007)),
    }[field.type]


@st.composite
def plan_sets(draw: st.DrawFn) -> Loaded:
    """A plan set: several tables of some kinds, every sort of field, link and reference, and their own papers."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4, unique=True))
    tables = [draw(_tables(draw(st.sampled_from(kinds)), kinds)) for _ in range(draw(st.integers(1, 7)))]
    rows = draw(st.lists(_rows_of_links(kinds), max_size=4))
    order = draw(st.sampled_from((None, DateOrder.DAY_FIRST)))
    about = PlanSet(draw(NAMES), draw(TITLES), draw(ABOUTS), draw(st.booleans()))
    return loaded_from({"tables": [*tables, {"kind": "Link", "records": rows}]}, about, order)


def loaded_from(data: Any, about: PlanSet, order: DateOrder | None = None) -> Loaded:
    """What loading one document gives."""
    draft = Draft()
    read_document(draft, PlanFile(Path("drawn.yaml"), "drawn.yaml"), data, order)
    return finished(draft, about)


def finished(draft: Draft, about: PlanSet) -> Loaded:
    """The plan set of a draft: links resolved, everything derived."""
    resolved = resolve(draft, about.name)
    problems = [*draft.problems, *resolved.problems, *derive(resolved.items, resolved.links, {})]
    return Loaded(about, tuple(resolved.items.values()), tuple(resolved.links), tuple(problems), tuple(draft.tables))


@st.composite
def _tables(draw: st.DrawFn, kind: Kind, kinds: list[Kind]) -> dict[str, Any]:
    """One table of the kind."""
    fields = [one for one in kind.fields if not one.derived]
    labels = [label for label, (verb, outgoing) in BY_LABEL.items()
              if kind.name in (verb.starts if outgoing else verb.ends)]
    some = draw(st.lists(st.sampled_from(fields), max_size=5, unique_by=lambda one: one.name))
    joined = draw(st.lists(st.sampled_from(labels), max_size=3, unique=True)) if labels else []
    entry: dict[str, Any] = {"kind": kind.name, "asks": draw(ASKS)}
    if draw(st.booleans()):
        entry["headings"] = ["key", *(one.name for one in some), *joined]
    entry["records"] = [
        draw(_records(key, kind, some, joined, kinds))
        for key in draw(st.lists(st.sampled_from(KEYS), max_size=4, unique=True))]
    return entry


@st.composite
def _records(
    draw: st.DrawFn, key: str, kind: Kind, fields: list[Field], labels: list[str], kinds: list[Kind]
) -> dict[str, Any]:
    """One record: some of its cells filled."""
    record: dict[str, Any] = {"key": key, "document": draw(PAPERS), "paragraph": draw(PARAGRAPHS)}
    for one in fields:
        if draw(st.booleans()):
            record[one.name] = draw(value_for(one))
    for label in labels:
        if draw(st.booleans()):
            verb, outgoing = BY_LABEL[label]
            record[label] = draw(st.lists(_references(FAR[verb.name, outgoing], kinds), max_size=3))
    return record


@st.composite
def _rows_of_links(draw: st.DrawFn, kinds: list[Kind]) -> dict[str, Any]:
    """One row of a table of links."""
    verb = draw(st.sampled_from(VERBS))
    row: dict[str, Any] = {
        "from": draw(_references(verb.starts, kinds)), "link": verb.label, "to": draw(_references(verb.ends, kinds)),
        "document": draw(PAPERS), "paragraph": draw(PARAGRAPHS)}
    return row | {one.name: draw(TEXTS) for one in verb.fields}


@st.composite
def _references(draw: st.DrawFn, far: tuple[str, ...], kinds: list[Kind]) -> str:
    """A reference to an item that may be there, or to something else."""
    there = [kind.name for kind in kinds if kind.name in far] or list(far)
    kind = draw(st.sampled_from(there))
    family = KIND[kind].family
    word = draw(st.sampled_from((*KEYS, "nowhere", "Parks and roads", "Strategy: Parks", "a; b")))
    form = draw(st.sampled_from(("{kind}:{word}", "{kind}:{word}", "{family}:{word}", "{word}", "derby/{kind}:{word}",
                                 "derby/{family}:{word}", "ashby/{kind}:{word}")))
    return form.format(kind=slug(kind), family=slug(family), word=word)


def same(before: Loaded, after: Loaded, without: Collection[str] = (), *, joined: bool = False) -> None:
    """Asserts that the second plan set is the first.

    `without` names what a format cannot hold: papers, asked, written, links, about, or the name of a value. With
    `joined`, words that hold a semicolon are not compared.
    """
    if "about" not in without:
        assert after.plan_set == before.plan_set
    old, new = ({item.key: item for item in loaded.items} for loaded in (before, after))
    assert new.keys() == old.keys()
    asked, answered = _asked(before), _asked(after)
    for key, item in old.items():
        left = {*without, *_not_compared(item, joined=joined)}
        assert _seen(new[key], left) == _seen(item, left), key
        if "asked" not in without:
            assert answered[key] == asked[key], key
    if "asked" not in without:
        assert _of_kinds(after) == _of_kinds(before)
    if "links" not in without:
        assert _links(after, without) == _links(before, without)


def _not_compared(item: Item, *, joined: bool) -> set[str]:
    """What cannot be kept of an item: words with a semicolon, the text of a date that needs a declared order."""
    found = set()
    for name, value in item.values.items():
        if joined and isinstance(value, tuple) and any(";" in word for word in value):
            found.add(name)
        if isinstance(value, PlanDate) and _date_or_none(value.text) != value:
            found.add(f"text of {name}")
    return found


def _seen(item: Item, without: Collection[str]) -> dict[str, Any]:
    """All of an item that a format must keep."""
    values: dict[str, Any] = {}
    for name, value in item.values.items():
        if name not in without:
            values[name] = (type(value) is bool, value)
        if f"text of {name}" in without:
            values[name] = value.start, value.end, value.precision
    seen: dict[str, Any] = {"kind": item.kind, "title": item.title, "listed": item.listed, "values": values}
    if "papers" not in without:
        seen["paper"] = _paper(item.source)
        seen["papers"] = {_paper(source) for source in item.sources} - {(None, None)}
    if "written" not in without:
        seen["written"] = {name: text for name, text in item.written.items() if _can_be_kept(item, name, text)}
    return seen


def _date_or_none(text: str) -> PlanDate | None:
    try:
        return parse_date(text)
    except DateError:
        return None


def _can_be_kept(item: Item, name: str, text: str) -> bool:
    """Whether the words that stood in a cell read as its value without a mapping."""
    found = field_of(item.kind, name)
    try:
        return found is not None and found.type is FieldType.ONE_OF and text.lower() != item.values[name] and (
            read_cell(found, text) == item.values[name])
    except CellError:
        return False


def _paper(source: Source) -> tuple[str | None, str | None]:
    return source.document, source.paragraph


def _asked(loaded: Loaded) -> dict[str, frozenset[Any] | None]:
    """What registers ask of each item; None where it stands in none, or is known by name alone."""
    found: dict[str, frozenset[Any] | None] = {}
    for item in loaded.items:
        tables = [loaded.tables[number] for number in item.tables if loaded.tables[number].asks == "register"]
        found[item.key] = frozenset[Any]().union(
            *(table.headings.get(item.kind, ()) for table in tables)) if tables and not item.listed else None
    return found


def _of_kinds(loaded: Loaded) -> Mapping[str, frozenset[Any]]:
    """What registers ask of each kind."""
    found: dict[str, frozenset[Any]] = {}
    for table in loaded.tables:
        for kind, headings in table.headings.items() if table.asks == "register" else ():
            found[kind] = found.get(kind, frozenset()) | headings
    return found


def _links(loaded: Loaded, without: Collection[str]) -> set[Any]:
    """Every link as it is compared."""
    return {_link(link, without) for link in loaded.links}


def _link(link: Link, without: Collection[str]) -> tuple[Any, ...]:
    paper = None if "papers" in without else _paper(link.source)
    return link.verb, link.start, link.end, link.wanted, link.wanted_set, tuple(sorted(link.fields.items())), paper
