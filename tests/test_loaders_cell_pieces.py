"""Several things in one cell: parted where the text says so, else whole."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cell_pieces import lines, pieces


@pytest.mark.parametrize(("text", "found"), [
    ("• hire\n• train", ["hire", "train"]),
    ("• hire • train", ["hire", "train"]),
    ("\uf0b7\thire\n\uf0b7\ttrain", ["hire", "train"]),
    ("- hire\n- train people\nwell", ["hire", "train people\nwell"]),
    ("1. hire\n2. train", ["hire", "train"]),
    ("4.1 hire\n4.2 train", ["hire", "train"]),
    ("(a) hire\n(b) train\n(c) keep", ["hire", "train", "keep"]),
    ("i) hire\nii) train\niii) keep\niv) part", ["hire", "train", "keep", "part"]),
    ("h) hire\ni) train\nj) keep", ["hire", "train", "keep"]),
    ("9) hire\n10) train", ["hire", "train"]),
    ("• hire\n◦ people\n◦ posts\n• train", ["hire\n◦ people\n◦ posts", "train"]),
    ("1. hire\n• people\n2. train", ["hire\n• people", "train"]),
])
def test_lists_are_parted(text: str, found: list[str]) -> None:
    assert pieces(text) == found


@pytest.mark.parametrize("text", [
    "Review of partnerships - Task & Finish Group\n- approved in June", "hire people\nand train them",
    "2007 first\n2008 second", "2008. A year\n2009. Another", "1. only one", "1. one\n3. three", "hire • train",
    "10 posts\n11 people", "a word\nb word", "8 June\n9 June", "-5\n-6",
])
def test_what_is_no_list_stays_whole(text: str) -> None:
    assert pieces(text) == [text]


def test_words_before_a_list() -> None:
    assert pieces("The council will:\n- hire\n- train") == ["The council will: hire", "The council will: train"]
    assert pieces("Much is done\n• hire\n• train") == ["Much is done", "hire", "train"]
    assert pieces("The council will:\n•\n") == ["The council will:"]


def test_one_bullet_is_one_piece_without_it_and_nothing_is_none() -> None:
    assert (pieces("• hire"), pieces("•"), pieces(" \n\t"), pieces("")) == (["hire"], ["•"], [], [])


def test_lines() -> None:
    assert lines("hire\n\n • train\n- keep\n1. part") == ["hire", "train", "keep", "1. part"]


@given(st.text(alphabet="ab1.)(:•-o \n\t◦ivx", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    for found in (pieces(text), lines(text)):
        assert all(piece.strip() == piece and piece for piece in found)
        marks = sum(text.count(mark) for mark in ("b.", "b)", "b ", "b\t"))
        assert text.count("b") <= "".join(found).count("b") + marks
    assert bool(pieces(text)) == bool(text.strip())


@pytest.mark.parametrize("text", ["• a " * 200_000, "• a\n" * 200_000, "1. a\n" * 100_000, "a)\n" * 200_000,
                                  "1." * 300_000, " " * 10**6, "i" * 10**6, "x:\n- a\n" * 50_000])
def test_long_cells_are_read_in_linear_time(text: str) -> None:
    begun = time.process_time()
    pieces(text)
    lines(text)
    assert time.process_time() - begun < 5
