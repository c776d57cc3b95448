"""Reads a saved check. The file may come from anybody: its size, its depth and the form of every part are checked."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from graph_api.engine.graph import State
from graph_api.results import ItemRef, KnownGap, Proof, Why
from graph_api.saved import SavedCheck
from graph_api.seen import PackedSeen, Run
from loaders.files import PlanFile, decoded, read_bytes
from loaders.json_plan import read_json, too_deep
from loaders.manifest import SnapshotError
from loaders.parsed import LIMITS, MEGABYTE
from loaders.problems import problem
from loaders.snapshot import ANSWER, is_snapshot, read_snapshot
from schema.records import Problem, Source
from schema.rule import Severity

SCHEMA, REPORT = "goldthread.gaps/1", "goldthread.report/1"
MOST_BYTES = 256 * MEGABYTE
"""What a saved check may hold: that of a council of a million items takes 43 bytes an item for what it looked at, and
1,800 bytes a gap, so that every eighth item may have one. Of the plans that we know only papers typed from running text
have more, and they are small; a made-up council of 20,000 items has a gap at every 37th, and 99 bytes an item in all.
"""
RUN = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")
E = TypeVar("E", bound=StrEnum)


class SavedCheckError(ValueError):
    """The file is not a saved check that can be used; `problem` says where and why."""

    def __init__(self, told: Problem) -> None:
        where = f"{told.source.file_place}: " if told.source.file_place else ""
        stands = f" {told.value!r} stands there." if told.value is not None else ""
        super().__init__(f"{where}{told.message}{stands}")
        self.problem = told


def read_saved(path: Path) -> SavedCheck:
    """The saved check in a file, or in a snapshot; SavedCheckError where there is none that can be used."""
    if is_snapshot(path):
        return parse_saved(frozen_answer(path), f"{path.name}, {ANSWER}")
    file = PlanFile(path, path.name)
    data, problems = read_bytes(file, MOST_BYTES)
    if data is None:
        raise SavedCheckError(problems[0])
    return parse_saved(data, file.name)


def frozen_answer(path: Path) -> bytes:
    """The saved check in a snapshot, as bytes; SavedCheckError where the snapshot cannot be opened or has none."""
    try:
        data = read_snapshot(path).files.get(ANSWER)
    except SnapshotError as error:
        raise SavedCheckError(error.problem) from error
    if not data:
        raise _error(path.name, "The snapshot holds no answer.")
    if len(data) > MOST_BYTES:
        raise _error(path.name, "The answer in the snapshot is larger than any check.", len(data))
    return data


def parse_saved(data: bytes, name: str) -> SavedCheck:
    """The saved check in the bytes of a file; SavedCheckError where they hold none. `name` is for messages."""
    text, problems = decoded(data)
    document, told = (None, problems) if text is None else read_json(text, name)
    if told:
        raise _error(name, told[0].message, told[0].value)
    if too_deep(document, int(LIMITS["depth"])):
        raise _error(name, "It nests deeper than any check does.")
    return _Reader(name).check(document)


def shown(text: str) -> str:
    """The text on one line, without signs that a screen would obey."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)


def _error(name: str, message: str, value: object = None, expected: str | None = None) -> SavedCheckError:
    return SavedCheckError(problem("saved-check", message, source=Source(file=name), value=value, expected=expected))


class _Reader:
    """Reads part by part; the first part of a wrong form ends it. A part that is not known here is passed over."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.as_of = datetime.date.max
        self.tells_filled = False

    def wrong(self, place: str, what: str, value: object) -> SavedCheckError:
        return _error(self.name, f"{place} {what}.", value)

    def check(self, data: Any) -> SavedCheck:
        """The whole."""
        data = self.mapping(data, "The file")
        self.of_our_form(data.get("schema"))
        self.as_of = self.date(data, "asOf", "")
        looked = self.mapping(data.get("lookedAt"), "lookedAt")
        seen = self.seen(data.get("seen"))
        self.tells_filled = seen is not None and seen.headings is not None
        gaps = self.gaps(data, "gaps")
        return SavedCheck(
            self.text(data, "planSet", ""), self.text(data, "title", "", ""), self.as_of,
            {shown(code): self.one_of(State, self.mapping(one, f"lookedAt.{code}"), "state", f"lookedAt.{code}.")
             for code, one in looked.items()},
            gaps, self.gaps(data, "gone"), self.gaps(data, "notChecked"), seen)

    def of_our_form(self, schema: object) -> None:
        """Refuses another schema, saying what it is where we know."""
        if schema == SCHEMA:
            return
        if schema == REPORT:
            raise self.wrong("The file", "is a report, not a check: save `goldthread check --format json`", schema)
        if isinstance(schema, str) and schema.startswith("goldthread.gaps/"):
            raise self.wrong("The file", f"is of a version that is not known here, which reads {SCHEMA}", schema)
        raise self.wrong("The file", f"does not say that it is a check: its schema is not {SCHEMA}", schema)

    def gaps(self, data: dict[str, Any], name: str) -> tuple[KnownGap, ...]:
        """A list of gaps, each there once; none where the list is not there, but gaps must be."""
        if data.get(name) is None and name != "gaps":
            return ()
        found: dict[str, KnownGap] = {}
        for number, one in enumerate(self.many(data.get(name), name)):
            place = f"{name}[{number}]"
            gap = self.gap(self.mapping(one, place), f"{place}.")
            if gap.id in found:
                raise self.wrong(f"{place}.id", "is the id of another gap too", gap.id)
            found[gap.id] = gap
        return tuple(found.values())

    def gap(self, data: dict[str, Any], place: str) -> KnownGap:
        """One gap."""
        first_seen = self.date(data, "firstSeen", place, self.as_of)
        items = self.many(data.get("items"), f"{place}items")
        since = data if data.get("since") is None else self.mapping(data["since"], f"{place}since")
        why = data.get("why")
        return KnownGap(
            self.text(data, "id", place), self.text(data, "rule", place),
            self.one_of(Severity, data, "severity", place), self.one_of(Proof, data, "proof", place),
            tuple(self.item(one, f"{place}items[{number}].") for number, one in enumerate(items)),
            self.text(data, "message", place), first_seen, self.maybe_item(data, "owner", place),
            self.maybe_item(data, "board", place), self.texts(data, "confirmedBy", place),
            self.maybe(data, "waived", place), self.past(since, "reopened", place), self.past(data, "goneSince", place),
            None if why is None else self.one_of(Why, data, "why", place), self.maybe(data, "asked", place),
            self.recorded(data, place), self.number(data, "enough", place))

    def recorded(self, data: dict[str, Any], place: str) -> tuple[str, ...] | None:
        """The cells that a gap rests on; None where the file does not say."""
        if "recorded" not in data:
            return () if self.tells_filled else None
        return None if data["recorded"] is None else self.texts(data, "recorded", place)

    def seen(self, data: Any) -> PackedSeen | None:
        """What the check looked at; None where it does not say."""
        if data is None:
            return None
        data = self.mapping(data, "seen")
        keys = self.many(data.get("items"), "seen.items")
        for number, key in enumerate(keys):
            if not isinstance(key, str):
                raise self.wrong(f"seen.items[{number}]", "is not text", key)
        rules = {shown(code): self.mapping(one, f"seen.rules.{code}")
                 for code, one in self.mapping(data.get("rules"), "seen.rules").items()}
        filled = data.get("filled")
        headings = None if filled is None else {
            shown(heading): tuple(self.runs(self.text(filled, heading, "seen.filled."), "seen.filled", len(keys)))
            for heading in self.mapping(filled, "seen.filled")}
        return PackedSeen(
            tuple(keys), {code: self.rule(one, f"seen.rules.{code}", len(keys)) for code, one in rules.items()},
            headings, frozenset(code for code, one in rules.items() if one.get("frail") is True),
            {code: self.good(one, f"seen.rules.{code}.good") for code, one in rules.items() if "good" in one})

    def rule(self, data: dict[str, Any], place: str, items: int) -> tuple[str | None, tuple[Run, ...]]:
        """What one rule asked, and the places of what it looked at."""
        written = self.text(data, "looks", f"{place}.", "")
        return self.maybe(data, "asks", f"{place}."), tuple(self.runs(written, f"{place}.looks", items))

    def good(self, data: dict[str, Any], place: str) -> dict[str, int]:
        """How many are good of each share that a rule counts."""
        good = self.mapping(data["good"], place)
        found = {key: self.number(good, key, f"{place}.") for key in good}
        return {key: number for key, number in found.items() if number is not None}

    def runs(self, written: str, place: str, items: int) -> Iterator[Run]:
        """`0-41 43` as places in the list of items, each beyond the one before."""
        after = -1
        for word in written.split():
            match = RUN.fullmatch(word)
            first = int(match[1]) if match else -1
            last = int(match[2]) if match and match[2] else first
            if not after < first <= last < items:
                raise self.wrong(place, "holds a place that is not in the list of items", word)
            after = last
            yield first, last

    def mapping(self, value: Any, place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(place, "is not a mapping of names and values", value)
        return value

    def many(self, value: Any, place: str) -> list[Any]:
        if not isinstance(value, list):
            raise self.wrong(place, "is not a list", value)
        return value

    def text(self, data: dict[str, Any], name: str, place: str, default: str | None = None) -> str:
        value = data.get(name, default)
        if not isinstance(value, str):
            raise self.wrong(f"{place}{name}", "is not text", value)
        return shown(value)

    def texts(self, data: dict[str, Any], name: str, place: str) -> tuple[str, ...]:
        found = self.many(data.get(name, []), f"{place}{name}")
        return tuple(self.text({str(number): text}, str(number), f"{place}{name}.")
                     for number, text in enumerate(found))

    def maybe(self, data: dict[str, Any], name: str, place: str) -> str | None:
        return None if data.get(name) is None else self.text(data, name, place)

    def number(self, data: dict[str, Any], name: str, place: str) -> int | None:
        """A whole number from 0 on, or None."""
        value = data.get(name)
        if value is None or (type(value) is int and value >= 0):
            return value
        raise self.wrong(f"{place}{name}", "is not a whole number", value)

    def one_of(self, words: type[E], data: dict[str, Any], name: str, place: str) -> E:
        value = data.get(name)
        if value not in list(words):
            raise self.wrong(f"{place}{name}", f"is none of {', '.join(words)}", value)
        return words(value)

    def date(
        self, data: dict[str, Any], name: str, place: str, default: datetime.date | None = None
    ) -> datetime.date:
        """A day, none after that of the check itself."""
        value = data.get(name)
        if value is None and default is not None:
            return default
        try:
            found = datetime.date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None:
            raise self.wrong(f"{place}{name}", "is not a day such as 2008-09-01", value)
        if found > self.as_of:
            raise self.wrong(f"{place}{name}", f"is after the day of the check, {self.as_of.isoformat()}", value)
        return found

    def past(self, data: dict[str, Any], name: str, place: str) -> datetime.date | None:
        return None if data.get(name) is None else self.date(data, name, place)

    def item(self, value: Any, place: str) -> ItemRef:
        data = self.mapping(value, place.rstrip("."))
        return ItemRef(*(self.text(data, name, place) for name in ("id", "kind", "title")))

    def maybe_item(self, data: dict[str, Any], name: str, place: str) -> ItemRef | None:
        return None if data.get(name) is None else self.item(data[name], f"{place}{name}.")

