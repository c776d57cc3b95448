"""The words of the report, one each: dates, proof, states, and what is said where there is nothing to say."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from graph_api.asks import Asks
from graph_api.engine.graph import State
from graph_api.explain import REFERS_TO, WRITTEN, kind_label, listing, named, say
from graph_api.reports.check_json import shown_values
from graph_api.results import FindingResult, FindingState, Gap, ItemRef, Proof
from graph_api.stores.protocol import Store
from schema.links import VERB
from schema.records import Finding, Source

NAMED_PART = re.compile(r"¶(?=\D)")
"""A part of a paper that has a name, such as App1, needs no paragraph sign."""
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
PROOF = {
    Proof.SHOWN: "Shown: recorded values say so",
    Proof.BLANK: "Blank: a register asks for it and the cell is empty or could not be read",
    Proof.SILENT: "Silent: nothing that was loaded asks for it",
}
STATE = {
    FindingState.REPRODUCED: "Reproduced",
    FindingState.STATED_ONLY: "Stated only",
    FindingState.NOT_SEEN: "Not seen",
    FindingState.CANNOT_TELL: "Cannot tell",
}
LOOKED = {
    State.LOOKED: "looked",
    State.NOTHING: "Not looked at: nothing of the sort was loaded",
    State.NO_TARGET: "Nothing of the sort that they should lead to was loaded",
    State.TIMED_OUT: "Not finished: it ran out of time",
}
WORDS: tuple[tuple[str, str], ...] = (
    ("Gap", "Something wrong with the plans: a link, a date, an owner or a figure that should be there and is not, or "
            "two that do not agree. It says what the records hold, not how well people work."),
    ("Shown", "The gap follows from values that are recorded. No answer that is missing could clear it."),
    ("Blank", "A register has a place for the answer, and the place is empty. Filling it would clear the gap."),
    ("Silent", "Nothing that was loaded asks for the answer, so we do not know. Somebody may well know it. Silent gaps "
               "are not counted unless an inspector confirms them."),
    ("Confirmed", "An inspector or peer wrote that very thing about that very item."),
    ("Counted", "Shown, blank or confirmed, and not covered by an agreed exception."),
    ("Cause", "One missing link or one missing column that, once mended, would clear all the gaps that share it."),
    ("Read", "A loaded file holds a record of the plan. The plan's own text need not have been seen."),
    ("Known by name alone", "A list names it and nothing else is known of it. No rule looks at it."),
    ("Expected and absent", "Something refers to it or says that it should be there, and no loaded file holds it."),
    ("Board", "The board, executive or committee that oversees the item, or else what holds it."),
)
NO_DATA = "Stated only, no data"
"""A finding that a rule would show, if only somebody gave what it needs."""
FINDING_WORDS: tuple[tuple[str, str], ...] = (
    ("Reproduced", "The data shows the same gap."),
    ("Stated only", "We rest on the inspector's word: the rule finds it through silence alone, or did not look there."),
    (NO_DATA, "We rest on the inspector's word: a rule would show it, and no paper gives the data."),
    ("Not seen", "The rule looked at every item named and found no gap: mended since, or the data disagrees."),
    ("Cannot tell", "No rule can say it, or the rule that would was not run or did not finish."),
)


def day(date: datetime.date) -> str:
    """A day as people write it: 1 September 2008."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def wants_data(result: FindingResult) -> bool:
    """Whether we rest on the inspector's word because no paper gives the data that the rule needs."""
    return result.state is FindingState.STATED_ONLY and result.finding.wanting is not None


def proof_words(gap: Gap, findings: Mapping[str, Finding]) -> str:
    """How sure the gap is, in words, with what confirms it."""
    return " ".join(filter(None, (f"{PROOF[gap.proof]}.", confirmed_words([gap], findings))))


def confirmed_words(gaps: Iterable[Gap], findings: Mapping[str, Finding]) -> str:
    """Who wrote the same of what the gaps are about, and where; nothing where nobody did."""
    names = dict.fromkeys(name for gap in gaps for name in gap.confirmed_by)
    found = dict.fromkeys(_finding_place(findings.get(name), name) for name in names)
    return f"Confirmed by {listing(list(found))}." if found else ""


def facts(gap: Gap) -> tuple[str, ...]:
    """The recorded values that show the gap, each with the item that it belongs to; nothing about a person."""
    return tuple(
        f"{_value_name(name, gap.items)}: {say(value)}"
        for evidence in gap.evidence for name, value in shown_values(evidence.values)
        if value is not None and name not in (REFERS_TO, WRITTEN))


def places(sources: Iterable[Source]) -> str:
    """Where things stand: paper and paragraph, with the file in brackets where both are known."""
    found = (_place(source) for source in sources)
    return "; ".join(dict.fromkeys(filter(None, found)))


def missing(store: Store, asks: Asks, item: ItemRef | None, verb: str, what: str) -> str:
    """Why there is no owner or board: it is not among what was loaded, the cell is empty, or nothing asked for one."""
    found = store.item(item.key) if item else None
    if found is None:
        return f"No {what}: this is about the whole plan set"
    if found.kind not in VERB[verb].starts:
        kind = kind_label(found.kind)
        return f"No {what}: {'an' if kind[0] in 'aeiou' else 'a'} {kind} has none of its own"
    if lost := store.dangling(verb).get(found.key):
        return f"No {what} found: the record names {named(lost[0])}, which was not loaded"
    if asks.of_item(found, (verb, True)):
        return f"No {what} recorded: the cell is empty"
    return f"No {what} recorded: nothing that was loaded asks for one"


def told_apart(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles by key, with the key added where two are alike."""
    times = Counter(titles.values())
    return {key: f"{title} ({key})" if key and times[title] > 1 else title for key, title in titles.items()}


def titled(item: ItemRef) -> str:
    """An item with its kind: Housing Strategy (strategy)."""
    return f"{item.title} ({kind_label(item.kind)})"


def _place(source: Source) -> str:
    place = NAMED_PART.sub("", source.place)
    return f"{place} ({source.file_place})" if source.document and source.file_place else place


def _finding_place(finding: Finding | None, name: str) -> str:
    if finding is None or not finding.source.place:
        return name
    return f"{finding.by}, {finding.source.place}" if finding.by else finding.source.place


def _value_name(name: str, items: tuple[ItemRef, ...]) -> str:
    scope, _, field = name.rpartition(".")
    words = field.lstrip("@").replace("_", " ")
    ends = {"a": items[:1], "b": items[1:2]}.get(scope, ())
    return f"{words} of {ends[0].title}" if ends else words
