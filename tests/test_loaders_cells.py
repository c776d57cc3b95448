"""From a cell to a value: what each type of field takes, and what is refused rather than changed."""

from __future__ import annotations

import math
import pickle
import re
import time
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells import CellError, cell_text, make_key, normal_space, read_cell, title_key
from schema.dates import DateOrder, on_day, parse_date
from schema.fields import Field, FieldType

TEXT = Field("aim", FieldType.TEXT, "")
WORDS = Field("groups", FieldType.WORDS, "")
NUMBER = Field("spend", FieldType.NUMBER, "")
YES_NO = Field("joint", FieldType.YES_NO, "")
DATE = Field("due", FieldType.DATE, "")
PERIOD = Field("period", FieldType.PERIOD, "")
STATUS = Field("status", FieldType.ONE_OF, "", ("draft", "live", "on-track"), {"in force": "live", "n/a": "draft"})
ANSWER = Field("answer", FieldType.ONE_OF, "", ("yes", "no"))
TOPICS = Field("topics", FieldType.WORDS, "", ("finance", "risk"))
ALL = (TEXT, WORDS, NUMBER, YES_NO, DATE, PERIOD, STATUS)


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.type)
@pytest.mark.parametrize("raw", [None, "", "  ", "\n\t", "\u00a0", [], ()])
def test_only_nothing_and_white_space_are_empty(field: Field, raw: object) -> None:
    assert read_cell(field, raw) is None


@pytest.mark.parametrize("raw", ["n/a", "-", "–", "none", "?"])
def test_a_sign_for_nothing_is_an_answer(raw: str) -> None:
    assert read_cell(TEXT, raw) == raw
    assert read_cell(STATUS, "N/A") == "draft"  # where the field itself knows the word
    for field in (NUMBER, YES_NO, DATE, PERIOD):
        with pytest.raises(CellError):
            read_cell(field, raw)
    if raw != "none":
        with pytest.raises(CellError):
            read_cell(WORDS, raw)


@pytest.mark.parametrize(("raw", "value"), [
    ("£1,234.50", 1234.5), ("30%", 30), ("30 per cent", 30), ("30 percent", 30), ("1 000", 1000),
    ("1\u00a0000\u00a0000", 1_000_000), ("1,234,567", 1_234_567), ("£2.5m", 2_500_000), ("£7 million", 7_000_000),
    ("£800 million", 800_000_000), ("£5bn", 5_000_000_000), ("£300k", 300_000), ("2.5 Million", 2_500_000),
    ("-3", -3), ("−3", -3), ("+3", 3), ("-£3", -3), ("£-3", -3), ("0", 0), ("-0", 0), (".5", 0.5), ("１２", 12),
    ("0.1", 0.1), ("5.0", 5), (5, 5), (5.0, 5), (2.5, 2.5), (-0.0, 0), (str(2**63 - 1), 2**63 - 1),
])
def test_numbers(raw: object, value: float) -> None:
    found = read_cell(NUMBER, raw)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("raw", [
    True, False, "(3)", "nan", "NaN", "inf", math.nan, math.inf, -math.inf, 2**63, -(2**63), 1e300, str(2**63),
    "9" * 60, "9" * 10**5, 10**5000, "£10000000000 bn", "1,23", "1.234,50", "12 34", "1,234 567", "1e5", "1_000",
    "0x10", "c. 30", "30-40", "30% of 10", "£30%", "£", ".", "%", "-", "--3", "-£-3", "7m", "7k", "€5", "½", "5²",
    "3 milion", date(2008, 1, 1), [1], {"a": 1},
], ids=lambda raw: str(raw)[:20] if not isinstance(raw, int) or abs(raw) < 2**64 else "huge")
def test_what_is_no_number(raw: object) -> None:
    with pytest.raises(CellError) as refused:
        read_cell(NUMBER, raw)
    assert refused.value.expected
    assert refused.value.remedy


@pytest.mark.parametrize(("raw", "part"), [
    ("(3)", "write -3"), ("7m", "million"), ("1.234,50", "1,234.50"), ("about 5", "figure alone"),
])
def test_the_remedy_fits_the_mistake(raw: str, part: str) -> None:
    with pytest.raises(CellError, match=re.escape(part)):
        read_cell(NUMBER, raw)


@pytest.mark.parametrize(("raw", "value"), [
    ("yes", True), ("Y", True), ("TRUE", True), ("1", True), (1, True), (True, True),
    ("no", False), (" n ", False), ("False", False), ("0", False), (0, False), (False, False),
])
def test_yes_and_no(raw: object, value: bool) -> None:
    assert read_cell(YES_NO, raw) is value


@pytest.mark.parametrize("raw", ["maybe", "2", 2, 1.0, "on", date(2008, 1, 1), ["yes"], {}, "¹"])
def test_what_is_neither_yes_nor_no(raw: object) -> None:
    with pytest.raises(CellError, match=r"yes or no|one value"):
        read_cell(YES_NO, raw)


def test_dates() -> None:
    assert read_cell(DATE, " Q2 2008/09 ") == parse_date("Q2 2008/09")
    assert read_cell(DATE, "03/04/2008", DateOrder.DAY_FIRST) == parse_date("03/04/2008", DateOrder.DAY_FIRST)
    assert read_cell(DATE, date(2008, 9, 1)) == on_day(date(2008, 9, 1))
    assert read_cell(DATE, datetime(2008, 9, 1)) == on_day(date(2008, 9, 1))
    assert read_cell(DATE, 2008) == parse_date("2008")


@pytest.mark.parametrize("raw", [
    "03/04/2008", "2008-09", "soon", datetime(2008, 9, 1, 12), date(1066, 1, 1), 39363, 2008.0, True, ["2008"], {},
    10**5000,
], ids=lambda raw: str(raw) if not isinstance(raw, int) or raw < 10**9 else "huge")
def test_what_is_no_date(raw: object) -> None:
    with pytest.raises(CellError) as refused:
        read_cell(DATE, raw)
    assert isinstance(raw, list) or refused.value.code == "date-unclear"


@pytest.mark.parametrize(("raw", "value"), [("2008-09", "2008/09"), ("2008/2009", "2008/09"), (2008, "2008")])
def test_periods(raw: object, value: str) -> None:
    assert read_cell(PERIOD, raw) == value


@pytest.mark.parametrize("raw", ["2008/10", "Q2 2008/09", 5, 2008.0, True, -1, date(2008, 1, 1), 10**5000],
                         ids=["pair", "quarter", "5", "float", "yes", "-1", "date", "huge"])
def test_what_is_no_period(raw: object) -> None:
    with pytest.raises(CellError, match="2008/09"):
        read_cell(PERIOD, raw)


@pytest.mark.parametrize(("raw", "word"), [
    ("live", "live"), ("LIVE ", "live"), ("On track", "on-track"), ("on_track", "on-track"), ("In  Force", "live"),
    ("in-force", "live"),
])
def test_one_of(raw: str, word: str) -> None:
    assert read_cell(STATUS, raw) == word


def test_a_word_that_does_not_fit_names_them_all_and_the_nearest() -> None:
    with pytest.raises(CellError) as refused:
        read_cell(STATUS, "drafft")
    assert refused.value.expected == "one of: draft, live, on-track"
    assert '"draft"' in refused.value.remedy
    with pytest.raises(CellError) as refused:
        read_cell(STATUS, "inn force")
    assert '"live"' in refused.value.remedy  # the word itself, not the synonym that was near
    with pytest.raises(CellError, match="one of these words"):
        read_cell(STATUS, "zzzzzzzz")


def test_a_formats_own_yes_is_the_word() -> None:
    assert read_cell(ANSWER, True) == "yes"
    assert read_cell(ANSWER, False) == "no"
    with pytest.raises(CellError):
        read_cell(STATUS, True)


@pytest.mark.parametrize(("raw", "value"), [
    ("older people; carers", ("older people", "carers")), ("a;;b;", ("a", "b")), (["a", " b  c "], ("a", "b c")),
    (["a", 5], ("a", "5")), ("a, b", ("a, b",)), (";", None), ("a; a", ("a", "a")), ("line\nbreak", ("line break",)),
])
def test_words(raw: object, value: tuple[str, ...] | None) -> None:
    assert read_cell(WORDS, raw) == value


@pytest.mark.parametrize("raw", [["a", None], ["a", ""], ["a", " "], ["a", ["b"]], ["a", True], "a; -", "a; n/a",
                                 {"a": 1}, ["a", 1.5], ["a\x00"]])
def test_what_is_no_list_of_words(raw: object) -> None:
    with pytest.raises(CellError):
        read_cell(WORDS, raw)


def test_words_may_be_given_too() -> None:
    assert read_cell(TOPICS, "Finance; RISK") == ("finance", "risk")
    with pytest.raises(CellError, match="one of: finance, risk"):
        read_cell(TOPICS, "finance; weather")


@pytest.mark.parametrize(("raw", "value"), [
    ("  kept  whole \n in two lines ", "kept  whole \n in two lines"), ("a\r\nb\rc", "a\nb\nc"), (107, "107"),
    (date(2008, 9, 1), "2008-09-01"), ("tab\there", "tab\there"),
])
def test_text_is_kept_whole(raw: object, value: str) -> None:
    assert read_cell(TEXT, raw) == value
    assert cell_text(raw) == value


@pytest.mark.parametrize("raw", [True, 5.10, math.nan, datetime(2008, 9, 1, 12), ["a"], {"a": 1}, 10**5000],
                         ids=["yes", "float", "nan", "time", "list", "mapping", "huge"])
def test_what_a_format_has_changed_is_no_text(raw: object) -> None:
    with pytest.raises(CellError):
        read_cell(TEXT, raw)


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.type)
@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x0c", "\x1b", "\x7f", "\x85", "\x92", "\ud800"], ids=ascii)
def test_control_characters_are_refused_not_stripped(field: Field, sign: str) -> None:
    with pytest.raises(CellError, match=rf"U\+{ord(sign):04X}"):
        read_cell(field, f"live{sign}2")


@pytest.mark.parametrize("field", ALL, ids=lambda field: field.type)
@pytest.mark.parametrize("unit", ["9", "a ", "; ", "1,000", " "])
def test_a_million_signs_are_refused_at_once(field: Field, unit: str) -> None:
    begun = time.process_time()
    with pytest.raises(CellError) as refused:
        read_cell(field, "2" + unit * 10**6)
    assert refused.value.code == "cell-too-long"
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize("field", [WORDS, NUMBER, DATE, STATUS, PERIOD, YES_NO], ids=lambda field: field.type)
@pytest.mark.parametrize("unit", ["9", "a ", "1,", "1 "])
def test_a_long_cell_within_the_limit_is_read_fast(field: Field, unit: str) -> None:
    begun = time.process_time()
    try:
        read_cell(field, unit * (99_000 // len(unit)))
    except CellError:
        assert field is not WORDS
    assert time.process_time() - begun < 0.5


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(CellError("this", "do that.", "cell-too-long")))  # noqa: S301 - our own bytes
    assert (error.expected, error.remedy, error.code) == ("this", "do that.", "cell-too-long")


@given(st.sampled_from(ALL), st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
       | st.datetimes() | st.lists(st.none() | st.text() | st.integers()))
def test_any_cell_gives_a_value_or_a_cell_error(field: Field, raw: object) -> None:
    with suppress(CellError):
        value = read_cell(field, raw)
        assert value is None or value or value in (0, False)
        assert not isinstance(value, float) or math.isfinite(value)


@given(st.floats(allow_nan=False, min_value=-1e15, max_value=1e15) | st.integers(-(2**63) + 1, 2**63 - 1))
def test_a_number_is_itself(number: float) -> None:
    assert read_cell(NUMBER, number) == number


@given(st.integers(-(10**15), 10**15))
def test_a_number_comes_back_from_its_figures(number: int) -> None:
    assert read_cell(NUMBER, str(number)) == number
    assert read_cell(NUMBER, f"{number:,}") == number
    assert read_cell(NUMBER, f"{number:,}".replace(",", " ")) == number


@pytest.mark.parametrize(("one", "other"), [
    ("Older People’s  Strategy", "older people's strategy"), ("Health & Well-being", "health – well being"),
    ("STRASSE", "straße"), ("１st plan", "1st plan"), ("Cafe\u0301", "CAFÉ"), ("A\u00a0plan.", "a plan"),
])
def test_titles_that_compare_equal(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize("text", ["", "???", " – ", "\ud800"])
def test_a_title_without_letters_has_no_key(text: str) -> None:
    assert title_key(text) == ""


@given(st.text())
def test_a_title_key_is_total_and_settled(text: str) -> None:
    key = title_key(text)
    assert title_key(key) == key
    assert not key.startswith("-")
    assert not key.endswith("-")
    assert "--" not in key


def test_normal_space() -> None:
    assert normal_space(" a \n\t b\u00a0c ") == "a b c"


@pytest.mark.parametrize(("reference", "key"), [
    ("Housing 2008", "strategy:housing-2008"), ("  a \n b ", "strategy:a-b"), ("HR/1.2:b", "strategy:hr/1.2:b"),
    ("café", "strategy:caf%c3%a9"), ("cafe\u0301", "strategy:caf%c3%a9"), ("a_b~c", "strategy:a%5fb%7ec"),
    ("100%", "strategy:100%25"), ("caf%C3%A9", "strategy:caf%c3%a9"), ("１", "strategy:1"), ("A&B", "strategy:a%26b"),
])
def test_keys(reference: str, key: str) -> None:
    assert make_key("strategy", reference) == key


@pytest.mark.parametrize("reference", ["", "  ", "a\x00", "\ud800", "x" * 100_001])
def test_what_cannot_be_a_key(reference: str) -> None:
    with pytest.raises(CellError):
        make_key("strategy", reference)


def test_long_references_keep_apart() -> None:
    one, other = make_key("strategy", "x" * 300 + "1"), make_key("strategy", "x" * 300 + "2")
    assert len(one) == len(other) == 200
    assert one != other
    assert one[:180] == other[:180]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=300))
def test_a_key_holds_only_its_signs_and_is_settled(reference: str) -> None:
    if not reference.split():
        return
    key = make_key("service-plan", reference)
    assert re.fullmatch("[a-z0-9:./%-]{1,200}", key)
    assert not re.search("%(?![0-9a-f]{2})", key)
    assert make_key("service-plan", key.removeprefix("service-plan:")) == key
