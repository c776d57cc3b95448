"""The statements that write a plan set, read without a server: each stays in one plan set and passes the checker."""

from __future__ import annotations

import re
from typing import Any

import cypher_linter
import pytest

from graph_api.stores.neo4j import statements

OWN = {
    "_hash", "_set", "_titled", "_lock", "hash", "graph", "synced", "syncing_token", "syncing_by", "syncing_since",
    "syncing_seen", "syncing_first", "summary"}
FUNCTIONS = {"datetime": "input", "duration": "input"}
PROCEDURES = ("db.awaitIndexes", "db.prepareForReplanning")
"""Each takes a number of seconds."""
EVERYWHERE = {*statements.SCHEMA.values(), statements.INDEXES, statements.AWAIT, statements.ALL_ITEMS,
              statements.REPLAN}
"""What is about the whole database, or about none of it."""


def schema() -> dict[str, Any]:
    """The schema of the checker, with what syncs alone write and call."""
    found: dict[str, Any] = cypher_linter.schema()
    seconds = {"name": "seconds", "description": "", "type": "INTEGER", "isDeprecated": False}
    procedure = {"description": "", "signature": "", "argumentDescription": [seconds], "returnDescription": [],
                 "admin": False, "option": {}, "mode": "READ", "isDeprecated": False}
    for version, known in found["functions"].items():
        more = {name: cypher_linter._signature(name, argument) for name, argument in FUNCTIONS.items()}
        more["datetime"]["argumentDescription"] = []  # now
        found["functions"][version] = known | more
        found["procedures"][version] = {name: {**procedure, "name": name} for name in PROCEDURES}
    return {**found, "propertyKeys": sorted({*found["propertyKeys"], *OWN})}


@pytest.mark.skipif(not cypher_linter.there(), reason="python tests/cypher_linter.py fetches the checker of Cypher")
def test_checker_of_neo4j_has_nothing_against_any_in_cypher_5_and_25(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = schema()
    monkeypatch.setattr(cypher_linter, "schema", lambda: bare)
    alike = {re.sub(r"(?<=\[r:)[A-Z_]+", "X", text): text for text in statements.ALL}  # all verbs but one
    told = cypher_linter.wrong({f"{place} {text}": text for place, text in enumerate(alike.values())})
    assert not told, "\n".join(told)


def test_each_begins_in_one_plan_set_and_with_something_of_the_key() -> None:
    for text in set(statements.ALL) - EVERYWHERE:
        for node in re.findall(r"\((\w+):(Item|Missing|PlanSet)( \{[^}]*\})?\)", text):
            assert "plan_set: $plan_set" in node[2], text
        for name in re.findall(r"\((\w+):(?:Item|Missing) \{plan_set: \$plan_set\}\)", text):
            assert f"WHERE {name}.key > " in text, text


def test_every_statement_is_among_those_that_are_checked() -> None:
    texts = {value for value in vars(statements).values() if isinstance(value, str) and "\n" in value}
    by_verb = {text for group in (statements.PUT_LINKS, statements.PUT_DANGLING) for text in group.values()}
    templates = {statements._PUT_LINKS, statements._PUT_DANGLING, statements.__doc__}
    assert texts - templates <= set(statements.ALL)
    assert by_verb <= set(statements.ALL)
