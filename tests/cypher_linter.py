"""Neo4j's own checker of Cypher: `python tests/cypher_linter.py [--strict] [--all]` fetches it (100 MB, once).

It is @neo4j-cypher/language-support, pinned by hash in cypher-lint/package-lock.json, and needs no server: it is given
our schema, and tells labels, links, properties, functions and variables that are not there. The tests use it where it
is, on a part of the statements of our rules, since each takes seconds; with --all it is given all of them.
With --strict, as CI runs this, it is a fault if the checker cannot be had.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from builders import AS_OF

from graph_api.engine.cypher_parts import Part
from graph_api.engine.cypher_rules import compile_rule
from graph_api.engine.cypher_tests import ITEM_FIELDS, LINK_FIELDS
from graph_api.web.node import UnavailableError, find_node, run
from loaders.rules import our_rules
from schema.fields import FieldType
from schema.links import VERBS
from schema.rule import Rule

HERE = Path(__file__).resolve().parent / "cypher-lint"
KEPT = Path(sys.prefix) / "cypher-lint"
CLEAN = KEPT / "clean.txt"
"""Hashes of texts that were found clean, with the checker and the schema of that time."""
PROCESSES = min(4, os.cpu_count() or 1)
QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1", "--prefer-offline")
VERSIONS = ("CYPHER 5", "CYPHER 25")
LABELS = ("Item", "Missing", "PlanSet")
OF_THE_STORE = ("plan_set", "key", "kind", "title", "listed")
FUNCTIONS = {
    "abs": "input", "coalesce": "input", "collect": "input", "count": "input", "endNode": "relationship",
    "head": "list", "properties": "map", "size": "input", "startNode": "relationship", "sum": "input",
    "toFloat": "input", "toString": "input", "type": "input"}
"""The functions that our statements may use, each with the name of its argument."""


def main() -> int:
    """Fetch the checker where it is not there yet; with --all, give it every statement."""
    if not there():
        try:
            fetch()
        except UnavailableError as error:
            print(f"The checker of Cypher was not fetched: {error}. Its tests are skipped.", file=sys.stderr)
            return int("--strict" in sys.argv[1:])
    told = wrong(texts(our_rules())) if "--all" in sys.argv[1:] else []
    for one in told:
        print(one, file=sys.stderr)
    return int(bool(told))


def texts(rules: Iterable[Rule], parts: Iterable[Part] = Part) -> dict[str, str]:
    """Every different text that rules ask, with the codes and parts that share it."""
    wanted, shared = frozenset(parts), dict[str, list[str]]()
    for rule in rules:
        for part, statement in compile_rule(rule, AS_OF).statements.items():
            if part in wanted:
                shared.setdefault(statement.text, []).append(f"{rule.code} {part}")
    return {", ".join(names): text for text, names in shared.items()}


def there() -> bool:
    """Whether the checker has been fetched, as it is pinned."""
    lock = KEPT / "package-lock.json"
    return (KEPT / "fetched").is_file() and lock.read_bytes() == (HERE / "package-lock.json").read_bytes()


def fetch() -> None:
    """Puts the checker into the environment that runs this; UnavailableError where it cannot be had."""
    node = find_node()
    KEPT.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(HERE / name, KEPT / name)
    done = run([*node.npm, "ci", *QUIET], KEPT, node.environment())
    if done.returncode:
        raise UnavailableError(f"npm could not fetch it ({done.stderr.strip()[-200:]})")
    (KEPT / "fetched").touch()


def wrong(texts: Mapping[str, str]) -> list[str]:
    """All that the checker has against the texts, each read as Cypher 5 and as Cypher 25: `name version: message`.

    A text takes up to three seconds in each version, so those that it had nothing against are remembered. Whether
    their names are still declared is asked elsewhere too, without the checker.
    """
    known = set(CLEAN.read_text(encoding="utf-8").split()) if CLEAN.is_file() else set()
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    hashes = {name: hashlib.sha256(f"{lock}{text}".encode()).hexdigest() for name, text in texts.items()}
    new = sorted((name for name in texts if hashes[name] not in known), key=lambda name: len(texts[name]))
    parts = [{name: texts[name] for name in new[start::PROCESSES]} for start in range(PROCESSES)]
    with ThreadPoolExecutor(PROCESSES) as pool:
        return [one for told in pool.map(lambda part: _checked(part, hashes), parts) for one in told]


def _checked(texts: Mapping[str, str], hashes: Mapping[str, str]) -> list[str]:
    """What one process of the checker says of the texts; each that is clean is remembered as soon as that is known."""
    if not texts:
        return []
    found = []
    command = [str(find_node().program), str(HERE / "lint.cjs"), str(KEPT / "node_modules")]
    with subprocess.Popen(  # noqa: S603 - a program of ours that loads what we pinned
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as checker:
        assert checker.stdin
        assert checker.stdout
        json.dump({"schema": schema(), "versions": VERSIONS, "texts": texts}, checker.stdin)
        checker.stdin.close()
        for line in checker.stdout:
            name, told = json.loads(line)
            found += [f"{name} {one}" for one in told]
            if not told:
                with CLEAN.open("a", encoding="utf-8") as clean:
                    clean.write(f"{hashes[name]}\n")
    assert checker.returncode == 0, f"the checker ended with {checker.returncode}"
    return found


def schema() -> dict[str, object]:
    """What there is in a database of ours, made of the declared kinds, fields and links."""
    signatures = {name: _signature(name, argument) for name, argument in FUNCTIONS.items()}
    return {
        "labels": LABELS, "relationshipTypes": [verb.name for verb in VERBS], "propertyKeys": sorted(properties()),
        "functions": dict.fromkeys(VERSIONS, signatures), "procedures": {version: {} for version in VERSIONS},
        "parameters": {}}


def properties() -> set[str]:
    """Every property that a statement may name: a date is stored as it is written, with its first and last day."""
    found = {*OF_THE_STORE, *ITEM_FIELDS, *LINK_FIELDS}
    dates = (name for name, sort in (ITEM_FIELDS | LINK_FIELDS).items() if sort is FieldType.DATE)
    return found | {f"{name}_{edge}" for name in dates for edge in ("from", "to")}


def _signature(name: str, argument: str) -> dict[str, object]:
    argument_is = {"name": argument, "description": "", "type": "ANY", "isDeprecated": False}
    return {
        "name": name, "category": "", "description": "", "isBuiltIn": True, "argumentDescription": [argument_is],
        "returnDescription": "ANY", "signature": "", "aggregating": name in ("collect", "count", "sum"),
        "isDeprecated": False}


if __name__ == "__main__":
    sys.exit(main())
