"""The summary of one plan set: made of a whole check, and kept with the plan set where that is in a database."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from functools import lru_cache

from graph_api.carried import carried_of
from graph_api.clock import today
from graph_api.engine.graph import State
from graph_api.results import Check, Gap
from graph_api.stores.neo4j.errors import StoreError
from graph_api.stores.neo4j.held import HeldSet
from graph_api.stores.neo4j.sets import Writable, keep_summary
from graph_api.stores.neo4j.store import Neo4jStore
from graph_api.stores.protocol import Store
from graph_api.stores.set_lines import RuleCount, SetSummary
from loaders.rules import our_rules
from schema.rule import Rule

WAYS = ("counted", "silent", "waived")


@lru_cache(maxsize=1)
def our_stamp() -> str:
    """Tells our rules, and the program that runs them, from those of another version."""
    from importlib.metadata import version  # noqa: PLC0415 - takes longer than most commands do

    said = [version("goldthread"), [[rule.code, rule.severity.value, rule.declared] for rule in our_rules()]]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:16]


def summary_of(check: Check, state: str) -> SetSummary:
    """How many gaps a check found, by rule, in the order of its rules; `state` is the hash of the plan set."""
    found = Counter((gap.rule.code, way_of(gap)) for gap in check.gaps)
    counts = (_count(rule, found) for rule in check.rules)
    return SetSummary(state, check.as_of, our_stamp(), tuple(
        one for one in counts if one.counted or one.silent or one.waived))


def way_of(gap: Gap) -> str:
    """How a gap is counted: in headlines, or apart since it is waived or rests on silence alone."""
    if gap.waived is not None:
        return "waived"
    return "counted" if gap.counts else "silent"


def keep(store: Store, check: Check) -> bool:
    """Keeps the summary of a check with its plan set. False where it is not kept: in memory, by a user who may only
    read, of some rules or another date than the plan set's own, or where the plan set has changed meanwhile.
    """
    if not isinstance(store, Neo4jStore) or not isinstance(store.connection, Writable):
        return False
    state = store.held.stamp
    if state.hash is None or state.since is not None or not is_whole(check, store.held):
        return False
    try:
        return keep_summary(store.connection, store.held.name, summary_of(check, state.hash))
    except StoreError:
        return False  # who only asks is none the worse


def is_whole(check: Check, held: HeldSet) -> bool:
    """Whether it is a check by all rules of the plan set, each to its end, as of the date that is meant without one."""
    said = carried_of(held.about.plan_set, held.carried)
    ended = all(looked.state is not State.TIMED_OUT for looked in check.looked_at.values())
    rules = {rule.code: rule for rule in said.rules if rule.in_use}
    return ended and check.as_of == (said.as_of or today()) and {rule.code: rule for rule in check.rules} == rules


def _count(rule: Rule, found: Counter[tuple[str, str]]) -> RuleCount:
    return RuleCount(rule.code, rule.name, rule.severity.value, *(found[rule.code, way] for way in WAYS))
