"""A comparison of two checks as JSON and CSV: every gap of both, whatever has become of it."""

from __future__ import annotations

import csv
import io

from graph_api.reports.check_csv import safe
from graph_api.reports.plain import to_json
from graph_api.reports.since_json import baseline_json, known_json, line_json
from graph_api.results import Compared, Comparison
from graph_api.saved import SavedCheck

SCHEMA = "goldthread.comparison/1"
HEADINGS = ("standing", "why", "id", "rule", "severity", "proof", "items", "titles", "message", "board", "owner",
            "first seen", "days", "reopened", "gone since", "waived", "changed")


def compare_json(since: Comparison, new: SavedCheck) -> str:
    """The comparison as JSON: sorted, the same bytes for the same two checks."""
    counted = baseline_json(since)
    return to_json({
        "schema": SCHEMA,
        "planSet": new.plan_set,
        "title": new.title,
        "since": counted.pop("asOf"),
        "asOf": since.as_of.isoformat(),
        **counted,
        "gaps": [{**known_json(line.gap), **line_json(since, line)} for line in since.lines],
        "goneBefore": [known_json(gap) for gap in since.past],
    })


def compare_csv(since: Comparison) -> str:
    """One gap a row in RFC 4180 CSV, nothing that a spreadsheet would run as a formula."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(HEADINGS)
    rows.writerows([safe(cell) for cell in _cells(since, line)] for line in since.lines)
    return out.getvalue()


def _cells(since: Comparison, line: Compared) -> list[str]:
    gap = line.gap
    changed = [f"{what} was {old}" for what, old, _ in line.changes]
    changed += ["newly waived"] if line.newly_waived else ["waiver ended"] if line.waiver_ended else []
    return [
        line.standing.value, line.why or "", gap.id, gap.rule, gap.severity.value, gap.proof.value,
        "; ".join(item.key for item in gap.items), "; ".join(item.title for item in gap.items), gap.message,
        gap.board.title if gap.board else "", gap.owner.title if gap.owner else "", gap.first_seen.isoformat(),
        str(since.days(gap)), gap.reopened.isoformat() if gap.reopened else "",
        gap.gone_since.isoformat() if gap.gone_since else "", gap.waived or "", "; ".join(changed)]
