"""Saved checks that are none, or that are not what they should be: refused, with the place."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saved import folder, opened, run

from graph_api.pipeline import seen_by
from graph_api.reports.check_json import check_json
from graph_api.reports.write import write_report
from graph_api.results import Proof
from graph_api.saved_read import SavedCheckError, parse_saved, read_saved


def test_a_report_is_no_saved_check_and_is_told_apart(tmp_path: Path) -> None:
    plans, check = opened(folder(tmp_path / "plans"))
    report = tmp_path / "report.json"
    report.write_text(write_report("json", plans.store, check), encoding="utf-8")

    with pytest.raises(SavedCheckError, match="is a report, not a check"):
        read_saved(report)


WRONG = {
    "not JSON": (b"{", "JSON cannot be read"),
    "no text": (bytes(range(256)), "not text"),
    "nothing": (b"", "holds nothing"),
    "a list": (b"[]", "not a mapping"),
    "another schema": (b'{"schema": "x"}', "does not say that it is a check"),
    "a later version": (b'{"schema": "goldthread.gaps/2"}', "version that is not known here"),
    "deep": (b"[" * 100_000, "nests"),
    "deep but whole": (b"[" * 90 + b"]" * 90, "nests deeper"),
    "twice": (b'{"schema": "goldthread.gaps/1", "schema": "goldthread.gaps/1"}', "."),
    "large number": (b'{"schema": ' + b"9" * 5000 + b"}", "."),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_saved_check_is_refused(name: str, tmp_path: Path) -> None:
    data, message = WRONG[name]
    file = tmp_path / "old.json"
    file.write_bytes(data)

    with pytest.raises(SavedCheckError, match=message) as told:
        read_saved(file)
    assert str(told.value).startswith("old.json")
    code, answer, said = run("compare", file, file)
    assert (code, answer) == (2, "")
    assert said.startswith("old.json")


@pytest.mark.parametrize(("change", "place"), [
    (lambda one: one.update(asOf="soon"), "asOf is not a day"),
    (lambda one: one.pop("planSet"), "planSet is not text"),
    (lambda one: one.update(gaps={}), "gaps is not a list"),
    (lambda one: one.pop("lookedAt"), "lookedAt is not a mapping"),
    (lambda one: one["lookedAt"]["G21"].update(state="perhaps"), r"lookedAt\.G21\.state is none of"),
    (lambda one: one["gaps"].append(one["gaps"][0]), r"gaps\[\d+\]\.id is the id of another gap"),
    (lambda one: one["gaps"][0].update(firstSeen="2010-01-01"), r"gaps\[0\]\.firstSeen is after the day of the check"),
    (lambda one: one["gaps"][0].update(severity="bad"), r"gaps\[0\]\.severity is none of high, medium, low"),
    (lambda one: one["gaps"][0].update(items=[1]), r"gaps\[0\]\.items\[0\] is not a mapping"),
    (lambda one: one["gaps"][0].update(owner="me"), r"gaps\[0\]\.owner is not a mapping"),
    (lambda one: one["gaps"][0].update(since=3), r"gaps\[0\]\.since is not a mapping"),
    (lambda one: one.update(gone=[{}]), r"gone\[0\]\.items is not a list"),
    (lambda one: one["seen"]["items"].append(3), r"seen\.items\[\d+\] is not text"),
    (lambda one: one["seen"]["rules"]["G21"].update(looks="0-99999"), r"seen\.rules\.G21\.looks holds a place"),
    (lambda one: one["seen"]["rules"]["G21"].update(looks="3 1"), r"seen\.rules\.G21\.looks holds a place"),
    (lambda one: one["seen"]["rules"]["G21"].update(looks=["0"]), r"seen\.rules\.G21\.looks is not text"),
    (lambda one: one["seen"]["rules"]["G21"].update(good=3), r"seen\.rules\.G21\.good is not a mapping"),
    (lambda one: one["seen"]["rules"]["G21"].update(good={"": -1}), r"seen\.rules\.G21\.good\. is not a whole number"),
    (lambda one: one["seen"]["rules"].update(G21=3), r"seen\.rules\.G21 is not a mapping"),
    (lambda one: one["seen"].update(filled=["status"]), r"seen\.filled is not a mapping"),
    (lambda one: one["seen"]["filled"].update(status=3), r"seen\.filled\.status is not text"),
    (lambda one: one["seen"]["filled"].update(status="9999"), r"seen\.filled holds a place"),
    (lambda one: one["gaps"][0].update(recorded="all"), r"gaps\[0\]\.recorded is not a list"),
    (lambda one: one["gaps"][0].update(recorded=[3]), r"gaps\[0\]\.recorded\.0 is not text"),
    (lambda one: one["gaps"][0].update(enough=True), r"gaps\[0\]\.enough is not a whole number"),
])
def test_a_wrong_part_is_told_with_its_place(change, place, tmp_path: Path) -> None:
    plans, check = opened(folder(tmp_path / "plans"))
    document = json.loads(check_json(check, seen_by(plans, check).packed()))
    change(document)

    with pytest.raises(SavedCheckError, match=place):
        parse_saved(json.dumps(document).encode(), "old.json")


def test_parts_from_later_versions_and_from_earlier_ones_are_understood(tmp_path: Path) -> None:
    plans, check = opened(folder(tmp_path / "plans"))
    document = json.loads(check_json(check, seen_by(plans, check).packed()))
    for name in ("seen", "gone", "notChecked", "baseline"):
        del document[name]
    for gap in document["gaps"]:
        gap.update(firstSeen=None, colour="blue")

    read = parse_saved(json.dumps(document | {"more": [1]}).encode(), "old.json")

    assert read.seen is None
    assert {gap.first_seen for gap in read.gaps} == {check.as_of}
    assert {gap.proof for gap in read.gaps} <= set(Proof)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3), max_leaves=8)


@settings(max_examples=60)
@given(st.data())
def test_whatever_stands_in_a_saved_check_it_is_read_or_refused(data: st.DataObject) -> None:
    document = json.loads(SMALL)
    holder = document
    for _ in range(data.draw(st.integers(0, 3))):
        inner = holder[data.draw(st.sampled_from(sorted(holder)))] if isinstance(holder, dict) and holder else None
        holder = inner[0] if isinstance(inner, list) and inner else inner
    if isinstance(holder, dict) and holder:
        holder[data.draw(st.sampled_from(sorted(holder)))] = data.draw(PLAIN)

    with contextlib.suppress(SavedCheckError):
        parse_saved(json.dumps(document).encode(), "old.json")


SMALL = json.dumps({
    "schema": "goldthread.gaps/1", "asOf": "2009-01-01", "planSet": "ashby", "title": "Ashby",
    "lookedAt": {"G21": {"n": 1, "state": "looked"}},
    "gaps": [{"id": "G21-1", "rule": "G21", "severity": "high", "proof": "blank", "confirmedBy": ["F1"], "waived": None,
              "firstSeen": "2009-01-01", "items": [{"id": "strategy:a", "kind": "Strategy", "title": "A"}],
              "message": "No owner.", "recorded": ["strategy:a status"], "enough": 1, "owner": None,
              "board": {"id": "board:b", "kind": "Board", "title": "B"}}],
    "gone": [], "notChecked": [], "seen": {
        "items": ["strategy:a"], "filled": {"status": "0"},
        "rules": {"G21": {"asks": "q", "looks": "0", "frail": True, "good": {"": 1}}}}})
