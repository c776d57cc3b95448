"""A plan set in one YAML or JSON file, in the shape that `loaders.plan_document` reads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import yaml

from graph_api.exports.cells import figures
from graph_api.exports.losses import Loss
from graph_api.exports.tables import LaidOut, OutTable, lay_out
from loaders.parsed import LIMITS
from loaders.yaml_plan import DECIMAL, WHOLE
from schema.records import Loaded, PlanSet

UNBROKEN = re.compile(r"\S(?:.*\S)?(?:\n+\S(?:.*\S)?)+")
"""Text over several lines, none of which begins or ends in a blank: YAML's block form keeps it as it stands."""
MEGABYTE = 1024 * 1024


def write_json(loaded: Loaded, output: Path) -> list[Loss]:
    """Writes a plan set as JSON, one record a line; gives what it does not hold."""
    laid = lay_out(loaded)
    with output.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{\n"planSet": {_json(about_plan_set(loaded.plan_set))},\n"tables": [')
        for number, table in enumerate(laid.tables):
            head = _json(_head(table))[1:-1]
            file.write(f'{"," if number else ""}\n{{{head}, "records": [')
            file.write(",".join(f"\n  {_json(record)}" for record in _records(table)))
            file.write("]}")
        file.write("\n]\n}\n")
    return _losses(laid, output)


def write_yaml(loaded: Loaded, output: Path) -> list[Loss]:
    """Writes a plan set as YAML in block style; gives what it does not hold."""
    laid = lay_out(loaded)
    with output.open("w", encoding="utf-8", newline="\n") as file:
        dump({"planSet": about_plan_set(loaded.plan_set)}, file)
        file.write("tables:\n" if laid.tables else "tables: []\n")
        for table in laid.tables:
            dump([{**_head(table), "records": list(_records(table))}], file)
    return _losses(laid, output)


def about_plan_set(plan_set: PlanSet) -> dict[str, Any]:
    """What the file says of the plan set."""
    about: dict[str, Any] = {"name": plan_set.name, "title": plan_set.title}
    if plan_set.about:
        about["about"] = plan_set.about
    if plan_set.made_up:
        about["madeUp"] = True
    return about


def _head(table: OutTable) -> dict[str, Any]:
    """What a table says of itself. Only a register's headings mean anything where no record fills them."""
    head: dict[str, Any] = {"kind": table.kind.name if table.kind else "Link", "asks": table.asks}
    return head | {"headings": list(table.columns)} if table.asks == "register" else head


def _records(table: OutTable) -> Iterator[dict[str, Any]]:
    """The rows as records, with lists where a cell holds several."""
    for number, row in enumerate(table.rows):
        record: dict[str, Any] = dict(row)
        for name in table.several & row.keys():
            words = table.apart.get((number, name)) or tuple(str(row[name]).split(";"))
            record[name] = list(words) if len(words) > 1 or (number, name) in table.apart else words[0]
        yield record


def _losses(laid: LaidOut, output: Path) -> list[Loss]:
    """What was lost; a file above the usual limit on size is told, for it needs a word in goldthread.yaml."""
    size = output.stat().st_size / MEGABYTE
    if size <= LIMITS["fileMegabytes"]:
        return laid.losses
    limit = f"limits: {{fileMegabytes: {int(size) + 1}}}"
    return [*laid.losses, Loss(
        "size: the file is above the usual limit and is read where goldthread.yaml beside it raises that", 1, limit)]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes what our own reader reads back: no aliases, words in quotes wherever they look like something else."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text(dumper: Any, text: str) -> Any:
    """A text: in block form where it has several plain lines, in double quotes where a sign of it cannot be seen."""
    lines = text.split("\n")
    style = None
    if not all(line.isprintable() for line in lines):
        style = '"'
    elif len(lines) > 1:
        style = "|" if UNBROKEN.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: Any, number: float) -> Any:
    """A number in figures: as such where our reader takes it for one, else as text, which a number's field reads."""
    text = figures(number)
    if WHOLE.fullmatch(text):
        return dumper.represent_scalar("tag:yaml.org,2002:int", text)
    if DECIMAL.fullmatch(text) and repr(float(text)) == text:
        return dumper.represent_scalar("tag:yaml.org,2002:float", text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'")


_Dumper.add_representer(str, _text)
_Dumper.add_representer(int, _number)
_Dumper.add_representer(float, _number)


def dump(data: Any, file: TextIO) -> None:
    """Writes data in block style, one line a value."""
    yaml.dump(data, file, Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=False, width=2**30)
