"""Papers as PDF: the text layer, page by page. A scan has none, and that is told."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pypdf import Configuration, PasswordType, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from loaders.papers.numbering import numbered
from loaders.papers.running_text import Line, cleaned, looks_like_heading, rejoined
from loaders.parsed import MEGABYTE, Parsed, Passage
from loaders.problems import problem
from schema.records import Problem, Source

EDGE = 2
"""How many lines at the top and the foot of a page may be its head and foot."""
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–\s]*[0-9ivx]{1,5}[-–\s]*(?:(?:of|/)\s*[0-9]{1,5})?", re.I)
# What pypdf finds odd about a file it writes to this log, often a line for each object.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The numbered passages of a paper; the row of each is the page on which it begins, counted from 1.

    A file that asks for a password, a page that cannot be read and pages that are pictures are problems.
    """
    with apply_configuration(_configuration(limits)):
        problems: list[Problem] = []
        reading = _Reading(limits, problems)
        try:
            pages = reading.pages(data)
        except MemoryError:
            raise  # whoever set the cap tells it
        except Exception as error:  # a broken file may break the library at any place
            problems.append(problem("syntax", f"The file cannot be read as a PDF: {type(error).__name__}.",
                                    remedy="Open it where it came from, and save it again."))
            pages = []
        return Parsed(passages=numbered(_paragraphs(_without_heads(pages), problems), paged=True), problems=problems)


def _configuration(limits: Mapping[str, float]) -> Configuration:
    """How much pypdf may unpack of one stream; it starts no other program."""
    unpacked = int(limits["unpackedMegabytes"] * MEGABYTE)
    return Configuration(
        zlib_maximum_output_length=unpacked, lzw_maximum_output_length=unpacked,
        run_length_maximum_output_length=unpacked, brotli_maximum_output_length=unpacked,
        array_based_stream_maximum_output_length=unpacked, stream_decoding_work_maximum_length=unpacked,
        jbig2dec_binary=None, disable_legacy_handling=True)


class _Reading:
    """Takes the lines of text out of a file's pages."""

    def __init__(self, limits: Mapping[str, float], problems: list[Problem]) -> None:
        self.limits, self.problems = limits, problems
        self.signs_left = int(limits["unpackedMegabytes"] * MEGABYTE)

    def pages(self, data: bytes) -> list[tuple[int, list[str]]]:
        """The lines of each page that has text."""
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not _opened(reader):
            self.problems.append(problem("pdf-password"))
            return []
        count, most = len(reader.pages), int(self.limits["pages"])
        if count == 0:
            self.problems.append(problem("file-empty", "The file has no pages."))
        if count > most:
            self.problems.append(problem(
                "too-many-pages", f"The file has {count:,} pages; those after page {most:,} were not read.",
                source=Source(row=most + 1), expected=f"at most {most:,} pages"))
        found: list[tuple[int, list[str]]] = []
        blank: list[int] = []
        for number in range(1, min(count, most) + 1):
            text = self.page(reader, number)
            lines = [line.rstrip() for line in (text or "").splitlines()]
            if any(line.strip() for line in lines):
                found.append((number, lines))
            elif text is not None:
                blank.append(number)
        # A page may be left blank; where all are, the paper is a scan.
        self.tell_pictures([page for page in blank if not found or _has_picture(reader, page)], whole=not found)
        return found

    def page(self, reader: PdfReader, number: int) -> str | None:
        """The text of a page; None, and told, where it cannot be read."""
        try:
            text = reader.pages[number - 1].extract_text()
        except MemoryError:
            raise
        except Exception as error:  # see `parse`
            large = isinstance(error, LimitReachedError)
            self.problems.append(problem(
                "pdf-page", f"Page {number} unpacks to more than the limit." if large else
                f"Page {number} cannot be read.", source=Source(row=number), value=type(error).__name__))
            return None
        if len(text) > self.signs_left:
            self.problems.append(problem(
                "pdf-page", f"The text of page {number} makes the file longer than the limit.",
                source=Source(row=number), expected=f"at most {self.limits['unpackedMegabytes']:g} megabytes of text"))
            return None
        self.signs_left -= len(text)
        return text

    def tell_pictures(self, pages: Sequence[int], *, whole: bool) -> None:
        """Tells once of all pages that have no text to read."""
        if pages:
            which = "No page has text" if whole else f"Not every page has text (pages {_spans(pages)} do not)"
            message = f"{which}: what is there was scanned, or printed as a picture."
            self.problems.append(problem(
                "pdf-without-text", message, source=Source(row=pages[0]), value=f"pages {_spans(pages)}"))


def _opened(reader: PdfReader) -> bool:
    """Whether the file opens without a password: many are only protected against being changed."""
    try:
        return reader.decrypt("") is not PasswordType.NOT_DECRYPTED
    except (DependencyError, NotImplementedError):
        return False


def _has_picture(reader: PdfReader, number: int) -> bool:
    """Whether a page shows anything but text; an empty page does not."""
    try:
        return bool(reader.pages[number - 1]["/Resources"]["/XObject"])  # type: ignore[index]
    except MemoryError:
        raise
    except Exception:  # most pages simply have no such entry
        return False


def _spans(numbers: Sequence[int]) -> str:
    """Page numbers in a few words: 1-3, 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in spans)


def _without_heads(pages: Sequence[tuple[int, list[str]]]) -> list[Line]:
    """All lines without page numbers and without what stands at the top or foot of many pages."""
    kept = [(number, [line for line in lines if line.strip()]) for number, lines in pages]
    often = Counter(key for _, lines in kept for key in {_folded(lines[at]) for at in _edges(lines)})
    least = max(3, len(kept) // 4)
    found: list[Line] = []
    for number, lines in kept:
        out = {at for at in _edges(lines)
               if often[_folded(lines[at])] >= least or PAGE_NUMBER.fullmatch(lines[at].strip())}
        found += ((number, line) for at, line in enumerate(lines) if at not in out)
    return found


def _edges(lines: Sequence[str]) -> Iterator[int]:
    """The places of the first and the last lines of a page."""
    edge = max(1, min(EDGE, len(lines) // 3))
    return iter({*range(min(edge, len(lines))), *range(max(0, len(lines) - edge), len(lines))})


def _folded(line: str) -> str:
    return re.sub("[0-9]+", "#", " ".join(line.split()).casefold())


def _paragraphs(lines: Sequence[Line], problems: list[Problem]) -> list[Passage]:
    """Paragraphs out of the lines of all pages; a paragraph that goes over to the next page is one."""
    plain = cleaned(lines, problems)
    lengths = sorted(len(text) for _, text in plain)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return [Passage(None, text, len(text) < 0.75 * width and looks_like_heading(text), row)
            for row, text in rejoined(plain, width) if text]
