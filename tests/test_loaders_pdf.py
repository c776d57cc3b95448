"""Papers as PDF: paragraphs out of lines and pages, scans, passwords, broken files and limits."""

from __future__ import annotations

import io
import random
import re
import textwrap
from pathlib import Path

import papers
import pytest
from pypdf import PdfReader, PdfWriter

from loaders.load import load
from loaders.papers.pdf import parse
from loaders.parsed import LIMITS, Parsed

LEICESTER = Path(__file__).resolve().parent.parent / "examples" / "leicester-2008"
PICTURE = ("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 "
           "/Length 1 >>")
QUOTED = str.maketrans({sign: f"\\{sign}" for sign in "()\\"})


def pdf(*pages: list[str], pictures: tuple[int, ...] = ()) -> bytes:
    """A small PDF with these lines on its pages; pages of `pictures` (from 1) show one picture."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
               f"{PICTURE}\nstream\n0\nendstream"]
    kids = []
    for number, lines in enumerate(pages, 1):
        shown = " ".join(f"({line.translate(QUOTED)}) Tj T*" for line in lines)
        content = f"BT /F1 10 Tf 12 TL 50 800 Td {shown} ET"
        drawn = "/XObject << /I 4 0 R >>" if number in pictures else ""
        objects.append(f"<< /Length {len(content.encode('cp1252'))} >>\nstream\n{content}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
                       f"/Resources << /Font << /F1 3 0 R >> {drawn} >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects)


def _file(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    return out + (f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
                  f"startxref\n{len(out)}\n%%EOF").encode()


def told(parsed: Parsed) -> list[tuple[str, int | None]]:
    return [(one.code, one.source.row) for one in parsed.problems]


def test_paragraphs_go_over_lines_and_pages():
    parsed = parse(pdf(
        ["The plan for the next ten years is to be short and clear", "1 The council and its partners have agreed that",
         "the plan for the next ten years is to be short and"],
        ["that it names who does what, and until when it is done.", "2 It is short."]), LIMITS)

    assert parsed.problems == []
    assert [(one.number, one.row) for one in parsed.passages] == [("heading", 1), ("1", 1), ("2", 2)]
    assert parsed.passages[1].text == (
        "The council and its partners have agreed that the plan for the next ten years is to be short and that it "
        "names who does what, and until when it is done.")


def test_heads_and_feet_of_pages_are_left_out():
    parsed = parse(pdf(*([f"Plan of 2008, page {page}", f"{page} Paragraph {page} of the plan.", str(page)]
                         for page in (1, 2, 3, 4))), LIMITS)

    assert [(one.number, one.text) for one in parsed.passages] == [
        (str(page), f"Paragraph {page} of the plan.") for page in (1, 2, 3, 4)]


def test_a_paper_without_numbers_is_cited_by_page():
    parsed = parse(pdf(["The aims are these.", "They are many."], ["The means are these."]), LIMITS)

    assert [(one.number, one.row) for one in parsed.passages] == [("p1", 1), ("p2", 2)]


def test_a_scan_is_told_with_its_pages():
    assert told(parse(pdf([], [], pictures=(1, 2)), LIMITS)) == [("pdf-without-text", 1)]
    parsed = parse(pdf(["1 Text is here."], [], ["2 More is here."], [], [], pictures=(2, 5)), LIMITS)

    assert [one.value for one in parsed.problems] == ["pages 2, 5"]
    assert [one.number for one in parsed.passages] == ["1", "2"]


def test_pages_left_blank_are_nobodys_problem():
    assert parse(pdf(["1 Text is here."], [], ["2 More is here."]), LIMITS).problems == []


@pytest.mark.parametrize(("password", "codes"), [("secret", ["pdf-password"]), ("", [])])
def test_a_password_is_a_problem_only_where_it_is_needed(password, codes):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["1 Text is here.", "2 More of it."]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    parsed = parse(out.getvalue(), LIMITS)

    assert [one.code for one in parsed.problems] == codes
    assert bool(parsed.passages) == (not codes)


def test_pages_beyond_the_limit_are_told():
    parsed = parse(pdf(["1 One."], ["2 Two."], ["3 Three."]), {**LIMITS, "pages": 2})

    assert told(parsed) == [("too-many-pages", 3)]
    assert [one.number for one in parsed.passages] == ["1", "2"]


def test_a_page_that_unpacks_to_too_much_is_told_and_the_others_are_read():
    long = [f"line {number} of the page" for number in range(40)]
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(["1 One is here."], long, ["2 Two is here."]))))
    for page in writer.pages:
        page.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    parsed = parse(out.getvalue(), {**LIMITS, "unpackedMegabytes": 0.0005})

    assert told(parsed) == [("pdf-page", 2)]
    assert [one.number for one in parsed.passages] == ["1", "2"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"hello", b"%PDF-1.4\n%%EOF", b"\x00" * 100])
def test_what_is_no_pdf_is_told(data):
    assert told(parse(data, LIMITS)) == [("syntax", None)]


def test_broken_files_never_raise():
    chance = random.Random(11)
    whole = pdf(["1 One is here.", "2 Two is here."], ["3 Three is here."])
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at:at + chance.randint(0, 4)] = bytes(chance.randrange(256) for _ in range(chance.randint(0, 4)))
        parsed = parse(bytes(data), LIMITS)
        assert parsed.passages or parsed.problems
        assert Parsed.from_json(parsed.to_json().encode()) == parsed


@pytest.mark.skipif(not papers.there(), reason=papers.MISSING)
@pytest.mark.parametrize("document", ["000", "001", "002"])
def test_a_printed_paper_has_the_paragraphs_that_records_cite(document):
    (file,) = papers.SEEDS.glob(f"{document}_*.txt")
    text = re.sub("</?p>|[*]{2}|^- ", "", file.read_text(encoding="utf-8"), flags=re.M).replace("\t", "   ")
    lines = [line for row in text.splitlines() for line in textwrap.wrap(row, 90)]
    lines = [line.encode("cp1252", "replace").decode("cp1252") for line in lines]
    pages = [["A paper of the council", *lines[at:at + 48], str(at // 48 + 1)] for at in range(0, len(lines), 48)]
    found = {passage.number for passage in parse(pdf(*pages), LIMITS).passages}
    cited = {one.strip() for item in load([LEICESTER]).loaded.items for source in item.sources
             if source.document == document and source.paragraph for one in source.paragraph.split(",")}

    assert cited <= found
