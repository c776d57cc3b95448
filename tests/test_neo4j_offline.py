"""The files for the import tool as they are written; tests/neo4j/test_import.py has the tool read them."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest
from builders import dangling, item, link, loaded

from graph_api.stores.neo4j.offline import ARGUMENTS, Offline
from graph_api.stores.neo4j.wanted import Wanted
from schema.records import Item, Source

PARTS = (item("area:a", title='A "ward", so to say'), item("area:b", title=""), item("board:c", title="C\nD"),
         link("board:c COVERS area:a"), dangling("board:c COVERS area:x", "Area"))


def test_a_file_a_kind_and_a_verb_with_types_in_its_heading(tmp_path: Path) -> None:
    assert Offline(tmp_path, Wanted(loaded(*PARTS))).write() == 5
    names = ["import.args", "items-area.csv", "items-board.csv", "links-covers.csv", "missing.csv", "plan-set.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    heading, first, second, *rest = (tmp_path / "items-area.csv").read_text(encoding="utf-8").split("\n")
    assert heading.startswith(":ID,plan_set,key,kind,title,listed:boolean,_titled,_tables,_record,_hash,")
    assert first.startswith('"made-up/area:a","made-up","area:a","Area","A ""ward"", so to say",false,')
    assert second.startswith('"made-up/area:b","made-up","area:b","Area","",false,')
    assert rest == [""]
    assert (tmp_path / "missing.csv").read_text(encoding="utf-8").split("\n")[1:] == [
        '"made-up?area:x","made-up","area:x"', ""]
    ends = [line.split(",")[:2] for line in (tmp_path / "links-covers.csv").read_text(encoding="utf-8").split("\n")]
    assert ends == [[":START_ID", ":END_ID"], ['"made-up/board:c"', '"made-up/area:a"'],
                    ['"made-up/board:c"', '"made-up?area:x"'], [""]]


def test_time_is_kept_and_a_list_that_is_empty_is_none(tmp_path: Path) -> None:
    Offline(tmp_path, Wanted(loaded(item("strategy:a", groups=[])))).write()
    heading, row, *_ = (tmp_path / "plan-set.csv").read_text(encoding="utf-8").split("\n")
    assert heading.endswith(",hash,synced:datetime")
    synced = datetime.datetime.fromisoformat(row.rpartition(",")[2])
    assert synced.utcoffset() == datetime.timedelta()
    names, values = csv.reader((tmp_path / "items-strategy.csv").read_text(encoding="utf-8").splitlines())
    assert dict(zip(names, values, strict=True))["groups:string[]"] == ""


def test_tool_is_told_of_broken_and_long_lines_only_where_there_are_any(tmp_path: Path) -> None:
    def told(*parts: Item) -> list[str]:
        Offline(tmp_path, Wanted(loaded(*parts))).write()
        return (tmp_path / ARGUMENTS).read_text(encoding="utf-8").split()

    plain = told(item("area:a", title="A"))
    assert "--nodes=Item=items-area.csv" in plain
    assert not [word for word in plain if "buffer" in word or "multiline" in word or "board" in word]
    assert "--multiline-fields=true" in told(PARTS[2])
    assert "--read-buffer-size=16777216" in told(item("area:a", title="é" * 4_200_000))
    assert str(tmp_path) not in " ".join(plain)


def test_files_of_an_earlier_time_that_hold_nothing_now_go(tmp_path: Path) -> None:
    Offline(tmp_path, Wanted(loaded(*PARTS))).write()
    Offline(tmp_path, Wanted(loaded(PARTS[0]))).write()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["import.args", "items-area.csv", "plan-set.csv"]


def test_property_that_no_column_holds_is_not_left_out(tmp_path: Path) -> None:
    odd = Item("area:a", "Area", "A", {"undeclared": 1.0}, Source())
    with pytest.raises(ValueError, match="area:a has undeclared"):
        Offline(tmp_path, Wanted(loaded(odd))).write()
