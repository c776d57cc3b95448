"""The cases of each rule, cases/<CODE>.yaml, loaded by the real loaders; and what a rule finds in each."""

from __future__ import annotations

import datetime
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builders import AS_OF

from graph_api.stores.memory import MemoryStore
from graph_api.stores.protocol import Store
from loaders.load import load
from loaders.yaml_plan import read_yaml
from schema.rule import Rule

FOLDER = Path(__file__).parent / "cases"
Found = tuple[int | None, list[tuple[tuple[str, ...], tuple[str, ...]]]]
"""How many items were looked at, where a case speaks of that; identities of gaps, and needs that failed."""
KEYS = {"why", "as_of", "plans", "looked", "gaps", "failed", "proof", "problems"}


@dataclass(frozen=True)
class Case:
    """One made-up council, and what one rule says of it as of a date.

    `gaps` are the identities of the gaps, none for a case that passes; `proof` holds one word a gap, `failed`
    the needs that failed, `looked` how many items were looked at, where that matters; `problems` are the codes
    of what is meant to be wrong with the input.
    """

    code: str
    why: str
    store: Store
    as_of: datetime.date
    gaps: tuple[tuple[str, ...], ...] = ()
    proof: tuple[str, ...] = ()
    looked: int | None = None
    failed: tuple[tuple[str, ...], ...] = ()
    problems: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return f"{self.code}: {self.why}"


@cache
def cases(code: str) -> tuple[Case, ...]:
    """The cases of a rule, those that pass first."""
    data = read(code)
    return tuple(_case(code, passes, entry) for passes in (True, False) for entry in data["pass" if passes else "fail"])


@cache
def read(code: str) -> dict[str, Any]:
    """A file of cases as plain data."""
    path = FOLDER / f"{code}.yaml"
    data, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert not problems, problems
    return dict(data)


def _case(code: str, passes: bool, entry: dict[str, Any]) -> Case:
    assert set(entry) <= KEYS, f"{code}: {set(entry) - KEYS}"
    gaps = tuple(tuple(map(str, gap)) for gap in entry.get("gaps", ()))
    assert bool(gaps) is not passes, f"{code}: {entry['why']}"
    proof = entry.get("proof", ())
    as_of = datetime.date.fromisoformat(entry["as_of"]) if "as_of" in entry else AS_OF
    looked = entry.get("looked")
    return Case(
        code, entry["why"], stored(entry["plans"]), as_of, gaps,
        (proof,) * len(gaps) if isinstance(proof, str) else tuple(proof), looked,
        tuple(map(tuple, entry.get("failed", ()))), frozenset(entry.get("problems", ())))


def stored(plans: Any) -> MemoryStore:
    """The plans of a case as the loaders read them; a list of plans is as many files."""
    with tempfile.TemporaryDirectory() as folder:
        for number, plan in enumerate(plans if isinstance(plans, list) else [plans]):
            Path(folder, f"plans-{number}.json").write_text(json.dumps(in_full(plan)), encoding="utf-8")
        Path(folder, "goldthread.yaml").write_text("planSet: made-up\n", encoding="utf-8")
        return MemoryStore(load([Path(folder)]).loaded)


def in_full(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan with each record that says `times: 3` written three times, under keys with a number."""
    return {kind: [one for record in records for one in _repeated(record)] if isinstance(records, list) else records
            for kind, records in plan.items()}


def _repeated(record: Any) -> list[Any]:
    if "times" not in record:
        return [record]
    rest = {name: value for name, value in record.items() if name != "times"}
    return [{**rest, "key": f"{record['key']}-{number}"} for number in range(1, record["times"] + 1)]


def found(rule: Rule, case: Case) -> Found:
    """What the rule finds in a case, in the terms that the case speaks of: looked at, and gaps with failed needs."""
    result = case.store.run(rule, case.as_of)
    looked = None if case.looked is None else result.looked
    return looked, [(row.identity, row.failed if case.failed else ()) for row in result.rows]


def wanted(case: Case) -> Found:
    """What the case says that the rule should find."""
    failed = case.failed or ((),) * len(case.gaps)
    return case.looked, list(zip(case.gaps, failed, strict=True))


def all_cases(codes: list[str]) -> Iterator[Case]:
    """Every case of the rules."""
    for code in codes:
        yield from cases(code)
