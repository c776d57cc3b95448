"""YAML as plain data, each mapping with the line on which it begins.

Built from the parser's events and not from PyYAML's own constructors, because plan data needs less and must not
have more: words stay words (`no`, `2008-09-01` and `2008/09` are text; only true and false are yes and no), an
alias cannot unfold, a key cannot stand twice, and nothing nests so deep that the reader falls over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from loaders.files import decoded
from loaders.long_lists import shortened_lists
from loaders.parsed import Mapped, Parsed
from loaders.problems import problem, shortened
from schema.records import Problem, Source

DEEPEST = 20
"""How deep lists and mappings may nest; plan data needs three."""
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,15}")
PLAIN: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}
ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _RefusedError(Exception):
    """Stops reading at what cannot be read on from."""

    def __init__(self, code: str, message: str = "", value: str | None = None) -> None:
        super().__init__(code)
        self.code, self.message, self.value = code, message, value


def parse(data: bytes, limits: Mapping[str, float]) -> Parsed:
    """The data of a YAML file."""
    text, problems = decoded(data)
    if text is None:
        return Parsed(problems=problems)
    document, told = read_yaml(text, "", int(limits["depth"]))
    return Parsed(document=document, problems=problems + told + shortened_lists(document, text, limits))


def read_yaml(text: str, file: str, deepest: int = DEEPEST) -> tuple[Any, list[Problem]]:
    """The data of a YAML text; None and a problem with its line where the text cannot be read.

    Several documents in one text give a problem: the first is read.
    """
    builder = _Builder(deepest)
    reader: Any = None
    try:
        reader = READER(text)
        return builder.document(reader), [
            problem(fault.code, fault.message, value=fault.value, source=Source(file=file, row=line))
            for line, fault in builder.faults
        ]
    except _RefusedError as fault:
        return None, [problem(fault.code, fault.message, value=fault.value,
                              source=Source(file=file, row=builder.line))]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return None, [_broken(error, text, file)]
    finally:
        if reader is not None:
            reader.dispose()


class _Builder:
    """Puts events together to data, with its own stack, so depth costs no recursion.

    `key` is the name whose value comes next; only the innermost mapping can have one that waits.
    """

    def __init__(self, deepest: int) -> None:
        self.deepest = deepest
        self.line = 1
        self.faults: list[tuple[int, _RefusedError]] = []
        self.stack: list[Any] = []
        self.inner: Any = None
        self.key: str | None = None
        self.root: Any = None

    def document(self, reader: Any) -> Any:
        """The data of the first document; a further one is a fault."""
        events = iter(reader.get_event, None)
        next((event for event in events if type(event) is yaml.DocumentStartEvent), None)
        for event in events:
            sort = type(event)
            self.line = event.start_mark.line + 1
            if sort is yaml.ScalarEvent:
                self.put(_scalar(event))
            elif sort in ENDS:
                self.stack.pop()
                self.inner = self.stack[-1] if self.stack else None
            elif sort is yaml.DocumentEndEvent:
                break
            else:
                self.open(event)
        for event in events:
            self.line = event.start_mark.line + 1
            if type(event) is yaml.DocumentStartEvent and not self.faults:
                fault = _RefusedError("syntax", "Only the first document of the file was read.")
                self.faults.append((self.line, fault))
        return self.root

    def open(self, event: Any) -> None:
        """Begins a list or a mapping."""
        if event.anchor:
            raise _RefusedError("yaml-alias", value=event.anchor)
        if event.tag and not event.implicit:
            raise _RefusedError("syntax", "Tags have no meaning in plan data.", event.tag)
        if len(self.stack) >= self.deepest:
            raise _RefusedError("too-deep", f"The file nests deeper than {self.deepest} levels; `limits: {{depth: ..}}`"
                                " in goldthread.yaml can raise that.")
        inner: Any = Mapped(self.line) if type(event) is yaml.MappingStartEvent else []
        self.put(inner)
        self.stack.append(inner)
        self.inner = inner

    def put(self, value: Any) -> None:
        """Adds a value to the innermost list or mapping; in a mapping keys and values come in turn."""
        inner = self.inner
        if type(inner) is Mapped:
            if self.key is None:
                self.key = self.name(value, inner)
            else:
                inner[self.key] = value
                self.key = None
        elif inner is None:
            self.root = value
        else:
            inner.append(value)

    def name(self, value: Any, outer: Mapped) -> str:
        """The value as a name of a mapping, which cannot stand in it twice."""
        if isinstance(value, list | dict):
            raise _RefusedError("syntax", "A list or mapping cannot be a name.")
        name = value if isinstance(value, str) else _as_written(value)
        if name in outer.lines:
            raise _RefusedError("yaml-duplicate-key", value=name)
        outer.lines[name] = self.line
        return name


def _scalar(event: Any) -> Any:
    """The value of one scalar: text, unless it stands without quotes and is a number, true, false or nothing.

    A number whose figures would come back otherwise (1.10, 007, 1e5) stays text, so that no sign of it is lost.
    """
    if event.anchor is not None:
        raise _RefusedError("yaml-alias", value=event.anchor)
    text, tag = event.value, event.tag
    if tag and tag not in ("!", "tag:yaml.org,2002:str"):
        raise _RefusedError("syntax", "Tags have no meaning in plan data.", tag)
    if event.style or tag:
        return text
    if text in PLAIN:
        return PLAIN[text]
    if text[0] in "-0123456789":
        if WHOLE.fullmatch(text):
            return int(text)
        if DECIMAL.fullmatch(text) and repr(float(text)) == text:
            return float(text)
    return text


def _as_written(value: object) -> str:
    """A key that reads as number, yes, no or nothing, as a name."""
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _broken(error: Exception, text: str, file: str) -> Problem:
    """The problem of a text that breaks YAML's own rules; at its very end it was cut off."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else None
    code = "too-deep" if isinstance(error, RecursionError) else "syntax"
    why = getattr(error, "problem", None) or getattr(error, "reason", None)
    if line and (line > text.rstrip("\n").count("\n") + 1 or "end of stream" in str(why)):
        code = "truncated"
    return problem(code, f"The YAML cannot be read: {shortened(why)}." if why else "",
                   source=Source(file=file, row=line))
