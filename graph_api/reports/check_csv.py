"""A check as CSV for a spreadsheet: one gap a row, nothing that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io

from graph_api.results import Check, Compared, Gap, ItemRef

HEADINGS = ("id", "rule", "name", "severity", "proof", "confirmed by", "items", "titles", "message", "remedy",
            "owner", "board", "cause", "source", "waived", "first seen", "standing", "days", "why", "changed")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")


def check_csv(check: Check) -> str:
    """All gaps, silent ones too, in RFC 4180 CSV with a heading row.

    With an earlier check the gaps that are gone or were not checked follow, as `standing` says.
    """
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(HEADINGS)
    rows.writerows([safe(cell) for cell in (*_cells(gap), *_since(check, gap))] for gap in check.gaps)
    absent = (line for line in check.since.lines if not line.present) if check.since else ()
    rows.writerows([safe(cell) for cell in _absent(line)] for line in absent)
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


def _since(check: Check, gap: Gap) -> list[str]:
    """When it was first seen, and how it stands since an earlier check."""
    first_seen = gap.first_seen.isoformat() if gap.first_seen else ""
    if check.since is None:
        return [first_seen, "", "", "", ""]
    line = check.since.by_id[gap.id]
    changed = "; ".join(f"{what} was {before}" for what, before, _ in line.changes)
    waiver = "newly waived" if line.newly_waived else "waiver ended" if line.waiver_ended else ""
    return [first_seen, line.standing.value, str(check.since.days(line.gap)), line.why or "",
            "; ".join(filter(None, (changed, waiver)))]


def _absent(line: Compared) -> list[str]:
    """A gap that this check did not find, or did not look for."""
    gap = line.gap
    return [
        gap.id, gap.rule, "", gap.severity.value, gap.proof.value, "; ".join(gap.confirmed_by),
        "; ".join(item.key for item in gap.items), "; ".join(item.title for item in gap.items), gap.message, "",
        _title(gap.owner), _title(gap.board), "", "", gap.waived or "", gap.first_seen.isoformat(),
        line.standing.value, "", line.why or "", ""]


def _title(item: ItemRef | None) -> str:
    return item.title if item else ""
