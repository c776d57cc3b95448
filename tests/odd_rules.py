"""Rules that ask what none of ours asks: every corner of language and shapes, for two engines to agree on."""

from __future__ import annotations

from typing import Any

from builders import rule

from schema.rule import Rule

GROUPS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Outturn", {"by": ["value"], "at_most": 1}),
    ("Outturn", {"by": ["peer", "period"], "at_most": 1}),
    ("Report", {"by": ["topics"], "at_most": 1}),
    ("Milestone", {"by": ["due"], "at_most": 1}),
    ("Action", {"by": [">PART_OF", ">DELIVERS"], "at_most": 1}),
    ("Objective", {"by": ["<DELIVERS[kind = Action]"], "differs": "<PART_OF"}),
    ("Plan", {"by": ["kind"], "differs": "end"}),
    ("Plan", {"by": ["kind"], "differs": "groups"}),
    ("Indicator", {"by": [">PART_OF"], "differs": "polarity"}),
    ("Post", {"by": [">MEMBER_OF"], "together": ["status = filled", "not status"]}),
    ("Milestone", {"by": ["status"], "differs": ">PART_OF[status = open or kind in (Plan, Action)]"}),
)
TESTS = (
    "~INFORMS", "not ~INFORMS[status = live]", "~INFORMS >= 2", "~INFORMS = 1", "~INFORMS < .stated_count",
    "~SUPERSEDES > .tier + 1", "title", "not title", "groups includes finance", "not groups includes finance",
    "spend > .stated_count", "spend = .stated_count + 1", "spend != .stated_count", "status != live",
    "status in (live, draft)", "not status in (live, draft)", "joint", "joint = true", "joint != true", "joint = false",
    "due before .end", "not due before .end", "due after asof", "due before asof-400d", "not start after .end",
    "tier <= 2 and (status = live or not aim)", "spend <= 10 or spend >= 40", "rank < .tier + 1", "rank = .tier",
    "<PART_OF[kind = Indicator and <PART_OF[kind in (Target, Outturn) and period = year1 and not area]] >= 1",
    "<PART_OF[kind = Value]", "<SUPPORTS[kind = Plan and not >SUPPORTS[tier <= 1]]", ">OWNED_BY", "kind = Strategy",
    "not <EVIDENCES[type = agreement] > 0", ">OWNED_BY != 1", "aim = .issues", "aim != .issues",
)
CLASHES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Plan", {"along": "~INFORMS", "show": ["a.due", "b.due", "a.spend", "b.title"]}),
    ("Plan", {"along": "~INFORMS[not status = live] ~SUPERSEDES", "show": ["m.end", "b.kind"]}),
    ("Plan", {"along": ">INFORMS <INFORMS"}),
    ("Target", {"along": ">PART_OF <PART_OF", "fault": "a.period < b.period or a.period = year", "show": ["b.value"]}),
    ("Target", {"along": ">PART_OF <PART_OF[kind = Target]", "fault": "m>PART_OF[status = live] or b.value = a.value",
                "unless": "m.polarity = higher and b<ADDRESSES or a.prior = b.period"}),
    ("Action", {"along": ">DELIVERS <MEASURES", "fault": "m<SUPPORTS >= 1 and not b.aspect = quality"}),
    ("Body", {"along": ">CONTRIBUTES_TO", "fault": "@role = said or b>OWNED_BY", "show": ["@role", "b.due"]}),
    ("Body", {"along": ">CONTRIBUTES_TO[@role]", "unless": "a.type = b.type"}),
    ("Objective", {"along": "<SUPPORTS ~CONFLICTS_WITH", "unless": "@note", "show": ["@note"]}),
    ("Outturn", {"along": ">PART_OF <PART_OF", "fault": "worse(a.value, b.value, m.polarity, 0.05)",
                 "show": ["a.due", "m.kind"]}),
    ("Plan", {"along": "?EXPECTS", "show": ["@wanted", "status", "due"]}),
    ("Plan", {"along": "?* - EXPECTS", "fault": "@wanted in (Plan, Objective)", "unless": "status = draft or "
              "@wanted_set"}),
)
DETOURS = (
    ("Action", ">DELIVERS", "~PART_OF"), ("Plan", "~INFORMS", ">SUPPORTS <SUPPORTS[kind = Plan]"),
    ("Objective", "<SUPPORTS[status = live] >PART_OF", ">PART_OF[kind = Plan]"),
    ("Strategy", ">SUPPORTS >SUPPORTS", ">INFORMS ~SUPPORTS"), ("Action", ">PART_OF", ">DELIVERS[status = live]"),
)
PATHS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Plan Objective", {"to": "Plan", "to_where": "tier <= 1", "via": "upward"}),
    ("Milestone Action", {"to": "Objective Plan", "to_where": "not <SUPPORTS", "via": "upward"}),
    ("Objective Plan", {"to": "Action Milestone", "to_where": "due", "via": "upward", "below": True}),
    ("Plan", {"to": "Indicator", "to_where": "<PART_OF[kind = Target] >= 2", "below": True}),
    ("Plan", {"to": "Criterion", "below": True}),
)


def _odd() -> tuple[Rule, ...]:
    given: list[tuple[str, str, dict[str, Any]]] = []
    given += [("group", of, blanks) for of, blanks in GROUPS]
    for text in TESTS:
        given += [("wrong", "Plan", {"fault": text, "show": ["end", "spend", "groups", "title", "joint"]}),
                  ("lacks", "Plan Objective", {"where": f"not ({text})", "needs": {"a": "status", "b": text}})]
    given += [("clash", of, blanks) for of, blanks in CLASHES]
    given += [("detour", of, {"along": along, "but_not": but_not}) for of, along, but_not in DETOURS]
    given += [("cut-off", of, blanks) for of, blanks in PATHS]
    given += [
        ("loop", "Plan Objective Action", {"via": "strict"}), ("loop", "Vision", {"via": "upward"}),
        ("coverage", "Post", {"good": "status = filled", "at_least": 0.5}),
        ("coverage", "Action", {"good": "due and >OWNED_BY", "at_least": 0.8, "per": ">PART_OF"}),
        ("coverage", "Action Milestone", {"good": "due", "at_least": 0.6, "per": ">PART_OF[status = live]"}),
        ("late", "Plan", {"date": "due", "days": 30, "unless": "published after asof or <SUPERSEDES"}),
        ("late", "Milestone Action Report", {"date": "due", "where": "not status = late"})]
    return tuple(rule(shape, of, f"X{number}", **blanks) for number, (shape, of, blanks) in enumerate(given, 1))


ODD = _odd()
