"""A made-up council of four files, checked and saved."""

from __future__ import annotations

import datetime
from pathlib import Path

from typer.testing import CliRunner

from graph_api.cli.app import app
from graph_api.pipeline import Opened, check_plans, open_plans
from graph_api.results import Check

RULES = "--select=G21,G08,S3"
SETTINGS = "planSet: ashby\ntitle: Ashby\nmadeUp: true\n"


def folder(at: Path, homes: str = "", work: str = "post:a", title: str = "Homes strategy") -> Path:
    at.mkdir(exist_ok=True)
    (at / "goldthread.yaml").write_text(SETTINGS, encoding="utf-8")
    (at / "strategies.csv").write_text(
        f"key,title,status,owned by,overseen by\nhomes,{title},live,{homes},board:b\nwork,Work strategy,live,{work},\n",
        encoding="utf-8")
    (at / "posts.csv").write_text("key,title,status\na,Director A,filled\n", encoding="utf-8")
    (at / "boards.csv").write_text("key,title\nb,Economy board\n", encoding="utf-8")
    return at


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout, done.stderr


def save(at: Path, plans: Path, day: str, *more: object) -> Path:
    _, answer, _ = run("check", plans, "--as-of", day, "--format", "json", RULES, *more)
    at.write_text(answer, encoding="utf-8")
    return at


def opened(plans: Path) -> tuple[Opened, Check]:
    plans_of = open_plans([plans])
    return plans_of, check_plans(plans_of, datetime.date(2009, 1, 1))
