"""A check as CSV for a spreadsheet: one gap a row, nothing that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io

from graph_api.results import Check, Gap, ItemRef

HEADINGS = ("id", "rule", "name", "severity", "proof", "confirmed by", "items", "titles", "message", "remedy",
            "owner", "board", "cause", "source", "waived")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def check_csv(check: Check) -> str:
    """All gaps, silent ones too, in RFC 4180 CSV with a heading row."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(HEADINGS)
    rows.writerows([safe(cell) for cell in _cells(gap)] for gap in check.gaps)
    return out.getvalue()


def safe(cell: str) -> str:
    """The cell with a quote before anything that a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


def _cells(gap: Gap) -> list[str]:
    return [
        gap.id, gap.rule.code, gap.rule.name, gap.severity.value, gap.proof.value, "; ".join(gap.confirmed_by),
        "; ".join(item.key for item in gap.items), "; ".join(item.title for item in gap.items), gap.message, gap.remedy,
        _title(gap.owner), _title(gap.board), gap.cause or "",
        "; ".join(dict.fromkeys(source.place for source in gap.record_sources if source.place)), gap.waived or ""]


def _title(item: ItemRef | None) -> str:
    return item.title if item else ""
