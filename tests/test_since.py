"""A comparison counted, and its text: what counts as old, what is told of silence, each board's gaps once."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from graph_api.reports import compare_text
from graph_api.reports.since_words import since_remarks
from graph_api.results import Compared, Comparison, ItemRef, KnownGap, Proof, Standing, Why
from graph_api.since import Side, groups, oldest, tally
from schema.rule import Severity

MARCH, JUNE, SEPTEMBER = (datetime.date(2009, month, 1) for month in (3, 6, 9))


def known(name: str, board: str = "", first_seen: datetime.date = MARCH, proof: Proof = Proof.SHOWN,
          waived: str | None = None) -> KnownGap:
    about = ItemRef(f"strategy:{name}", "Strategy", name.title())
    led = ItemRef(f"board:{board}", "Board", f"Board {board}") if board else None
    return KnownGap(name, "G21", Severity.HIGH, proof, (about,), f"{name} lacks it.", first_seen, board=led,
                    waived=waived)


def since(*lines: Compared) -> Comparison:
    return Comparison(JUNE, SEPTEMBER, lines)


def open_(gap: KnownGap) -> Compared:
    return Compared(gap, Standing.OPEN, gap)


# Counts


def test_the_oldest_gap_is_one_that_is_there_and_counts() -> None:
    lines = [
        open_(known("young", first_seen=SEPTEMBER)), open_(known("there", first_seen=JUNE)),
        Compared(known("gone"), Standing.GONE, known("gone"), Why.MENDED),
        Compared(known("unchecked"), Standing.NOT_CHECKED, known("unchecked"), Why.RULE_NOT_RUN),
        open_(known("waived", waived="Agreed")), open_(known("silent", proof=Proof.SILENT))]

    assert oldest(since(*lines), lines) == 92
    assert oldest(since(), lines[2:]) == 0


@pytest.mark.parametrize(("standing", "counted"), [
    (Standing.OPEN, (1, 0, 0)), (Standing.NEW, (1, 1, 0)), (Standing.REOPENED, (1, 1, 0)), (Standing.GONE, (0, 0, 1)),
    (Standing.NOT_CHECKED, (0, 0, 0))])
def test_silence_is_counted_by_what_has_become_of_it(standing: Standing, counted: tuple[int, int, int]) -> None:
    gap = known("silent", proof=Proof.SILENT)
    counts = tally([Compared(gap, standing, gap if standing is not Standing.NEW else None)])

    assert (counts.silent, counts.silent_new, counts.silent_gone) == counted


@pytest.mark.parametrize(("many", "said"), [
    (1, "1 waiver has ended, and the gap counts again."), (2, "2 waivers have ended, and the gaps count again.")])
def test_waivers_that_have_ended_are_told_in_their_number(many: int, said: str) -> None:
    gaps = [known(f"g{number}") for number in range(many)]

    assert said in since_remarks(since(*(
        Compared(gap, Standing.OPEN, replace(gap, waived="Agreed")) for gap in gaps)))


# Text


def test_what_is_still_open_is_told_last_with_its_age() -> None:
    found = since(open_(known("old")), Compared(known("new", first_seen=SEPTEMBER), Standing.NEW, None, Why.ARISEN))
    text, markdown = compare_text.compare_text(found, "Ashby"), compare_text.compare_markdown(found, "Ashby")

    for written in (text, markdown):
        assert written.index("new: the rule looked here before") < written.index("Still open")
        assert "open since 1 March 2009 (184 days)" in written


def test_each_board_has_its_own_gaps_in_the_order_of_the_boards() -> None:
    found = since(*(open_(known(f"{board}{number}", board)) for board in "ba" for number in range(2)))
    text = compare_text.compare_text(found, "Ashby", Side.BOARD)

    assert [line for line in text.splitlines() if line.endswith("still open")] == [
        "Board a: still open", "Board b: still open"]
    assert text.index("a0 lacks") < text.index("a1 lacks") < text.index("Board b: still open") < text.index("b0 lacks")


def test_the_work_for_each_board_does_not_grow_with_the_number_of_boards(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [open_(known(f"g{number}", str(number))) for number in range(200)]
    asked = []
    whose = compare_text._key
    monkeypatch.setattr(compare_text, "_key", lambda line, side: asked.append(line) or whose(line, side))

    compare_text.compare_text(since(*lines), "Ashby", Side.BOARD)

    assert len(groups(since(*lines), Side.BOARD)) == 200
    assert len(asked) <= 2 * len(lines)
