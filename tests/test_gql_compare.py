"""The root `compare`: against the baseline that the server was given, or none and a reason."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from builders import item, link, rule, table

from graph_api import since
from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.options import Options
from graph_api.pipeline import Opened, check_plans, seen_by
from graph_api.reports.check_json import check_json
from graph_api.saved_read import parse_saved
from graph_api.stores.memory import MemoryStore
from graph_api.web.serve import serve
from loaders.settings import FolderSettings
from schema.records import Loaded, PlanSet

APRIL, JULY = datetime.date(2009, 4, 1), datetime.date(2009, 7, 1)
SAID = {"finds": "Something is missing.", "why": "It matters.", "remedy": "Mend it.", "message": "{title} lacks it."}
OWNER = rule("lacks", "Strategy", "G21", needs={"owner": ">OWNED_BY"}, **SAID)
BOARD = item("board:b", title="Economy board")
POST = item("post:a", title="Director")
ASKED = table("register", "strategies.csv", Strategy="title, owned by")
EVERYTHING = """{ compare { reason asOf since sentence rulesNotRun rulesNew rulesChanged
    counts { new gone mended open reopened waived newlyWaived waiverEnded changed newlyCounted noLongerCounted
             notChecked silent silentNew silentGone }
    byBoard { key title oldestDays counts { new gone open } } byOwner { key title counts { new } }
    gaps(first: 10) { totalCount nodes { key standing why rule severity proof counts message itemKeys boardTitle
        ownerTitle waived newlyWaived waiverEnded firstSeen days reopened goneSince changes { what before now }
        gap { key firstSeen } items { key title } } } } }"""


def plans(day, *parts):
    items = tuple(part for part in parts if hasattr(part, "kind"))
    links = tuple(part for part in parts if not hasattr(part, "kind"))
    store = MemoryStore(Loaded(PlanSet("ashby", "Ashby"), items, links, tables=(ASKED,)))
    return Opened(store, (OWNER,), FolderSettings("ashby", "Ashby"), day)


def strategy(key):
    return item(f"strategy:{key}", title=key.title(), tables=[0], board="board:b")


@pytest.fixture(scope="module")
def earlier():
    opened = plans(APRIL, strategy("homes"), strategy("work"), BOARD, POST)
    check = check_plans(opened)
    return parse_saved(check_json(check, seen_by(opened, check).packed()).encode(), "april.json")


@pytest.fixture(scope="module")
def data(earlier):
    opened = plans(JULY, strategy("homes"), strategy("new"), strategy("work"), BOARD, POST,
                   link("strategy:work OWNED_BY post:a"))
    edition = Edition(replace(opened, baseline=earlier))

    def answered(query, **variables):
        answer = ask(edition, query, variables)
        assert answer.errors == []
        return answer.data
    return answered


def test_everything_can_be_asked_of_a_comparison(data):
    found = data(EVERYTHING)["compare"]

    assert (found["reason"], found["asOf"], found["since"]) == (None, "2009-07-01", "2009-04-01")
    assert found["sentence"] == "1 new, 1 gone, 1 still open, 0 reopened, 0 waived"
    assert (found["counts"]["mended"], found["counts"]["notChecked"]) == (1, 0)
    assert found["byBoard"] == [{"key": "board:b", "title": "Economy board", "oldestDays": 91,
                                 "counts": {"new": 1, "gone": 1, "open": 1}}]
    lines = {line["itemKeys"][0]: line for line in found["gaps"]["nodes"]}
    assert {key: (line["standing"], line["why"]) for key, line in lines.items()} == {
        "strategy:homes": ("OPEN", None), "strategy:new": ("NEW", "ITEM_NEW"), "strategy:work": ("GONE", "MENDED")}
    assert lines["strategy:homes"]["gap"]["firstSeen"] == "2009-04-01"
    assert (lines["strategy:work"]["gap"], lines["strategy:work"]["goneSince"]) == (None, "2009-07-01")
    assert lines["strategy:work"]["items"] == [{"key": "strategy:work", "title": "Work"}]


def test_a_comparison_is_counted_once_however_often_it_is_asked_for(data, monkeypatch):
    counted = []
    tally, groups = since.tally, since.groups
    monkeypatch.setattr(since, "tally", lambda lines: counted.append("tally") or tally(lines))
    monkeypatch.setattr(since, "groups", lambda *given: counted.append("groups") or groups(*given))
    asked = "compare(asOf: \"2009-07-02\") { sentence byBoard { key } again: byBoard { title } byOwner { key } }"
    found = data("{ " + " ".join(f"a{number}: {asked}" for number in range(9)) + " }")

    assert all(one["sentence"] == found["a0"]["sentence"] for one in found.values())
    assert counted.count("groups") == 2
    once = counted.count("tally")
    data("{ " + asked + " }")
    assert counted.count("tally") == once


def test_gaps_can_be_chosen_by_standing_board_and_owner(data):
    found = data("""{ compare { new: gaps(standing: [NEW]) { totalCount } gone: gaps(standing: [GONE, NOT_CHECKED]) {
        totalCount } board: gaps(boards: ["board:b"]) { totalCount } none: gaps(boards: [""]) { totalCount }
        owner: gaps(owners: [""]) { totalCount }
        counted: gaps(counts: true, first: 1) { totalCount nodes { key } } } }""")

    assert {name: one["totalCount"] for name, one in found["compare"].items()} == {
        "new": 1, "gone": 1, "board": 3, "none": 0, "owner": 3, "counted": 3}
    assert len(found["compare"]["counted"]["nodes"]) == 1


def test_a_date_before_the_baseline_is_not_compared_and_says_why(data):
    found = data('{ compare(asOf: "2009-01-01") { reason since counts { new } byBoard { key } gaps { totalCount } } }')

    assert "after the later one" in found["compare"]["reason"]
    assert found["compare"] | {"reason": ""} == {
        "reason": "", "since": None, "counts": None, "byBoard": [], "gaps": {"totalCount": 0}}


def test_without_a_baseline_there_is_a_reason():
    answer = ask(Edition(plans(JULY, strategy("homes"))), "{ compare { reason sentence } }", {})

    assert answer.data["compare"]["sentence"] is None
    assert "--baseline" in answer.data["compare"]["reason"]


def test_the_server_does_not_start_with_what_is_no_saved_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "q.json").write_text("{}", encoding="utf-8")
    (tmp_path / "strategies.csv").write_text("key,title\na,A\n", encoding="utf-8")

    assert serve([tmp_path / "strategies.csv"], Options(baseline=tmp_path / "q.json")) == 2
    assert "The baseline cannot be used. q.json: " in capsys.readouterr().err
