"""What reading a file costs, stage by stage, beside the plainest reading of it: `python -m benchmarks.loaders [N]`.

One made-up council of N items (100,000 unless told), in each format. *Parser* is from bytes to what the file holds,
*records* from there to records and references, *kept* the parser's part on a second run, where what was parsed had
been kept. Floors are the libraries alone, without lines, limits or problems. Every figure is from a process of its
own: CPU seconds, those of child processes among them, the least and the median of some runs; peak MiB so far.
"""

from __future__ import annotations

import csv
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ITEMS, RUNS = 100_000, 5
APART = "in process"
Figures = dict[str, float]


def main() -> int:
    """Measures every format and prints a row for each, and then the floors."""
    if sys.argv[1:2] == ["--one"]:
        what, which, folder = sys.argv[2], sys.argv[3], Path(sys.argv[4])
        print(json.dumps(ours(which, folder) if what == "ours" else floor(which, folder)))
        return 0
    items = int(sys.argv[1]) if sys.argv[1:] else ITEMS
    with tempfile.TemporaryDirectory() as folder:
        # Apart, because what this process once held would count as memory of those that it starts.
        subprocess.run([sys.executable, "-m", "benchmarks.loader_inputs", folder, str(items)], check=True)
        folders = {name: Path(folder) / name for name in ("csv", "json", "yaml", "xlsx")}
        print(f"{items:,} items, CPU seconds least/median of {RUNS} runs")
        _head("", "MB", "parser s", "MiB", "records s", "MiB", "kept s", "records")
        for name, plans in folders.items():
            _print_ours(name, plans, Path(folder) / "kept")
        _head("floor", "MB", "s", "MiB")
        for name, (form, _, needs) in FLOORS.items():
            if needs is None or find_spec(needs):
                found = [_process("floor", name, folders[form]) for _ in range(RUNS)]
                _row(name, _size(folders[form]), _least(found, "seconds"), _most(found, "memory"))
    return 0


def _print_ours(name: str, plans: Path, kept: Path) -> None:
    """The row of a format; for one that is parsed in another process also what its parser costs in this one."""
    fresh = [_process("ours", name, plans) for _ in range(RUNS)]
    again = [_process("ours", name, plans, kept) for _ in range(RUNS + 1)][1:]  # the first run fills the folder
    _row(name, _size(plans), _least(fresh, "parser"), _most(fresh, "parser MiB"), _least(fresh, "records"),
         _most(fresh, "records MiB"), _least(again, "parser") if any(kept.rglob("*.json")) else "-",
         f"{fresh[0]['count']:,.0f}")
    shutil.rmtree(kept, ignore_errors=True)
    if name == "xlsx":
        here = [_process("ours", f"{name}, {APART}", plans) for _ in range(RUNS)]
        _row(f"{name}, {APART}", "", _least(here, "parser"), _most(here, "parser MiB"))


def ours(which: str, folder: Path) -> Figures:
    """CPU seconds of the parser and of making records, and the peak memory after each, as in a whole load."""
    from loaders.files import find_files  # noqa: PLC0415 - imports are not what is measured
    from loaders.formats import format_of  # noqa: PLC0415
    from loaders.kept import Kept  # noqa: PLC0415
    from loaders.load import collector_paused  # noqa: PLC0415
    from loaders.parsed import LIMITS  # noqa: PLC0415
    from loaders.read_file import read_file  # noqa: PLC0415
    from loaders.tables import Draft  # noqa: PLC0415
    from loaders.understand import Reading  # noqa: PLC0415

    limits = {**LIMITS, "fileMegabytes": 2_000, "unpackedMegabytes": 20_000, "rows": 10_000_000, "seconds": 600}
    files = [(file, form) for file in find_files([folder])[0] if (form := format_of(file.name)) is not None]
    for _, form in files:
        form.parser()
    found: Figures = {}
    kept, draft, here = Kept(), Draft(), which.endswith(APART)
    with collector_paused():
        parsed = _timed(found, "parser", lambda: [
            form.parser()(file.path.read_bytes(), limits) if here else read_file(file, form, limits, kept)
            for file, form in files])
        _timed(found, "records", lambda: [
            Reading(draft, file, form, held, [], None).read()
            for (file, form), held in zip(files, parsed, strict=True)])
    return found | {"count": len(draft.records)}


def _csv(path: Path) -> Any:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _orjson(path: Path) -> Any:
    import orjson  # noqa: PLC0415 - only where somebody has it

    return orjson.loads(path.read_bytes())


def _calamine(path: Path) -> Any:
    import python_calamine  # noqa: PLC0415 - only for this floor

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _yaml(path: Path) -> Any:
    import yaml  # noqa: PLC0415 - only for this floor

    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


FLOORS: dict[str, tuple[str, Callable[[Path], Any], str | None]] = {
    "csv.reader": ("csv", _csv, None),
    "json.loads": ("json", _json, None),
    "orjson.loads": ("json", _orjson, "orjson"),
    "PyYAML CSafeLoader": ("yaml", _yaml, None),
    "calamine rows": ("xlsx", _calamine, "python_calamine"),
}
"""The floors: their format, how a file is read, the module that this needs where it is not our own dependency."""


def floor(which: str, folder: Path) -> Figures:
    """CPU seconds of a library alone, the collector off, and its peak memory."""
    found: Figures = {}
    gc.disable()
    files = sorted(path for path in folder.iterdir() if path.suffix.lstrip(".") == folder.name)
    _timed(found, "seconds", lambda: [FLOORS[which][1](path) for path in files])
    return found | {"memory": found["seconds MiB"]}


def _process(what: str, which: str, plans: Path, kept: Path | None = None) -> Figures:
    """The figures of one process; `kept` is the folder that it may keep what it parsed in."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.loaders", "--one", what, which, str(plans)], check=True,
        capture_output=True, env={**os.environ, "GOLDTHREAD_CACHE": str(kept or "off")})
    found: Figures = json.loads(done.stdout)
    return found


def _timed(found: Figures, name: str, work: Callable[[], Any]) -> Any:
    start = _cpu()
    answer = work()
    found[name] = _cpu() - start
    found[f"{name} MiB"] = max(resource.getrusage(whose).ru_maxrss for whose in WHOSE) / 1024
    return answer


WHOSE = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu() -> float:
    """CPU seconds so far, with those of child processes that have ended."""
    used = os.times()
    return time.process_time() + used.children_user + used.children_system


def _least(found: list[Figures], name: str) -> str:
    numbers = [figures[name] for figures in found]
    return f"{min(numbers):.2f}/{statistics.median(numbers):.2f}"


def _most(found: list[Figures], name: str) -> str:
    return f"{max(figures[name] for figures in found):.0f}"


def _size(folder: Path) -> str:
    return f"{sum(path.stat().st_size for path in folder.iterdir()) / 1_000_000:.1f}"


def _head(*names: str) -> None:
    print()
    _row(*names)


def _row(name: str, *cells: str) -> None:
    print("  ".join([f"{name:<18}", *(f"{cell:>11}" for cell in cells)]), flush=True)


if __name__ == "__main__":
    sys.exit(main())
