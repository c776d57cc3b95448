"""Saved checks: read back as they were written, refused with the place where they are not what they should be."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saved import RULES, folder, opened, run, save

from graph_api.compare import compare
from graph_api.pipeline import Opened, check_plans, seen_by
from graph_api.reports.check_json import check_json
from graph_api.results import KnownGap, Standing
from graph_api.saved import saved_of
from graph_api.saved_read import parse_saved
from graph_api.seen import PackedSeen, Rest

TROUBLE = "=cmd()|<b>\\u001b[31m"


@pytest.fixture
def quarters(tmp_path: Path) -> list[Path]:
    """Four saved checks of a made-up council, each compared with the one before."""
    plans = folder(tmp_path / "plans")
    first = save(tmp_path / "q1.json", plans, "2009-01-01")
    folder(tmp_path / "plans", homes="post:a")
    second = save(tmp_path / "q2.json", plans, "2009-04-01", "--baseline", first)
    folder(tmp_path / "plans", homes="", work="")
    third = save(tmp_path / "q3.json", plans, "2009-07-01", "--baseline", second)
    return [plans, first, second, third]


# There and back


def test_a_saved_check_is_read_back_as_it_was(tmp_path: Path) -> None:
    plans, check = opened(folder(tmp_path / "plans"))
    seen = seen_by(plans, check)

    read = parse_saved(check_json(check, seen.packed()).encode(), "q1.json")

    assert read == saved_of(check, None)
    for code in check.looked_at:
        assert read.seen is not None
        assert read.seen.asked(code) == seen.asked(code)
        assert {item.key for item in plans.store.whole().items if read.seen.looked_at(code, item.key)} == set(
            seen.subjects(code))


def test_the_leicester_check_is_read_back_and_nothing_has_become_of_it(leicester: Opened) -> None:
    check = check_plans(leicester)
    saved = parse_saved(check_json(check, seen_by(leicester, check).packed()).encode(), "leicester.json")

    def by_id(gaps: tuple[KnownGap, ...]) -> dict[str, KnownGap]:
        return {gap.id: replace(gap, confirmed_by=tuple(sorted(gap.confirmed_by))) for gap in gaps}

    assert by_id(saved.gaps) == by_id(saved_of(check, None).gaps)
    assert {line.standing for line in compare(saved, saved).lines} == {Standing.OPEN}


def test_what_the_gaps_of_leicester_rest_on_is_read_back_and_still_recorded(leicester: Opened) -> None:
    check = check_plans(leicester)
    packed = seen_by(leicester, check).packed()
    saved = parse_saved(check_json(check, packed).encode(), "leicester.json")

    assert saved.seen is not None
    for gap in saved.gaps:
        rest = packed.rests.get(gap.id, Rest(()))
        assert (gap.recorded, gap.enough) == (rest.recorded, rest.enough)
        assert gap.recorded is not None
        assert all(map(saved.seen.filled, gap.recorded))
    assert len([gap for gap in saved.gaps if gap.recorded]) > 20


@given(st.sets(st.integers(0, 60)), st.integers(0, 70))
def test_runs_of_places_say_what_was_looked_at(places: set[int], asked: int) -> None:
    keys = [f"k:{number:02}" for number in range(61)]
    runs = _runs(sorted(places))
    seen = PackedSeen(keys, {"R": ("q", runs)})

    assert seen.looked_at("R", f"k:{asked:02}") == (asked in places)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def test_the_same_plans_and_baseline_give_the_same_bytes(quarters: list[Path], tmp_path: Path) -> None:
    plans, _, second, third = quarters
    again = save(tmp_path / "again.json", plans, "2009-07-01", "--baseline", second)

    assert again.read_bytes() == third.read_bytes()


def test_without_a_baseline_a_gap_is_first_seen_on_the_day_of_the_check(tmp_path: Path) -> None:
    answer = json.loads(save(tmp_path / "a.json", folder(tmp_path / "plans"), "2009-01-01").read_text("utf-8"))

    assert {gap["firstSeen"] for gap in answer["gaps"]} == {"2009-01-01"}
    assert (answer["baseline"], answer["gone"], answer["notChecked"]) == (None, [], [])
    assert "since" not in answer["gaps"][0]
    assert set(answer["seen"]["rules"]) == {"G08", "G21", "S3"}


# What the answers say


def test_the_text_says_what_is_new_gone_open_and_reopened(quarters: list[Path]) -> None:
    plans, first, second, _ = quarters

    _, against_second, _ = run("check", plans, "--as-of", "2009-07-01", RULES, "--baseline", second)
    assert "Since 1 April 2009: 1 new, 0 gone, 0 still open, 1 reopened, 0 waived." in against_second
    assert "reopened, first seen 1 January 2009 (181 days ago)" in against_second
    assert "new: the rule looked here before and found nothing" in against_second
    _, against_first, _ = run("check", plans, "--as-of", "2009-07-01", RULES, "--baseline", first, "-f", "markdown")
    assert "open since 1 January 2009 (181 days)" in against_first


def test_the_text_says_what_is_gone_and_what_nobody_checked(quarters: list[Path]) -> None:
    plans, first, *_ = quarters
    folder(plans, homes="post:a")

    _, mended, _ = run("check", plans, "--as-of", "2009-07-01", RULES, "--baseline", first)
    _, unchecked, _ = run("check", plans, "--as-of", "2009-07-01", "--select=S3", "--baseline", first)

    assert "Gone since 1 January 2009:" in mended
    assert "mended, since the rule looked again and found nothing; first seen 1 January 2009" in mended
    assert "Not checked since 1 January 2009:" in unchecked
    assert "1 gap was not checked this time, so nobody can say what has become of it." in unchecked
    assert "0 new, 0 gone, 0 still open, 0 reopened, 0 waived, 1 not checked." in unchecked


def test_csv_and_json_tell_the_standing_of_every_gap(quarters: list[Path]) -> None:
    plans, _, second, third = quarters
    _, written, _ = run("check", plans, "--as-of", "2009-07-01", RULES, "--baseline", second, "-f", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(written)) if row["rule"] == "G21"]
    answer = json.loads(third.read_text("utf-8"))
    gaps = {gap["items"][0]["id"]: gap for gap in answer["gaps"] if gap["rule"] == "G21"}

    assert [(row["items"], row["standing"], row["first seen"], row["days"]) for row in rows] == [
        ("strategy:homes", "reopened", "2009-01-01", "181"), ("strategy:work", "new", "2009-07-01", "0")]
    assert gaps["strategy:homes"]["firstSeen"] == "2009-01-01"
    assert gaps["strategy:homes"]["since"]["standing"] == "reopened"
    assert gaps["strategy:homes"]["since"]["reopened"] == "2009-07-01"
    assert answer["baseline"]["asOf"] == "2009-04-01"
    assert (answer["baseline"]["counts"]["new"], answer["baseline"]["counts"]["reopened"]) == (1, 1)
    assert [group["title"] for group in answer["baseline"]["byBoard"]] == ["Economy board", "No lead board recorded"]


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_the_report_has_a_section_since_the_last_check(quarters: list[Path], tmp_path: Path, form: str) -> None:
    plans, _, second, _ = quarters
    out = tmp_path / f"report.{form}"
    code, _, _ = run("report", plans, "--as-of", "2009-07-01", RULES, "--baseline", second, "--output", out)
    text = out.read_text("utf-8")

    assert code == 0
    if form == "json":
        assert json.loads(text)["since"]["counts"]["reopened"] == 1
        return
    assert "1 new, 0 gone, 0 still open, 1 reopened, 0 waived" in text
    assert text.index("Five decisions") < text.index("Since 1 April 2009") < text.index("Coverage by board")
    assert "Reopened: gone before, and back" in text
    after = "Coverage by board and tier</h2>" if form == "html" else "## Coverage"
    assert "Economy board" in text[text.index("1 reopened"):text.index(after)]


def test_the_section_can_be_read_without_colours_and_by_keyboard(quarters: list[Path], tmp_path: Path) -> None:
    plans, _, second, _ = quarters
    out = tmp_path / "report.html"
    run("report", plans, "--as-of", "2009-07-01", RULES, "--baseline", second, "--output", out)
    text = out.read_text("utf-8")
    section = text[text.index('<section aria-labelledby="since">'):text.index('<section aria-labelledby="coverage">')]
    ids, labels = re.findall(r' id="([^"]+)"', text), re.findall(r'aria-labelledby="([^"]+)"', section)

    assert len(ids) == len(set(ids))
    assert set(labels) <= set(ids)
    assert section.count("<table") == section.count("<caption") == section.count('tabindex="0"') == 4
    assert not re.search(r"<t[dh][^>]*>\s*</t[dh]>", section)
    assert 'href="#since"' in text


def test_a_report_for_one_board_tells_only_what_has_become_of_its_own(quarters: list[Path], tmp_path: Path) -> None:
    plans, _, second, _ = quarters
    out = tmp_path / "board.json"
    run("report", plans, "--as-of", "2009-07-01", RULES, "--baseline", second, "--board", "b", "--output", out)
    counts = json.loads(out.read_text("utf-8"))["since"]["counts"]

    assert (counts["new"], counts["reopened"]) == (0, 1)


# goldthread compare


@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown"])
@pytest.mark.parametrize("by", [[], ["--by", "board"], ["--by", "owner"]])
def test_two_saved_checks_are_compared_in_every_form(quarters: list[Path], form: str, by: list[str]) -> None:
    _, _, second, third = quarters
    code, answer, _ = run("compare", second, third, "--format", form, *by)

    assert code == 1
    if form == "json":
        found = json.loads(answer)
        assert (found["schema"], found["since"], found["asOf"]) == (
            "goldthread.comparison/1", "2009-04-01", "2009-07-01")
        assert sorted(gap["standing"] for gap in found["gaps"] if gap["rule"] == "G21") == ["new", "reopened"]
    elif form == "csv":
        assert {row["standing"] for row in csv.DictReader(io.StringIO(answer))} >= {"new", "reopened", "open"}
    else:
        assert "Since 1 April 2009: 1 new, 0 gone, 0 still open, 1 reopened, 0 waived." in answer
        assert "Economy board" in answer


def test_compare_ends_with_0_where_nothing_is_new_or_reopened_and_as_fail_on_says(quarters: list[Path]) -> None:
    _, first, second, third = quarters

    assert run("compare", first, second)[0] == 0
    assert run("compare", third, third)[0] == 0
    assert run("compare", second, third)[0] == 1
    assert run("compare", second, third, "--fail-on", "never")[0] == 0


def test_a_gap_is_mended_by_saved_checks_alone(quarters: list[Path]) -> None:
    _, first, second, _ = quarters
    (first.parent / "alone").mkdir()
    alone = save(first.parent / "alone.json", folder(first.parent / "plans", homes="post:a"), "2009-04-01")

    for later in (second, alone):
        _, answer, _ = run("compare", first, later, "--format", "json")
        assert [(gap["standing"], gap["why"]) for gap in json.loads(answer)["gaps"] if gap["rule"] == "G21"] == [
            ("gone", "mended")]


def test_two_plan_sets_and_dates_the_wrong_way_round_are_refused(quarters: list[Path], tmp_path: Path) -> None:
    plans, first, second, _ = quarters
    (plans / "goldthread.yaml").write_text("planSet: oakham\n", encoding="utf-8")
    other = save(tmp_path / "other.json", plans, "2009-07-01")

    code, answer, told = run("compare", first, other)
    assert (code, answer) == (2, "")
    assert "two plan sets, ashby and oakham" in told
    code, answer, told = run("compare", second, first)
    assert (code, answer) == (2, "")
    assert "Give the earlier one first." in told
    assert run("check", plans, "--as-of", "2009-07-01", "--baseline", first)[0] == 2
    folder(plans)
    code, answer, told = run("check", plans, "--as-of", "2008-01-01", "--baseline", first)
    assert (code, answer) == (2, "")
    assert "--baseline" in told
    assert "after the later one" in " ".join(told.split())


def test_what_a_saved_check_says_is_written_without_harm(tmp_path: Path) -> None:
    plans = folder(tmp_path / "plans")
    first = save(tmp_path / "q1.json", plans, "2009-01-01")
    first.write_text(first.read_text("utf-8").replace("Homes strategy", TROUBLE), encoding="utf-8")
    later = save(tmp_path / "q2.json", folder(plans, homes="post:a"), "2009-04-01")
    out = tmp_path / "r.html"
    run("report", plans, "--as-of", "2009-04-01", RULES, "--baseline", first, "--output", out)

    answers = {form: run("compare", first, later, "--format", form)[1] for form in ("text", "csv", "markdown", "json")}
    assert not any("\x1b" in answer for answer in answers.values())
    titles = [row["titles"] for row in csv.DictReader(io.StringIO(answers["csv"]))]
    assert "'=cmd()|<b> [31m" in titles
    assert "<b>" not in answers["markdown"].replace("\\<b\\>", "")
    assert "<b>" not in out.read_text("utf-8")
    assert json.loads(answers["json"])["gaps"]
