"""One cell at a time: from what a file holds to a value of the type that the field declares.

Only nothing and white space are empty. "n/a" and "-" are answers: they stay in a text and are a problem
anywhere else, unless the field itself knows the word. Nothing is guessed, shortened or cleaned away unseen;
what does not fit raises CellError, and the caller makes a problem of it.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote

from rapidfuzz import fuzz, process

from schema.dates import LONGEST, DateError, DateOrder, normal_period, on_day, parse_date, plain_text
from schema.fields import Field, FieldType, Value

CELL_LIMIT = 100_000  # characters; the longest paper we know would fit in one cell
NUMBER_LIMIT = 2**63  # whole numbers from here on cannot be kept in every store
FIRST_DAY, DAY_NUMBERS = date(1899, 12, 30), (20_000, 80_000)
"""Spreadsheets count days from here; the numbers of the years 1954 to 2119."""
NO_LETTERS = re.compile("[^a-z0-9]+")
PLAIN_KEY = re.compile("[a-z0-9:./-]+")
KEY_LIMIT = 200  # characters
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<pound>£?) ?(?P<late_sign>-?)"
    r"(?P<figures>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+|(?=\.))(?P<part>\.[0-9]+)?"
    r" ?(?P<unit>%|per ?cent|k|thousand|mn?|million|bn|billion)?")
_TIMES = {"k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9,
          "billion": 10**9}
_YES_NO = dict.fromkeys(("yes", "y", "true", "1"), True) | dict.fromkeys(("no", "n", "false", "0"), False)


class CellError(ValueError):
    """A cell that does not hold what its field asks for.

    `expected` says what would fit, `remedy` what to do, `code` which problem it is.
    """

    def __init__(self, expected: str, remedy: str, code: str = "cell-type") -> None:
        super().__init__(expected, remedy, code)  # all three, so that the error survives pickling
        self.expected = expected
        self.remedy = remedy
        self.code = code

    def __str__(self) -> str:
        return f"Expected {self.expected}. {self.remedy}"


def read_cell(field: Field, raw: object, date_order: DateOrder | None = None) -> Value | None:
    """The value of a cell as its field's type asks; None for an empty cell; CellError where it does not fit.

    `raw` is what the file's reader gave: text, number, yes or no, a date, a list of these, or None.
    """
    if _empty(raw):
        return None
    if isinstance(raw, str):
        check_text(raw)
    if isinstance(raw, list | tuple) and field.type is not FieldType.WORDS:
        raise CellError("one value", "Write one value, not a list.")
    return _READERS[field.type](field, raw, date_order)


def cell_text(raw: object) -> str | None:
    """The text of a cell, trimmed and otherwise whole; None for an empty one.

    CellError for what a file's own format has already changed (yes, 1.10, a time of day) and so cannot be
    kept as written, for text of over 100,000 characters and for control characters.
    """
    if _empty(raw):
        return None
    if isinstance(raw, str):
        check_text(raw)
        return raw.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < NUMBER_LIMIT:
        return str(raw)
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw.isoformat()
    raise CellError("text", "Put quotes around it, so that it is kept as it is written.")


def check_text(text: str) -> None:
    """CellError for text that is too long, or that holds a character that no plan and no store should."""
    if len(text) > CELL_LIMIT:
        raise CellError(f"at most {CELL_LIMIT:,} characters", "Shorten it, or split it.", "cell-too-long")
    if found := _CONTROL.search(text):
        sign = f"U+{ord(found[0]):04X} at place {found.start() + 1}"
        raise CellError(
            f"readable text, without the control character {sign}",
            "Delete that character, or save the file again as UTF-8 text.")


def text_fault(text: str) -> CellError | None:
    """What is wrong with a text that stands in no cell, such as a title in settings; None for nothing."""
    try:
        check_text(text)
    except CellError as error:
        return error
    return None


def normal_space(text: str) -> str:
    """The text on one line, trimmed, with each run of white space made one space."""
    return " ".join(text.split())


def title_key(text: str) -> str:
    """The text for comparing titles: letters, marks and figures in small form, all else one hyphen between.

    Any text gives a key; one without a letter or figure gives "", which must not be taken for a match.
    """
    if text.isascii():  # nearly all titles; folding and normal forms change nothing else in them
        small = text.lower()
        words = small.replace("-", " ").split()
        return "-".join(words) if "".join(words).isalnum() else NO_LETTERS.sub("-", small).strip("-")
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if small.isascii():
        return NO_LETTERS.sub("-", small).strip("-")
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in small)
    return "-".join(kept.split())


def make_key(kind_slug: str, reference: str) -> str:
    """The key of an item, `kind:reference`, in the signs that sort alike in every store: [a-z0-9:./%-].

    Letters are made small and spaces hyphens; any other sign becomes its UTF-8 bytes in percent form, and a
    sign already in that form stays, so the key of a key's own reference is that key. A key of over 200
    characters ends in a hash of the whole. CellError for an empty reference.
    """
    if len(reference) < KEY_LIMIT // 2 and PLAIN_KEY.fullmatch(reference):
        return f"{kind_slug}:{reference}"
    check_text(reference)
    words = unicodedata.normalize("NFKC", reference).lower().split()
    if not words:
        raise CellError("a reference", "Give the item a key that no other item of its kind has.")
    plain = re.sub("%(?![0-9a-f]{2})", "%25", "-".join(words))
    key = f"{kind_slug}:{re.sub('[^a-z0-9:./%-]+', _percent, plain)}"
    if len(key) <= KEY_LIMIT:
        return key
    tail = hashlib.sha256(key.encode()).hexdigest()[:16]
    return re.sub("%[0-9a-f]?$", "", key[: KEY_LIMIT - 17]) + "-" + tail


def _percent(match: re.Match[str]) -> str:
    """Signs in percent form; the underscore too, which the standard library would leave."""
    return quote(match[0], safe="").lower().replace("_", "%5f").replace("~", "%7e")


def _empty(raw: object) -> bool:
    """Whether a cell holds nothing: None, white space, or a list without anything in it."""
    if isinstance(raw, str):
        return not raw or raw.isspace()
    return raw is None or (isinstance(raw, list | tuple) and not raw)


def _text(_field: Field, raw: object, _order: DateOrder | None) -> Value:
    return _must_text(raw)


def _must_text(raw: object) -> str:
    """The text of a cell that is known to hold something."""
    text = cell_text(raw)
    if text is None:
        raise CellError("a value", "Fill it in, or take the empty place out of the list.")
    return text


def _words(field: Field, raw: object, _order: DateOrder | None) -> Value | None:
    """Words from a list, or from text parted by ";"; empty pieces of a text are nobody's answer."""
    if isinstance(raw, list | tuple):
        pieces = [normal_space(_must_text(piece)) for piece in raw]
    else:
        pieces = [word for piece in _must_text(raw).split(";") if (word := normal_space(piece))]
    if field.words:
        pieces = [_choose(field, piece) for piece in pieces]
    elif any(not title_key(piece) or piece.casefold() == "n/a" for piece in pieces):
        raise CellError("words, parted by ;", "Leave the cell blank if there is no answer.")
    return tuple(pieces) or None


def _number(_field: Field, raw: object, _order: DateOrder | None) -> Value:
    """A finite number below 2^63: whole ones as int, so that 5 and 5.0 are one value."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise CellError("a number", "Write it in figures.")
    value = _figures(raw) if isinstance(raw, str) else raw
    if isinstance(value, float) and not math.isfinite(value):
        raise CellError("a number that can be counted with", "Write the figure, or leave the cell blank.")
    if abs(value) >= NUMBER_LIMIT:
        raise CellError("a number of at most eighteen figures", "Check the figure, or use a larger unit.")
    return value if isinstance(value, int) else _whole(Decimal(repr(value)))


def _figures(text: str) -> int | float:
    """The number that a text states: £1,234.50, 30%, 30 per cent, 1 000, £2.5m, 7 million."""
    match = _NUMBER.fullmatch(plain_text(text))
    if match is None or (match["sign"] and match["late_sign"]):
        raise CellError("a number such as 1,234.50, 30%, £2.5m or -3", _number_remedy(text))
    unit = match["unit"] or ""
    if match["pound"] and unit.startswith(("%", "per")):
        raise CellError("pounds or per cent, not both", "Keep the one that is meant.")
    if unit in {"k", "m", "mn"} and not match["pound"]:
        raise CellError("a number", f'"{unit}" may be a unit: write million or thousand, or put £ before it.')
    figures = re.sub("[, ]", "", match["figures"]) or "0"
    value = Decimal(figures + (match["part"] or "")) * _TIMES.get(unit, 1)
    return _whole(-value if "-" in (match["sign"], match["late_sign"]) else value)


def _number_remedy(text: str) -> str:
    """What to do about a text that is no number, by what it looks like."""
    plain = plain_text(text)
    if plain.startswith("("):
        return "Brackets can mean minus or a remark: write -3 for minus three."
    if re.fullmatch("[0-9.,]+", plain):
        return ("Write a point before decimals and a comma after each three figures, as in 1,234.50; or let a mapping "
                "say `decimal: comma`.")
    return "Write the figure alone; leave the cell blank if there is none."


def _whole(value: Decimal) -> int | float:
    """A whole number as int, any other as float."""
    if abs(value) < NUMBER_LIMIT and value == value.to_integral_value():
        return int(value)
    return float(value)


def _yes_no(_field: Field, raw: object, _order: DateOrder | None) -> Value:
    """Yes or no, from any of the eight words for it."""
    if isinstance(raw, bool):
        return raw
    word = _YES_NO.get(plain_text(str(raw))) if isinstance(raw, str) or raw in (0, 1) else None
    if word is None or isinstance(raw, float):
        raise CellError("yes or no", "Write yes or no; leave the cell blank if it is not known.")
    return word


def _date(_field: Field, raw: object, order: DateOrder | None) -> Value:
    """A date with its precision, from text, a year in figures, or a day that the file's format knew."""
    try:
        if isinstance(raw, datetime):
            if raw.time() != time():
                raise DateError("A date has no time of day.")
            return on_day(raw.date())
        if isinstance(raw, date):
            return on_day(raw)
        if isinstance(raw, str):
            return parse_date(raw, order)
        if isinstance(raw, int) and not isinstance(raw, bool) and 1000 <= raw <= 9999:
            return parse_date(str(raw), order)
        if isinstance(raw, int) and not isinstance(raw, bool) and DAY_NUMBERS[0] <= raw <= DAY_NUMBERS[1]:
            day = FIRST_DAY + timedelta(days=raw)
            raise DateError(f"The cell holds a spreadsheet's number for a day, perhaps {day}: format it as a date.")
        raise DateError("The cell holds something else than a date.")
    except DateError as error:
        raise CellError(error.expected, f"{error.message} Write it as expected.", "date-unclear") from error


def _period(_field: Field, raw: object, _order: DateOrder | None) -> Value:
    """The label of a year."""
    year = isinstance(raw, str) or (isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 9999)
    label = normal_period(str(raw)) if year else None
    if label is None:
        raise CellError("a year such as 2008/09 or 2008", "Write a financial year with its two years.")
    return label


def _one_of(field: Field, raw: object, _order: DateOrder | None) -> Value:
    """One of the field's words; a file format's own yes and no count as these words."""
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    return _choose(field, _must_text(raw))


def _choose(field: Field, text: str) -> str:
    """The field's word that the text is, or is another word for; CellError names them all and the nearest."""
    if text in field.words:
        return text
    choices = _choices(field.words, tuple(field.also.items()))
    folded = _folded(text)
    if (word := choices.get(folded)) is not None:
        return word
    near = process.extractOne(folded[:LONGEST], choices.keys(), scorer=fuzz.ratio, score_cutoff=60)
    remedy = f'Write "{choices[near[0]]}" if that is meant.' if near else "Write one of these words."
    raise CellError(f"one of: {', '.join(field.words)}", remedy)


@lru_cache(maxsize=256)  # some thirty fields have words; each is asked for every row
def _choices(words: tuple[str, ...], also: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Words and their synonyms, folded, each with the word that it stands for."""
    return {_folded(other): word for other, word in (*also, *zip(words, words, strict=True))}


def _folded(text: str) -> str:
    """A word as it is compared: small letters, with hyphens for spaces and underscores."""
    return re.sub(r"[\s_-]+", "-", unicodedata.normalize("NFKC", text).casefold().strip())


_Reader = Callable[[Field, object, DateOrder | None], Value | None]
_READERS: dict[FieldType, _Reader] = {
    FieldType.TEXT: _text,
    FieldType.WORDS: _words,
    FieldType.NUMBER: _number,
    FieldType.YES_NO: _yes_no,
    FieldType.DATE: _date,
    FieldType.ONE_OF: _one_of,
    FieldType.PERIOD: _period,
}
