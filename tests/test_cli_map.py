"""goldthread map: a draft on standard output or in a file that was not there, and what it says on standard error."""

from __future__ import annotations

import typer
import xlsxwriter
import yaml
from typer.testing import CliRunner

from graph_api.cli.mapping import map_command
from loaders.mapping.file import read_mapping

APP = typer.Typer()
APP.command()(map_command)
PLAN = "Ref,Action,Lead officer,By when\n1,Fit alarms,Head of Housing,25/12/2008\n"


def run(*arguments: object):
    return CliRunner().invoke(APP, [str(argument) for argument in arguments])


def test_a_draft_goes_to_standard_output_and_talk_to_standard_error(tmp_path):
    path = tmp_path / "action-plan.csv"
    path.write_text(PLAN, encoding="utf-8")
    result = run(path)
    assert result.exit_code == 0
    assert yaml.safe_load(result.stdout)["tables"][0]["kind"] == "Action"
    assert "The table: Action; 4 headings mapped, 1 of them doubtful; 0 left out" in result.stderr
    assert "guessed" in result.stderr


def test_a_draft_may_be_written_and_never_over_another_file(tmp_path):
    path, output = tmp_path / "action-plan.csv", tmp_path / "mapping.yaml"
    path.write_text(PLAN, encoding="utf-8")
    assert run(path, "--output", output).exit_code == 0
    assert read_mapping(output)[1] == []
    written = output.read_bytes()
    assert run(path, "--output", output).exit_code == 2
    assert output.read_bytes() == written
    assert run(path, "-o", tmp_path / "no" / "folder.yaml").exit_code == 2


def test_a_file_without_a_table_is_said(tmp_path):
    empty, odd = tmp_path / "empty.csv", tmp_path / "a.exe"
    empty.write_text("", encoding="utf-8")
    odd.write_bytes(b"MZ")
    for path in (empty, odd, tmp_path / "gone.csv"):
        result = run(path)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "no table" in result.stderr


def test_one_sheet_of_a_workbook_may_be_named(tmp_path):
    path = tmp_path / "plans.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("Risks", "Action plan"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["Our plans"])
            sheet.write_row(2, 0, ["Ref", "Risk" if name == "Risks" else "Action", "Owner"])
            sheet.write_row(3, 0, [1, "Fire", "Head of Housing"])
    both = yaml.safe_load(run(path).stdout)["tables"]
    assert [(table["sheet"], table["kind"]) for table in both] == [("Risks", "Risk"), ("Action plan", "Action")]
    (table,) = yaml.safe_load(run(path, "--sheet", "action*").stdout)["tables"]
    assert table["sheet"] == "Action plan"
    result = run(path, "--sheet", "Targets")
    assert result.exit_code == 2
    assert "No table in it is called Targets." in result.stderr
