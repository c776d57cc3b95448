"""What a load, a check and an answer cost as the plans grow: `python -m benchmarks.scale [SIZE ...]`.

Every size runs in a process of its own, on a made-up council, and prints CPU seconds and peak memory. Beside it
stands the floor: the same files read by the csv module into plain dictionaries, with seven basic checks written out
by hand. Times are for reading, never for passing or failing.
"""

from __future__ import annotations

import csv
import datetime
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

SIZES = (1_000, 10_000, 100_000)
COLUMNS = ("items", "floor", "load", "rules", "check", "report", "query ms", "MiB", "floor MiB", "gaps")


def main() -> int:
    """Measures each size and prints a row for it, then how the time grows."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps((ours if sys.argv[2] == "ours" else floor)(Path(sys.argv[3]))))
        return 0
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    print("  ".join(f"{name:>9}" for name in COLUMNS))
    rows = [_row(size) for size in sizes]
    for (small, before), (large, after) in pairwise(rows):
        growth = math.log(after / before) / math.log(large / small)
        print(f"load and check from {small:,} to {large:,} items: time grows as N^{growth:.2f}")
    return 0


def _row(size: int) -> tuple[int, float]:
    with tempfile.TemporaryDirectory() as folder:
        from graph_api.generate.write import write_council  # noqa: PLC0415 - not in the measured processes

        plans = Path(folder) / "plans"
        write_council(plans, items=size, seed=1)
        mine, least = _process("ours", plans), _process("floor", plans)
    cells = (f"{size:,}", f"{least['seconds']:.2f}", f"{mine['load']:.2f}", f"{mine['rules']:.2f}",
             f"{mine['check']:.2f}", f"{mine['report']:.2f}", f"{mine['query'] * 1000:.1f}", f"{mine['memory']:.0f}",
             f"{least['memory']:.0f}", f"{mine['gaps']:,}")
    print("  ".join(f"{cell:>9}" for cell in cells), flush=True)
    return size, mine["load"] + mine["check"]


def _process(which: str, plans: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale", "--one", which, str(plans)], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def ours(plans: Path) -> dict[str, float]:
    """CPU seconds of loading, of all rules alone, of all rules with proof and cause, of the report, of one thread;
    peak MiB.
    """
    from graph_api.analyses.thread import thread  # noqa: PLC0415 - imports are not what is measured
    from graph_api.pipeline import check_plans, open_plans  # noqa: PLC0415
    from graph_api.reports.write import write_report  # noqa: PLC0415

    found: dict[str, float] = {}
    opened = _timed(found, "load", lambda: open_plans([plans]))
    day = opened.as_of or datetime.date(2008, 9, 1)
    _timed(found, "rules", lambda: [opened.store.run(rule, day) for rule in opened.rules])
    opened.store.forget()  # or the check would have its searches for nothing
    check = _timed(found, "check", lambda: check_plans(opened))
    _timed(found, "report", lambda: write_report("html", opened.store, check))
    key = opened.store.items(("StaffObjective",))[0].key
    _timed(found, "query", lambda: thread(opened.store, key, up=True))
    return found | {"memory": _memory(), "gaps": len(check.gaps)}


def floor(plans: Path) -> dict[str, float]:
    """CPU seconds and peak MiB of the plainest program that finds seven of the faults."""
    found: dict[str, float] = {}
    _timed(found, "seconds", lambda: _seven_checks(plans))
    return found | {"memory": _memory()}


def _seven_checks(plans: Path) -> Counter[str]:
    rows = {
        f"{_kind(file)}:{row['key']}": row for file in plans.glob("*.csv")
        for row in csv.DictReader(file.open(encoding="utf-8")) if row.get("key")}
    up = {key: [ref for name in ("supports", "delivers", "measures") for ref in _refs(row.get(name))]
          for key, row in rows.items()}
    below: dict[str, list[str]] = {}
    for key, refs in up.items():
        for ref in refs:
            below.setdefault(ref, []).append(key)
    faults: Counter[str] = Counter(dangling=sum(ref not in rows for refs in up.values() for ref in refs))
    tops = [key for key, row in rows.items() if key.startswith("vision:") or row.get("tier") == "1"]
    seen, level = set(tops), tops
    while level:
        level = [key for ref in level for key in below.get(ref, ()) if key not in seen]
        seen.update(level)
    for key, row in rows.items():
        faults["unreached"] += key.startswith("staff-objective:") and key not in seen
        faults["orphan"] += key.startswith("objective:") and not up[key] and not row.get("part of")
        faults["ownerless"] += key.startswith("action:") and not row.get("owned by")
        faults["undated"] += key.startswith("action:") and not row.get("due")
        faults["undelivered"] += key.startswith("objective:") and key not in below
        faults["unscored"] += key.startswith("outturn:") and not row.get("value")
    return faults


def _refs(cell: str | None) -> list[str]:
    return [ref.strip() for ref in (cell or "").split(";") if ref.strip()]


def _kind(file: Path) -> str:
    name = file.stem
    return name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")


def _timed(found: dict[str, float], name: str, work: Callable[[], Any]) -> Any:
    start = time.process_time()
    answer = work()
    found[name] = time.process_time() - start
    return answer


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
