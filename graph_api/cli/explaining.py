"""goldthread thread, rule and kind: what hangs together, what is looked for, what there is."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph_api.cli.common import Mapping, Rules, Settings, Waivers, opened, path_of, say, show, tell_problems
from graph_api.cli.pages import kind_text, kinds_text, rule_data, rule_text, rules_text, thread_text
from graph_api.options import Options
from loaders.rules import in_force, our_rules, read_rules
from schema.kinds import BY_SLUG, KIND


class Form(StrEnum):
    """How a rule is shown."""

    TEXT = "text"
    JSON = "json"


def thread_command(
    paths: Annotated[list[str], typer.Argument(
        help="Folders or files of plans, then the item: its key or title.", metavar="PATH... ITEM")],
    mapping: Mapping = None,
    rules: Rules = None,
    waivers: Waivers = None,
    settings: Settings = None,
) -> None:
    """Show the thread of one item: up to the vision, and down to staff objectives."""
    if len(paths) < 2:
        raise typer.BadParameter("give the plans, then the item")
    options = Options(mapping=mapping, rules=rules, waivers=waivers, settings=settings)
    plans = opened([path_of(path) for path in paths[:-1]], options)
    text = thread_text(plans.store, paths[-1])
    if text is None:
        tell_problems(plans.store.about().problems)
        say(f"No item has the key or title {paths[-1]!r}.")
        raise typer.Exit(2)
    show(text)


def rule_command(
    code: Annotated[str | None, typer.Argument(help="Code or name; all rules where it is left out.")] = None,
    answer: Annotated[Form, typer.Option("--format", "-f", help="How it is shown.")] = Form.TEXT,
    own: Annotated[Path | None, typer.Option(
        "--rules", help="Your rules file, to see its rules and ours as it tunes them.", exists=True,
        dir_okay=False)] = None,
) -> None:
    """Explain a rule: what it finds, why it matters, an example, how to mend it, where it comes from."""
    rules = our_rules()
    if own is not None:
        read = read_rules(own, rules)
        tell_problems(read.problems)
        rules = in_force((*rules, *read.rules))
    if code is not None:
        rules = tuple(rule for rule in rules if code in (rule.code, rule.name, rule.chapter, *rule.also))
        if not rules:
            say(f"No rule is called {code!r}. `goldthread rule` lists them.")
            raise typer.Exit(2)
    if answer is Form.JSON:
        show(json.dumps([rule_data(rule) for rule in rules], ensure_ascii=False, indent=2) + "\n", json=True)
    else:
        show("\n".join(rule_text(rule) for rule in rules) if code else rules_text(rules))


def kind_command(
    name: Annotated[str | None, typer.Argument(help="A kind, like ServicePlan or service-plan.")] = None,
) -> None:
    """Explain a kind of item: its fields, and the links from and to it."""
    if name is None:
        typer.echo(kinds_text(), nl=False)
        return
    kind = KIND.get(name) or BY_SLUG.get(name.lower().replace(" ", "-"))
    if kind is None:
        say(f"No kind is called {name!r}. `goldthread kind` lists them.")
        raise typer.Exit(2)
    typer.echo(kind_text(kind), nl=False)
