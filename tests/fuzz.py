"""Damaged files without end: every parser gets a hundred thousand of them, and must neither fall, hang nor forget.

`make fuzz` runs all; `python tests/fuzz.py --only csv --runs 5000 --seed 7` a part. The same seed, the same damage.
What is asked of each input: no exception, at most one second of CPU, every row that the file still holds is a record
or is told, and a letter changed within a cell loses no row in silence. Memory must not grow by 400 MB.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import io
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path

import fuzz_oracle
import fuzz_samples
from fuzz_oracle import FoundError

from loaders.child import parse_apart
from loaders.files import PlanFile
from loaders.formats import BY_NAME
from loaders.mapping.declared import TableMapping
from loaders.parsed import LIMITS, Grid
from loaders.tables import Draft
from loaders.understand import Reading

RUNS, IN_CHILD = 100_000, 200
MOST_SECONDS, MOST_MEGABYTES = 1.0, 400
PIECES = (b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b'""', b",", b";", b"\t", b"\n", b"\r", b"\n\n", b"&a", b"*a",
          b"- ", b": ", b"{", b"}", b"[", b"]" * 9, b"[" * 99, b"<", b"</", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;",
          b"]]>", b"<![CDATA[",
          b"-1", b"999999999999999999999", b"1e999", b"NaN", b"\xf0\x9f\x92\xa9", b"key", b"title", b"\\u0000", b"\\",
          b"stream\n", b"endobj", b"0 R", b"/Kids", b"PK\3\4", b"PK\5\6", "é".encode("cp1252"))
LETTERS = frozenset(b"abcdefghijklmnoprstuvwxz")


@dataclass(frozen=True)
class Target:
    """One parser with the sound files that are damaged; `name` is the file's name, which may tell its kind."""

    name: str
    form: str
    samples: Callable[[], Sequence[bytes]]
    mapping: Callable[[], list[TableMapping]] = field(default=list)
    text: bool = False
    """Whether changing a letter changes a cell and nothing else."""


TARGETS: dict[str, Target] = {
    "csv": Target("actions.csv", "delimited", fuzz_samples.csv, text=True),
    "mapped": Target("plans.csv", "delimited", fuzz_samples.mapped_csv, fuzz_samples.mapping),
    "yaml": Target("plans.yaml", "yaml", fuzz_samples.yaml),
    "json": Target("plans.json", "json", fuzz_samples.json),
    "xml": Target("plan.xml", "xml", fuzz_samples.xml),
    "text": Target("paper.txt", "text", fuzz_samples.text),
    "committee": Target("paper.txt", "lines", fuzz_samples.committee, fuzz_samples.committee_mapping),
    "xlsx": Target("plans.xlsx", "workbook", fuzz_samples.xlsx),
    "ods": Target("plans.ods", "workbook", fuzz_samples.ods),
    "xls": Target("plans.xls", "workbook", fuzz_samples.xls),
    "docx": Target("paper.docx", "word", fuzz_samples.docx),
    "pdf": Target("paper.pdf", "pdf", fuzz_samples.pdf),
}


def damaged(dice: random.Random, data: bytes) -> bytes:
    """The data with one to three injuries; of an archive mostly inside one of its files."""
    if data[:2] == b"PK" and dice.random() < 0.8:
        return _inside(dice, data)
    for _ in range(dice.choice((1, 1, 2, 3))):
        at = dice.randrange(len(data) + 1)
        data = dice.choice((
            data[:at] + dice.choice(PIECES) + data[at:], data[:at] + data[at + dice.choice((1, 2, 30)):], data[:at],
            data[:at] + bytes([dice.randrange(256)]) + data[at + 1:], data[:at] + data[at // 2:at] + data[at:]))
    return data


def _inside(dice: random.Random, data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    hurt = dice.choice(list(parts))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, damaged(dice, content) if name == hurt else content)
    return out.getvalue()


def relettered(dice: random.Random, data: bytes) -> bytes | None:
    """The data with one letter below its heading row changed to another."""
    top = data.index(b"\n") + 1
    at = dice.randrange(top, len(data))
    if data[at] not in LETTERS:
        return None
    return data[:at] + bytes([dice.choice(sorted(LETTERS))]) + data[at + 1:]


def attempt(target: Target, data: bytes, *, apart: bool = False) -> Draft:
    """Parses and reads one input; FoundError where it does what it must not."""
    form = BY_NAME[target.form]
    draft = Draft()
    begun = time.process_time()
    try:
        parsed = parse_apart(form, data, LIMITS) if apart else form.parser()(data, LIMITS)
        grids = [Grid(grid.name, list(grid.rows), grid.first_row, grid.hidden, grid.about) for grid in parsed.grids]
        draft.problems += parsed.problems
        file = PlanFile(Path(target.name), target.name)
        Reading(draft, file, form, parsed, target.mapping(), None).read()
    except BaseException as error:  # a panic of a parser in another language is no Exception
        if isinstance(error, KeyboardInterrupt):
            raise
        raise FoundError(f"{type(error).__name__}: {error}") from error
    spent = time.process_time() - begun
    if spent > MOST_SECONDS:
        raise FoundError(f"took {spent:.1f} s")
    fuzz_oracle.forgotten(draft, replace(parsed, grids=grids), target.form)
    return draft


def run(name: str, runs: int, seed: int, in_child: int = 0) -> str:
    """Attempts so many inputs; what it says at the end, or FoundError with the input beside this file."""
    target, dice = TARGETS[name], random.Random(f"{name} {seed}")
    samples = target.samples()
    whole = [len(attempt(target, sample).records) for sample in samples]
    # A parser in another language may take the whole process with it, so its input is written down beforehand.
    last = Path(f"fuzz-{name}-{seed}-last.bin") if BY_NAME[target.form].apart == 0 else None
    gc.freeze()
    had = _most_memory()
    begun, told, slowest = time.process_time(), 0, 0.0
    for number in range(runs + in_child):
        at = dice.randrange(len(samples))
        one_letter = relettered(dice, samples[at]) if target.text and number % 4 == 0 else None
        data = one_letter if one_letter is not None else damaged(dice, samples[at])
        faulthandler.dump_traceback_later(30, exit=True)
        if last is not None:
            last.write_bytes(data)
        before = time.process_time()
        try:
            draft = attempt(target, data, apart=number >= runs)
            if one_letter is not None and len(draft.records) < whole[at] and not draft.problems:
                raise FoundError("a changed letter lost a row in silence")
        except FoundError as error:
            kept = Path(f"fuzz-{name}-{seed}-{number}.bin")
            kept.write_bytes(data)
            raise FoundError(f"{name}, seed {seed}, input {number} (in {kept}): {error}") from error
        slowest = max(slowest, time.process_time() - before)
        told += bool(draft.problems)
    faulthandler.cancel_dump_traceback_later()
    if last is not None:
        last.unlink(missing_ok=True)
    memory = _most_memory() - had
    if memory > MOST_MEGABYTES:
        raise FoundError(f"{name}: {memory:.0f} MB of memory more")
    return (f"{name:10} {runs:>7,} inputs and {in_child} in a child, {told:>7,} with problems, "
            f"{time.process_time() - begun:7.1f} s, slowest {slowest * 1000:4.0f} ms, {memory:4.0f} MB more")


def _most_memory() -> float:
    """Megabytes that this process had at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """All targets, one process each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=RUNS)
    options.add_argument("--child", type=int, default=IN_CHILD)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=sorted(TARGETS), action="append")
    asked = options.parse_args()
    failed = 0
    with ProcessPoolExecutor(max_tasks_per_child=1) as pool:
        names = asked.only or list(TARGETS)
        for done in [pool.submit(run, name, asked.runs, asked.seed, asked.child) for name in names]:
            try:
                sys.stdout.write(done.result() + "\n")
            except (FoundError, BrokenProcessPool) as error:
                failed += 1
                sys.stdout.write(f"FOUND {error or 'the process died; its last input is beside this file'}\n")
            sys.stdout.flush()
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
