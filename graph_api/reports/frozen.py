"""What to say where a snapshot is answered otherwise than when it was frozen."""

from __future__ import annotations

from graph_api.pipeline import Opened, seen_by
from graph_api.results import Check
from loaders.snapshot import ANSWER, REPORT


def another_answer(plans: Opened, check: Check) -> str | None:
    """The words; None where the answer is the same, where plans come from no snapshot, or where something else is
    asked than was frozen.
    """
    frozen = plans.thawed.answer if plans.thawed and check.as_of == plans.as_of else None
    if frozen is None:
        return None
    from graph_api.reports.check_json import check_json  # noqa: PLC0415 - only for snapshots

    if check_json(check, seen_by(plans, check).packed()).encode() == frozen:
        return None
    return ("The answer is not the one that was frozen: this program answers otherwise. "
            f"What it said then stands in the snapshot, as {ANSWER} and {REPORT}.")
