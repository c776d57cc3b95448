"""What goes with a plan set into a store beside its items and links: the council's own rules, settings, frameworks.

As texts, so that a store can keep them without knowing what they are; and back, so that what is asked of the store
is answered as it would be from the folder.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from loaders.frameworks import known_frameworks, our_frameworks
from loaders.rules import in_force, our_rules, parse_rules
from loaders.settings import FolderSettings
from schema.framework import Criterion, Framework
from schema.records import PlanSet, Problem
from schema.rule import Rule
from schema.scoring import ScoreRow, ScoreTable

PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")
"""How JSON writes a sign beyond the first 65,536; YAML does not know it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What is needed to answer beside what a store says: all rules, settings, date and frameworks of the council.

    `problems` tells of rules that this program does not understand any more.
    """

    rules: tuple[Rule, ...]
    settings: FolderSettings
    as_of: datetime.date | None
    frameworks: tuple[Framework, ...]
    problems: tuple[Problem, ...] = ()


def to_carry(
    rules: Iterable[Rule], settings: FolderSettings, as_of: datetime.date | None, frameworks: Iterable[Framework]
) -> dict[str, str]:
    """The texts, by the names that a store keeps them under; of rules and frameworks only those that are not ours."""
    ours = {rule.code: rule for rule in our_rules()}
    own = {rule.code: rule for rule in rules if ours.get(rule.code) != rule}
    known = our_frameworks()
    return {
        "rules": _json([_rule(rule) for rule in own.values()]),
        "settings": _json({"tiers": settings.tiers, "tierNames": settings.tier_names}),
        "frameworks": _json([asdict(framework) for framework in frameworks if framework not in known]),
        **({"as_of": as_of.isoformat()} if as_of else {})}


def carried_of(plan_set: PlanSet, texts: Mapping[str, str]) -> Carried:
    """What the texts say; whatever is not there is as for a folder that says nothing."""
    own: list[Rule] = []
    problems: list[Problem] = []
    for entry in json.loads(texts.get("rules") or "[]"):
        read = parse_rules(f"[{_yaml(entry['declared'])}]", entry["origin"])
        problems += [told for told in read.problems if told.code == "rule-refused"]
        own += [replace(rule, **_about(entry)) for rule in read.rules]
    said = json.loads(texts.get("settings") or "{}")
    settings = FolderSettings(
        plan_set.name, plan_set.title, plan_set.about, plan_set.made_up, as_of=texts.get("as_of"),
        tiers=said.get("tiers", {}), tier_names={int(tier): name for tier, name in said.get("tierNames", {}).items()})
    return Carried(
        in_force((*our_rules(), *own)), settings,
        datetime.date.fromisoformat(texts["as_of"]) if texts.get("as_of") else None,
        known_frameworks(map(_framework, json.loads(texts.get("frameworks") or "[]"))), tuple(problems))


def _rule(rule: Rule) -> dict[str, Any]:
    return {"declared": rule.declared, "origin": rule.origin, "chapter": rule.chapter, "tuned": rule.tuned,
            "because": rule.because, "in_use": rule.in_use}


def _about(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {"chapter": entry["chapter"], "tuned": tuple(entry["tuned"]), "because": entry["because"],
            "in_use": entry["in_use"]}


def _framework(said: dict[str, Any]) -> Framework:
    scores = said["scores"]
    if scores is not None:
        scores = ScoreTable(**{**scores, "rows": tuple(ScoreRow(**row) for row in scores["rows"])})
    criteria = tuple(Criterion(**{**one, "rules": tuple(one["rules"])}) for one in said["criteria"])
    return Framework(**{**said, "scores": scores, "criteria": criteria})


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _yaml(value: object) -> str:
    """Plain data as the reader of rule files takes it: as JSON, with every sign by one code."""
    return PAIR.sub(_whole_sign, json.dumps(value))


def _whole_sign(pair: re.Match[str]) -> str:
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"
