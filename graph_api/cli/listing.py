"""goldthread sets: the plan sets in a store, and how many gaps the last whole check of each found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph_api.across import Across, lines, national
from graph_api.carried import carried_of
from graph_api.cli.common import bar, say, show
from graph_api.cli.syncing import Store
from graph_api.clock import today
from graph_api.gaps import check
from graph_api.set_summary import is_whole, keep, our_stamp
from graph_api.stores.neo4j.errors import StoreError
from graph_api.stores.neo4j.held import held_set, names_of
from graph_api.stores.neo4j.sets import listed
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.set_lines import Checked, SetLine

if TYPE_CHECKING:
    from graph_api.stores.neo4j.connect import Connection

HEADINGS = ("plan set", "items", "links", "high", "medium", "low", "silent", "waived", "as of", "synced", "")


class Format(StrEnum):
    """How the list is written."""

    TEXT = "text"
    JSON = "json"


def sets_command(
    store: Store = None,
    plan_set: Annotated[list[str] | None, typer.Option(
        "--plan-set", help="Only this plan set; may be given several times.")] = None,
    check_them: Annotated[bool, typer.Option(
        "--check", help="Check those first whose counts are not of now, and keep what is found with them.")] = False,
    answer: Annotated[Format, typer.Option("--format", "-f", help="How the list is written.")] = Format.TEXT,
) -> None:
    """List the plan sets in a store: how much each holds, and the gaps that its last whole check counted.

    Ends with 0, or with 2 where the store or a plan set that is named is not there or one could not be checked.
    """
    if not store:
        raise typer.BadParameter("is missing; give it, or set GOLDTHREAD_NEO4J_URL", param_hint="--store")
    try:
        with _connect(store) as connection:
            connection.verify()
            names = plan_set or names_of(connection)
            done = not check_them or check_all(connection, names)
            found = listed(connection, names)
    except StoreError as error:
        say(str(error))
        raise typer.Exit(2) from error
    absent = sorted(set(names) - {one.name for one in found})
    for name in absent:
        say(f"The store holds no plan set {name}.")
    json = answer is Format.JSON
    show((in_json(found) if json else in_text(found)) + "\n", json=json)
    raise typer.Exit(0 if done and not absent else 2)


def _connect(store: str) -> Connection:
    from graph_api.stores.neo4j.address import address_of  # noqa: PLC0415 - the driver loads only when wanted
    from graph_api.stores.neo4j.connect import LOAD_DEADLINE, Connection  # noqa: PLC0415

    return Connection(address_of(store), deadline=LOAD_DEADLINE)


def check_all(connection: Connection, names: Iterable[str]) -> bool:
    """Checks those whose counts are not of now; whether that went well with all of them."""
    stale = [one.name for one in listed(connection, list(names)) if _state(one) is not Checked.NOW]
    done = [_checked(connection, name) for name in stale]  # each, whatever became of those before
    return all(done)


def _checked(connection: Connection, name: str) -> bool:
    """Checks one and keeps the counts; what is wrong is said, and the others go on."""
    try:
        held = held_set(connection, name)
        known = carried_of(held.about.plan_set, held.carried)
        store, rules = Neo4jStore(connection, held), tuple(rule for rule in known.rules if rule.in_use)
        with bar(f"Checking {name}") as progress:
            found = check(store, rules, known.as_of or today(), progress)
    except StoreError as error:
        say(f"{name}: {error}")
        return False
    if keep(store, found):
        return True
    why = "it has changed meanwhile, is being written, or this user may only read"
    say(f"{name}: the counts were not kept: {why if is_whole(found, held) else 'a rule did not end in time'}.")
    return False


def in_text(found: Sequence[SetLine]) -> str:
    """A line a plan set and one for all, in columns."""
    counts = {line.key: line for line in lines(found, Across.PLAN_SET)}
    rows: list[tuple[str, ...]] = [HEADINGS]
    for one in found:
        line, summary = counts.get(one.name), one.summary
        gaps = [f"{getattr(line, name):,}" if line else "-" for name in HEADINGS[3:8]]
        rows.append((
            one.name, f"{one.items:,}", f"{one.links:,}", *gaps, summary.as_of.isoformat() if summary else "-",
            f"{one.synced:%Y-%m-%d}" if one.synced else "-", "; ".join(_remarks(one))))
    whole = national(found, Across.PLAN_SET, today())
    items, links = sum(one.items for one in found), sum(one.links for one in found)
    sums = [f"{getattr(whole.total, name):,}" for name in HEADINGS[3:8]]
    rows.append((f"all {whole.plan_sets:,}", f"{items:,}", f"{links:,}", *sums, "", "", (
        f"{whole.now:,} checked as they are, {whole.before:,} before, {whole.never:,} never")))
    return _columns(rows)


def in_json(found: Sequence[SetLine]) -> str:
    """The same with the counts by rule, and the sums by rule and severity."""
    def told(one: SetLine) -> dict[str, Any]:
        summary = one.summary
        return {
            **asdict(replace(one, summary=None)), "state": _state(one).value,
            "summary": summary and {"hash": summary.hash, "as_of": summary.as_of,
                                    "counts": [asdict(count) for count in summary.counts]}}

    sums = {by.value: asdict(national(found, by, today())) for by in (Across.RULE, Across.SEVERITY)}
    whole = {name: value for name, value in sums["rule"].items() if name not in {"lines", "total"}}
    answer = {
        "plan_sets": [told(one) for one in found],
        "all": {**whole, "total": sums["rule"]["total"],
                **{f"by_{by}": sums[by]["lines"] for by in sums}}}
    return json.dumps(answer, ensure_ascii=False, indent=2, default=str)


def _state(one: SetLine) -> Checked:
    return one.checked(today(), our_stamp())


def _remarks(one: SetLine) -> Iterable[str]:
    if _state(one) is Checked.NEVER:
        yield "not checked"
    elif _state(one) is Checked.BEFORE and one.summary:
        yield f"not checked since {one.summary.as_of}"
    if one.syncing_since:
        yield "being written" if one.hash else "never whole"
    if one.made_up:
        yield "made up"


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns: words to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(
        cell.rjust(width) if 0 < place < 8 else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows)
