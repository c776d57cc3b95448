"""XML in: a tree with lines, and one clear problem for what cannot or must not be read."""

from __future__ import annotations

import random

import pytest
from stratml_files import PLAN

from loaders.parsed import LIMITS, MOST, Parsed
from loaders.xml_plan import parse
from loaders.xml_tree import Element, _Builder, _parse, read_tree, root

BOMB = """<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<a>&c;</a>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>
<a>&b;</a>"""


def tree(text: str | bytes) -> Element:
    """The tree of a text that can be read."""
    found, problems = read_tree(text if isinstance(text, bytes) else text.encode(), LIMITS)
    assert found is not None
    assert problems == []
    return found


def told(text: str | bytes, **limits: float) -> tuple[str, int | None]:
    """Code and line of the only problem of a text that cannot be read."""
    found, (problem,) = read_tree(text if isinstance(text, bytes) else text.encode(), {**LIMITS, **limits})
    assert found is None
    return problem.code, problem.source.row


class TestTrees:
    def test_elements_have_names_namespaces_lines_texts_and_attributes(self) -> None:
        found = tree('<p:a xmlns:p="urn:x" b="1"\n p:c="2">one<p:d>\n two </p:d> three</p:a>')

        assert (found.name, found.namespace, found.line, found.own) == ("a", "urn:x", 1, "one three")
        assert found.attributes == {"b": "1", "p:c": "2"}
        assert [(one.name, one.line, one.words()) for one in found.children] == [("d", 2, "two")]
        assert found.words() == "one\n two  three"

    def test_known_prefixes_are_called_as_everybody_does_whatever_the_file_calls_them(self) -> None:
        found = tree('<a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="Goal" xml:lang="en"/>')

        assert found.attributes == {"xsi:type": "Goal", "xml:lang": "en"}

    def test_a_namespace_holds_until_another_is_declared(self) -> None:
        found = tree('<a xmlns="urn:x"><b/><c xmlns="urn:y"><d/></c><e/></a>')

        assert [(one.name, one.namespace) for one in found.walk()] == [
            ("a", "urn:x"), ("b", "urn:x"), ("c", "urn:y"), ("d", "urn:y"), ("e", "urn:x")]

    def test_a_prefix_that_nobody_declared_makes_nothing_unreadable(self) -> None:
        assert [one.name for one in tree("<a><q:b q:c='1'/></a>").walk()] == ["a", "b"]

    def test_instructions_stay_with_their_element_and_comments_do_not(self) -> None:
        found = tree("<?top t?><a><!-- no --><?b c?><d><?e f?></d></a>")

        assert found.instructions == [("b", "c")]
        assert found.children[0].instructions == [("e", "f")]
        assert not found.blank
        assert tree("<a><!-- no --> <b/></a>").blank

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "utf-8-sig"])
    def test_the_encoding_is_what_the_xml_declares(self, encoding: str) -> None:
        name = "utf-8" if encoding == "utf-8-sig" else encoding
        text = f'<?xml version="1.0" encoding="{name}"?><a>Caf\u00e9</a>'

        assert tree(text.encode(encoding)).text == "Caf\u00e9"

    def test_the_root_is_known_without_reading_on(self) -> None:
        assert root(b'<p:a xmlns:p="urn:x"><b>') == ("urn:x", "a")
        assert root(b"<a><b></a>") == ("", "a")
        assert root(b"not xml") is None
        assert root(BOMB.encode()) is None


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(("text", "code", "line"), [
        ("", "file-empty", None),
        (" \n ", "file-empty", None),
        ("<a>\n<b>\n</a>", "syntax", 3),
        ("<a>\n&amp &</a>", "syntax", 2),
        ("not xml", "syntax", 1),
        ("<a>\n<b>", "truncated", 2),
        ("<a>\n<b", "truncated", 2),
        ("<a>\n<![CDATA[ b", "truncated", 2),
        ("<a/>\n<b/>", "syntax", 2),
        ("<a>\n&nbsp;</a>", "syntax", 2),
        ("<a b='1' b='2'/>", "syntax", 1),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "syntax", 1),
        ('<?xml version="1.0" encoding="gb2312"?><a/>', "syntax", 1),
        (b"<a>\n\xff</a>", "syntax", 2),
        (b"<a>\x00</a>", "syntax", 1),
        ("<!DOCTYPE a>\n<a/>", "xml-dtd", 1),
        (BOMB, "xml-dtd", 2),
        (OUTSIDE, "xml-dtd", 2),
        ('<?xml version="1.0"?>\n\n<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "xml-dtd", 3),
    ])
    def test_it_is_one_problem_with_its_line(self, text: str | bytes, code: str, line: int | None) -> None:
        found = told(text)

        assert found[0] == code
        assert line is None or found[1] == line

    def test_depth_is_limited_and_the_limit_named(self) -> None:
        text = "<a>" * 1000 + "</a>" * 1000
        _, (problem,) = read_tree(text.encode(), LIMITS)

        assert (problem.code, problem.expected) == ("too-deep", "at most 40 levels")
        assert "`depth`, which is 20" in problem.message
        assert "`limits: {depth: 20}`" in str(problem.remedy)
        assert told("<a><b><c/></b></a>", depth=1)[0] == "too-deep"

    def test_the_deepest_file_that_can_be_allowed_is_read(self) -> None:
        deepest = int(MOST["depth"]) * 2
        found, problems = read_tree(b"<a>" * deepest + b"x" + b"</a>" * deepest, {**LIMITS, "depth": MOST["depth"]})

        assert found is not None
        assert (found.words(), found.blank, problems) == ("x", False, [])

    def test_the_number_of_elements_is_limited(self) -> None:
        assert told("<a>" + "<b/>" * 60 + "</a>", rows=10)[0] == "too-many-rows"

    def test_the_work_for_namespaces_grows_with_their_number_alone(self) -> None:
        class Counted(dict[str, str]):
            written = 0

            def __setitem__(self, prefix: str, space: str) -> None:
                self.written += 1
                super().__setitem__(prefix, space)

            def copies(self, *_: object) -> None:
                raise AssertionError("the table was gone through as a whole")

            keys = items = copy = __iter__ = copies  # type: ignore[assignment]

        handler = _Builder(20, 100_000)
        handler.spaces = spaces = Counted()
        declared = " ".join(f"xmlns:p{number}='urn:x'" for number in range(2_000))
        text = f"<r {declared}>" + "<p1:a xmlns:q='' xmlns:p1='urn:y'/><p1:b/>" * 3_000 + "</r>"

        assert _parse(text.encode(), handler) is None
        assert handler.root is not None
        assert {(one.name, one.namespace) for one in handler.root.children} == {("a", "urn:y"), ("b", "urn:x")}
        assert spaces.written == 2_000 + 3_000 * 3
        assert not spaces

    def test_a_root_that_nothing_reads_is_named_with_what_is_read(self) -> None:
        found = parse(b'\n<svg xmlns="http://www.w3.org/2000/svg"/>', LIMITS)
        (problem,) = found.problems

        assert (problem.code, problem.source.row) == ("file-not-a-plan", 2)
        assert problem.value == "svg in http://www.w3.org/2000/svg"
        assert "StrategicPlan" in str(problem.expected)
        assert "ArchiMate" in str(problem.expected)


def mangled(data: bytes, rng: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled or put in."""
    found = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at, size = rng.randrange(len(found) + 1), rng.randint(0, 40)
        found[at:at + rng.choice((0, 0, 1, size))] = rng.choice((
            b"", b"<", b">", b"&", b"</", b"<a>", b'"', b"<!DOCTYPE x>", b"<![CDATA[", b"\x00", b"\xff",
            bytes(found[at:at + size]),
            b"<Goal>", b"<Name/>", b"99999999999999999999", b"<?goldthread key=\"target:\" links=\"supports \"?>",
            b"<Identifier>_a</Identifier>", rng.randbytes(3)))
        if not found:
            found = bytearray(b"<")
    return bytes(found)


@pytest.mark.parametrize("seed", range(5))
def test_mangled_files_are_read_or_told_and_never_break_anything(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(60):
        data = mangled(PLAN.encode(), rng)
        found = parse(data, LIMITS)

        assert found.document is not None or found.problems
        assert Parsed.from_json(found.to_json()) == found
