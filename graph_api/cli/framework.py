"""goldthread framework: what a framework asks, which rules answer it, and the self-assessment of a plan set by it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from graph_api.analyses.assessment import self_assessment
from graph_api.cli.common import (
    AsOf,
    Mapping,
    Rules,
    Settings,
    Waivers,
    checked,
    opened,
    path_of,
    say,
    show,
    tell_problems,
)
from graph_api.options import Options
from graph_api.reports.assessment_json import assessment_document, framework_document, frameworks_document
from graph_api.reports.assessment_text import assessment_text, framework_text, frameworks_text
from graph_api.reports.plain import to_json
from loaders.frameworks import our_frameworks
from loaders.rules import our_rules
from schema.framework import Framework


class Form(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSON = "json"


def framework_command(  # noqa: PLR0913, PLR0917 - one argument an option
    framework: Annotated[str | None, typer.Argument(
        help="Id of a framework, like kloe; all of them where it is left out.", metavar="[ID]")] = None,
    paths: Annotated[list[str] | None, typer.Argument(
        help="Folders or files of plans, to assess them by the framework.", metavar="[PATH]...")] = None,
    answer: Annotated[Form, typer.Option("--format", "-f", help="How the answer is written.")] = Form.TEXT,
    as_of: AsOf = None,
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Show what a framework asks and which rules answer it; with plans, what is recorded by each criterion.

    It gives no verdict: that no gap was found does not mean that a criterion is met.
    """
    if framework is None or not paths:
        show(_listed(framework, answer), json=answer is Form.JSON)
        return
    options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings)
    plans = opened([path_of(path) for path in paths], options)
    wanted = _named(framework, plans.frameworks)
    check = checked(plans, as_of)
    found = self_assessment(plans.store, check, wanted)
    json = answer is Form.JSON
    show(to_json(assessment_document(found, check)) if json else assessment_text(found, check), json=json)
    tell_problems(check.problems)
    raise typer.Exit(2 if plans.nothing_read else 0)


def _listed(framework: str | None, answer: Form) -> str:
    """One of our frameworks, or all of them."""
    ours, rules = our_frameworks(), our_rules()
    if framework is None:
        return to_json(frameworks_document(ours, rules)) if answer is Form.JSON else frameworks_text(ours)
    wanted = _named(framework, ours)
    return to_json(framework_document(wanted, rules)) if answer is Form.JSON else framework_text(wanted, rules)


def _named(framework: str, frameworks: Sequence[Framework]) -> Framework:
    """The framework with that id; bad usage where there is none."""
    found = next((one for one in frameworks if one.id == framework.strip().lower()), None)
    if found is None:
        say(f"No framework is called {framework!r}. There are {', '.join(one.id for one in frameworks)}; a council's "
            "own is known where its plans are named too.")
        raise typer.Exit(2)
    return found
