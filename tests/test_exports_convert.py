"""goldthread convert: any format out, whole or not at all, and never over what is not ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from csv_folders import read_folder
from folders import write
from plan_sets import same
from typer.testing import CliRunner, Result

from graph_api.cli.app import app
from graph_api.exports.write import NotOursError, formats
from graph_api.exports.write import write as write_plans
from graph_api.gaps import check
from graph_api.pipeline import open_plans
from graph_api.stores.memory import MemoryStore
from loaders.load import load
from schema.records import Loaded

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ("leicester-2008", "local-plans", "model-council")
PLANS = """
Strategy:
  - {key: a, title: Homes, owned by: "post:gone", due: null}
"""


def convert(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["convert", *map(str, arguments)])


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    return write(tmp_path / "in", {"plans.yaml": PLANS})


@pytest.mark.parametrize("name", ["out.json", "out.yaml", "out.yml", "out", "out.graphml"])
def test_the_name_tells_the_format(plans: Path, tmp_path: Path, name: str) -> None:
    done = convert(plans, "--output", tmp_path / name)

    assert done.exit_code == 0, done.output
    assert "1 items, 1 links" in done.stderr
    assert not done.stdout
    assert (tmp_path / name).is_dir() is (name == "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["in", name])
    if name != "out.graphml":
        before = load([plans]).loaded
        after = read_folder(tmp_path / name) if name == "out" else load([tmp_path / name]).loaded
        same(before, after)


def test_the_format_can_be_named(plans: Path, tmp_path: Path) -> None:
    assert convert(plans, "-o", tmp_path / "plans.2008", "--format", "csv").exit_code == 0
    assert (tmp_path / "plans.2008" / "strategies.csv").exists()
    assert convert(plans, "-o", tmp_path / "plans", "--format", "json").exit_code == 0
    assert json.loads((tmp_path / "plans").read_text(encoding="utf-8"))["planSet"]["name"] == "in"


@pytest.mark.parametrize("arguments", [("-o", "plans.pdf"), ("-o", "plans", "-f", "pdf"), ("-o", "")])
def test_a_format_that_there_is_not_is_bad_usage(plans: Path, arguments: tuple[str, ...]) -> None:
    assert convert(plans, *arguments).exit_code == 2


def test_what_the_format_does_not_hold_is_listed(plans: Path, tmp_path: Path) -> None:
    write(plans, {"goldthread.yaml": "planSet: ashby\nasOf: 2008-09-01\n", "risks.csv": "key,colour\na,red\n"})
    done = convert(plans, "-o", tmp_path / "out.json", "--losses", tmp_path / "losses.json")
    listed = json.loads((tmp_path / "losses.json").read_text(encoding="utf-8"))

    assert {loss["what"].split(":")[0]: loss["count"] for loss in listed} == {
        "problems that loading told": 2, "file, sheet, row and column of a record": 2, "settings": 1}
    assert "Not in what was written:" in done.stderr
    assert "1 x settings" in done.stderr


def test_a_file_is_replaced_and_a_folder_only_if_a_conversion_wrote_it(plans: Path, tmp_path: Path) -> None:
    for name in ("out.json", "out"):
        assert convert(plans, "-o", tmp_path / name).exit_code == 0
    write(plans, {"plans.yaml": "Risk: [{key: r}]"})
    for name in ("out.json", "out"):
        assert convert(plans, "-o", tmp_path / name).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "csv-metadata.json", "goldthread.yaml", "risks.csv"]

    write(tmp_path / "out", {"notes.txt": "mine"})
    done = convert(plans, "-o", tmp_path / "out")
    assert (done.exit_code, "holds notes.txt" in done.stderr) == (2, True)
    assert (tmp_path / "out" / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("files", [
    {"csv-metadata.json": "{}"}, {"csv-metadata.json": "["}, {"strategies.csv": "key\na\n"},
    {"csv-metadata.json": '{"tables": [{"url": "risks.csv", "notes": [{}]}]}', "risks.csv": "key\na\n"}])
def test_a_folder_of_somebody_else_is_left_as_it_is(plans: Path, tmp_path: Path, files: dict[str, str]) -> None:
    write(tmp_path / "theirs", files)

    assert convert(plans, "-o", tmp_path / "theirs").exit_code == 2
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "theirs").iterdir()} == files


@pytest.mark.parametrize("name", ["risks.csv", "goldthread.yaml"])
def test_a_folder_that_a_conversion_wrote_is_kept_where_it_is_in_use(plans: Path, tmp_path: Path, name: str) -> None:
    write(plans, {"plans.yaml": "Risk: [{key: r}]"})
    output = tmp_path / "out"
    assert convert(plans, "-o", output).exit_code == 0
    if name == "risks.csv":  # a folder of that name is none of ours, and may hold anything
        (output / name).unlink()
        write(output, {"risks.csv/mine.txt": "mine"})
    else:
        with (output / name).open("a", encoding="utf-8") as settings:
            settings.write("waivers: w.csv\n")
    done = convert(plans, "-o", output)

    assert (done.exit_code, f"holds {name}" in done.stderr) == (2, True)
    assert (output / "risks.csv").is_dir() is (name == "risks.csv")


STAFF = """
Post:
  - {key: a, title: Director, holder: Ann Other}
  - {key: b, title: Clerk, holder: Bea Other}
  - {key: c, title: Driver}
"""


@pytest.mark.parametrize("name", ["out.json", "out.yaml", "out", "out.graphml", "out.xlsx"])
def test_personal_data_is_told_or_left_out(tmp_path: Path, name: str) -> None:
    plans, output = write(tmp_path / "in", {"plans.yaml": STAFF}), tmp_path / name
    done = convert(plans, "-o", output)
    assert "Personal data: the holders of 2 posts are in what was written" in done.stderr
    assert name == "out.xlsx" or b"Ann Other" in b"".join(_bytes(output).values())

    done = convert(plans, "-o", output, "--no-personal", "--losses", tmp_path / "losses.json")
    assert "Personal data:" not in done.stderr
    lost = json.loads((tmp_path / "losses.json").read_text(encoding="utf-8"))
    assert {"what": "holder of posts: left out, for it is personal data", "count": 2, "example": "post:a"} in lost
    assert b"Other" not in b"".join(_bytes(output).values())
    if name != "out.graphml":
        loaded = load([output]).loaded
        assert [item.title for item in loaded.items] == ["Director", "Clerk", "Driver"]
        assert all("holder" not in item.values for item in loaded.items)
        assert all("holder" not in table.headings.get("Post", ()) for table in loaded.tables)


def test_plans_without_personal_data_are_written_as_they_are(plans: Path, tmp_path: Path) -> None:
    write(plans, {"posts.csv": "key,title,holder\na,A,\n"})
    for name, options in (("first", ()), ("second", ("--no-personal",))):
        done = convert(plans, "-o", tmp_path / name, *options)
        assert "ersonal data" not in done.stderr
    assert _bytes(tmp_path / "first") == _bytes(tmp_path / "second")


def test_stratml_holds_no_personal_data(tmp_path: Path) -> None:
    plans = write(tmp_path / "in", {"plans.yaml": STAFF + "CorporatePlan: [{key: p, title: P, owned by: 'post:a'}]\n"})
    done = convert(plans, "-o", tmp_path / "out", "-f", "stratml")

    assert done.exit_code == 0, done.stderr
    assert "Personal data" not in done.stderr
    assert b"Ann" not in b"".join(_bytes(tmp_path / "out").values())


def test_nothing_is_written_into_what_is_read(plans: Path, tmp_path: Path) -> None:
    for output in (plans, plans / "out", plans / "out.json", plans / "plans.yaml", tmp_path):
        assert convert(plans, "-o", output, "-f", "csv" if output == tmp_path else "json").exit_code == 2
    assert convert(plans, "-o", tmp_path / "a.json", "--losses", plans / "losses.json").exit_code == 2
    assert [path.name for path in plans.iterdir()] == ["plans.yaml"]
    assert not (tmp_path / "a.json").exists()


def test_where_nothing_was_read_nothing_is_written(tmp_path: Path) -> None:
    done = convert(write(tmp_path / "in", {"a.yaml": "Risk: []"}), "-o", tmp_path / "out.json")

    assert done.exit_code == 2
    assert not (tmp_path / "out.json").exists()


def test_what_breaks_off_leaves_the_earlier_file_and_no_litter(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_loaded: Loaded, output: Path) -> None:
        output.mkdir() if output.suffix == "" else output.write_text("half")
        raise OSError("the disk is full")

    for name, writer in (("out.json", "plan_files.write_json"), ("out", "csvw.write_csvw")):
        assert convert(plans, "-o", tmp_path / name).exit_code == 0
        before = _bytes(tmp_path / name)
        monkeypatch.setattr(f"graph_api.exports.{writer}", broken)
        done = convert(plans, "-o", tmp_path / name)
        assert (done.exit_code, "the disk is full" in done.stderr) == (2, True)
        assert _bytes(tmp_path / name) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out", "out.json"]


def _bytes(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in ([path] if path.is_file() else path.iterdir())}


def test_a_folder_is_no_place_for_a_file(plans: Path, tmp_path: Path) -> None:
    loaded = load([plans]).loaded
    (tmp_path / "out.json").mkdir()
    (tmp_path / "out").write_text("x")

    with pytest.raises(NotOursError):
        write_plans(loaded, tmp_path / "out.json", "json")
    with pytest.raises(NotOursError):
        write_plans(loaded, tmp_path / "out", "csv")


def test_the_page_shows_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "formats" / "convert.md").read_text(encoding="utf-8")
    shown = {(sort, name): text for sort, name, text in re.findall(r"```(input|output) (\S+)\n(.*?)```", page, re.S)}
    write(tmp_path / "plans", {name: text for (sort, name), text in shown.items() if sort == "input"})
    monkeypatch.chdir(tmp_path)

    done = convert("plans", "--output", "plans.json")
    assert done.stderr == shown["output", "stderr"]
    assert Path("plans.json").read_text(encoding="utf-8") == shown["output", "plans.json"]
    assert convert("plans", "--output", "folder").exit_code == 0
    assert Path("folder/strategies.csv").read_text(encoding="utf-8") == shown["output", "strategies.csv"]


@pytest.mark.parametrize("sort", ["json", "yaml", "csv"])
@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_come_back_with_the_same_gaps_and_proofs(example: str, sort: str, tmp_path: Path) -> None:
    opened = open_plans([ROOT / "examples" / example])
    before = opened.store.whole()
    output = tmp_path / ("out" if sort == "csv" else f"out.{sort}")
    assert sort in formats()
    write_plans(before, output, sort)
    after = read_folder(output) if sort == "csv" else load([output]).loaded

    same(before, after)
    gaps, again = (
        {(gap.id, gap.proof) for gap in check(store, opened.rules, opened.as_of).gaps}
        for store in (opened.store, MemoryStore(after)))
    assert again == gaps
    assert gaps


@pytest.mark.parametrize("sort", ["json", "yaml", "csv"])
def test_the_same_plans_give_the_same_bytes(sort: str, tmp_path: Path) -> None:
    loaded = load([ROOT / "examples" / "model-council"]).loaded
    first, second = tmp_path / "first", tmp_path / "second"
    write_plans(loaded, first, sort)
    write_plans(loaded, second, sort)

    assert sorted(_bytes(first).values()) == sorted(_bytes(second).values())
