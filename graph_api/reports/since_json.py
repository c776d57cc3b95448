"""What a check knows of an earlier one, as JSON: how each gap stands, what is gone and why, what nobody checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from graph_api.reports.plain import Json, item_json
from graph_api.results import Compared, Comparison, KnownGap
from graph_api.saved import remembered
from graph_api.seen import PackedSeen, Rest, Run
from graph_api.since import Side, SinceGroup, Tally, groups, tally


def since_json(since: Comparison | None) -> Json:
    """`baseline`, `gone` and `notChecked`; without an earlier check there is none and they are empty.

    `gone` and `notChecked` hold what earlier checks found and must not be forgotten by the next one.
    """
    gone, not_checked = remembered(since)
    return {
        "baseline": baseline_json(since) if since else None,
        "gone": [known_json(gap) for gap in gone],
        "notChecked": [{**known_json(gap), **rest_json(Rest(gap.recorded, gap.enough))} for gap in not_checked],
    }


def baseline_json(since: Comparison) -> Json:
    """The comparison counted: as a whole, by board and by owner, with the rules that were not asked alike."""
    return {
        "asOf": since.since.isoformat(),
        "counts": tally_json(tally(since.lines)),
        "byBoard": [group_json(group, "board") for group in groups(since, Side.BOARD)],
        "byOwner": [group_json(group, "owner") for group in groups(since, Side.OWNER)],
        "rulesNotRun": list(since.rules_not_run),
        "rulesNew": list(since.rules_new),
        "rulesChanged": list(since.rules_changed),
    }


def since_gap_json(since: Comparison | None, gap_id: str) -> Json:
    """`since`: how a gap that is there stands; nothing without an earlier check."""
    return {"since": line_json(since, since.by_id[gap_id])} if since else {}


def line_json(since: Comparison, line: Compared) -> Json:
    """How a gap stands, for how many days it has been known, and what has changed of it."""
    return {
        "standing": line.standing.value,
        "days": since.days(line.gap),
        "why": line.why.value if line.why else None,
        "reopened": line.gap.reopened.isoformat() if line.gap.reopened else None,
        "newlyWaived": line.newly_waived,
        "waiverEnded": line.waiver_ended,
        "changed": [{"what": what, "before": old, "now": new} for what, old, new in line.changes],
    }


def known_json(gap: KnownGap) -> Json:
    """A gap that is not there any more, or was not checked."""
    return {
        "id": gap.id,
        "rule": gap.rule,
        "severity": gap.severity.value,
        "proof": gap.proof.value,
        "confirmedBy": list(gap.confirmed_by),
        "waived": gap.waived,
        "firstSeen": gap.first_seen.isoformat(),
        "reopened": gap.reopened.isoformat() if gap.reopened else None,
        "goneSince": gap.gone_since.isoformat() if gap.gone_since else None,
        "why": gap.why.value if gap.why else None,
        "asked": gap.asked,
        "items": [item_json(item) for item in gap.items],
        "message": gap.message,
        "owner": item_json(gap.owner),
        "board": item_json(gap.board),
    }


def rest_json(rest: Rest | None) -> Json:
    """What a gap rests on and an emptied cell could clear; nothing where no emptied cell could."""
    if rest is None:
        return {}
    recorded = None if rest.recorded is None else list(rest.recorded)
    return {"recorded": recorded, **({} if rest.enough is None else {"enough": rest.enough})}


def tally_json(counts: Tally) -> Json:
    """The counts by name."""
    return {_camel(name): number for name, number in asdict(counts).items()}


def group_json(group: SinceGroup, name: str) -> Json:
    """The counts of one board or owner; `name` says which of the two it is."""
    return {name: group.key or None, "title": group.title, **tally_json(group.tally), "oldestDays": group.oldest}


def seen_json(seen: PackedSeen | None) -> Json | None:
    """The keys of all items; for each rule a digest of its question and the places of what it looked at; for each
    heading that gaps rest on, the places of the items with a cell filled.
    """
    if seen is None:
        return None
    filled = None if seen.headings is None else {
        heading: _runs(runs) for heading, runs in sorted(seen.headings.items())}
    return {
        "items": list(seen.keys),
        "filled": filled,
        "rules": {code: {"asks": asked, "looks": _runs(runs), **_frail(seen, code)}
                  for code, (asked, runs) in sorted(seen.rules.items())},
    }


def _frail(seen: PackedSeen, code: str) -> Json:
    """That an emptied cell could clear gaps of the rule; of shares, how many are good."""
    shares = {"good": dict(seen.shares[code])} if code in seen.shares else {}
    return {"frail": True, **shares} if code in seen.fragile else {}


def _runs(runs: Iterable[Run]) -> str:
    return " ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.capitalize, rest))
