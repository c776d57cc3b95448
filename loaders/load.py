"""Loading a plan folder: the one way in. Files in; items, links and problems out; never an exception for a file."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from loaders.csvw.metadata import CsvTable
from loaders.csvw.read import described, read_described
from loaders.derive import derive
from loaders.files import PlanFile
from loaders.findings import read_findings
from loaders.formats import format_of
from loaders.found import Found, find
from loaders.frameworks import add_criteria, known_frameworks, read_frameworks, unknown_criteria, unknown_rules
from loaders.kept import Kept
from loaders.mapping.declared import TableMapping
from loaders.mapping.file import read_mapping
from loaders.papers.evidence import settle
from loaders.papers.mentions import mentions
from loaders.parsed import MEGABYTE
from loaders.problems import problem
from loaders.read_file import read_file
from loaders.resolve import resolve
from loaders.rules import in_force, our_rules, read_rules
from loaders.settings import FolderSettings
from loaders.sheets import names_a_table, unknown_name
from loaders.slips import read_slips
from loaders.tables import Draft
from loaders.understand import Reading, as_mapped, papers_last
from loaders.waivers import WaiverRow
from schema.framework import Framework
from schema.records import Finding, Item, Loaded, PlanSet, Problem
from schema.rule import Rule

Progress = Callable[[int, int, str], None]
"""Told (work done, work in all, what is being done now); the units are bytes, and mean nothing else."""


@dataclass(frozen=True, slots=True)
class LoadedFolder:
    """What loading gives: the plan set, the settings it was read with, the user's own rules, all frameworks known."""

    loaded: Loaded
    settings: FolderSettings
    rules: tuple[Rule, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    waivers: tuple[WaiverRow, ...] = ()
    """What the tables of waivers among the plans say; the file that the settings name is not read here."""

    @property
    def all_rules(self) -> tuple[Rule, ...]:
        """Our rules, as the user tuned them, and then the user's own."""
        return in_force((*our_rules(), *self.rules))


def load(
    paths: Sequence[Path | str],
    *,
    settings: Path | None = None,
    mapping: Path | None = None,
    rules: Sequence[Path] | None = None,
    findings: Path | None = None,
    progress: Progress | None = None,
    found: Found | None = None,
) -> LoadedFolder:
    """Loads files and folders as one plan set.

    `settings`, `mapping`, `rules` and `findings` stand in for what goldthread.yaml names; `found` stands in for all
    of it, the paths too. Nothing is raised for what is in a file: `loaded.problems` tells all of it, and
    `loaded.files` counts the plan files that could be read.
    """
    with collector_paused():
        there = found or find([Path(path) for path in paths], settings, mapping, rules, findings)
        return _Loading(there, progress or _quiet).run()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keeps Python's garbage collector from walking a graph that is still growing; it was a third of the time.

    What was made meanwhile counts as old afterwards, or the collector would walk all of it at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # from the young to the old without a look at any
            gc.enable()


def _quiet(_done: int, _total: int, _what: str) -> None:
    """Tells nobody."""


class _Loading:
    """One load, step by step."""

    def __init__(self, there: Found, progress: Progress) -> None:
        self.there, self.progress, self.settings = there, progress, there.settings
        self.draft = Draft(problems=list(there.told))
        self.kept = Kept(on=self.settings.cache)
        self.described: Mapping[str, CsvTable] = {}
        self.read_files = 0

    def run(self) -> LoadedFolder:
        """Both passes, and what is derived afterwards."""
        mappings = self.mapped()
        metadata = described(list(self.there.files), int(self.settings.limits["fileMegabytes"] * MEGABYTE))
        self.draft.problems += [*self.there.problems, *metadata.problems]
        found, self.described = papers_last(metadata.files), metadata.tables
        done, total = 0, 2 * sum(file.size for file in found)  # linking costs about what reading does
        for file in found:
            self.progress(done, total, file.name)
            self.file(file, [table for table in mappings if table.fits(file)])
            done += file.size
        self.unused(mappings, found)
        self.progress(done, total, "links")
        settle(self.draft)
        frameworks = self.used_frameworks()
        known = known_frameworks(frameworks)
        resolved = resolve(self.draft, self.about().name)
        problems = [*self.draft.problems, *resolved.problems,
                    *derive(resolved.items, resolved.links, self.settings.tiers, known),
                    *unknown_criteria(resolved.items.values(), known)]
        rules = self.own_rules(problems)
        problems += unknown_rules(frameworks, [*our_rules(), *rules])
        problems += [told for path in self.settings.slips for told in read_slips(path)]
        findings = self.written(rules, resolved.items, problems)
        loaded = Loaded(
            self.about(), tuple(resolved.items.values()), tuple(resolved.links), tuple(problems),
            tuple(self.draft.tables), findings, files=self.read_files,
            suggested=tuple(mentions(resolved.items, resolved.links, self.draft.tables, self.about())))
        return LoadedFolder(loaded, self.settings, rules, known, tuple(self.draft.waivers))

    def used_frameworks(self) -> tuple[Framework, ...]:
        """The frameworks that the settings name; their criteria become items."""
        found, problems = read_frameworks(self.settings.frameworks)
        self.draft.problems += problems
        for framework in found:
            add_criteria(self.draft, framework)
        return found

    def about(self) -> PlanSet:
        """The plan set as goldthread.yaml describes it, or else as one of the files does."""
        told = self.draft.plan_set if self.settings.file is None else None
        return told or self.settings.about_plan_set

    def mapped(self) -> tuple[TableMapping, ...]:
        """The tables of the mapping, if there is one."""
        if self.there.mapping is None:
            return ()
        tables, problems = read_mapping(self.there.mapping)
        self.draft.problems += problems
        return tables

    def file(self, file: PlanFile, mappings: list[TableMapping]) -> None:
        """Reads one file into the draft, by its mapping or else by its suffix."""
        form, table, before = format_of(file.name), self.described.get(file.name), len(self.draft.tables)
        if form is None:
            self.draft.problems.append(problem("file-unknown", source=file.source))
        elif table is not None and not mappings:
            read_described(self.draft, file, table, self.settings.date_order, self.settings.limits)
        elif not mappings and form.name == "delimited" and not names_a_table(file):
            unknown_name(self.draft, file)
        else:
            form = as_mapped(form, file.name, mappings)
            parsed = read_file(file, form, self.settings.limits, self.kept)
            Reading(self.draft, file, form, parsed, mappings, self.settings.date_order, self.settings.limits).read()
        self.read_files += len(self.draft.tables) > before

    def unused(self, mappings: Sequence[TableMapping], found: Sequence[PlanFile]) -> None:
        """Tells of tables of the mapping whose file is not there."""
        for table in mappings:
            if not table.shipped and not any(table.fits(file) for file in found):
                self.draft.problems.append(problem(
                    "mapping", f"The mapping names {table.file}, which is not there.", source=table.place,
                    value=table.file, remedy="Add the file, or take it out of the mapping."))

    def own_rules(self, problems: list[Problem]) -> tuple[Rule, ...]:
        """The user's rules and ours as the user tuned them; later files may tune those of earlier ones."""
        found: list[Rule] = []
        for path in self.there.rules:
            read = read_rules(path, in_force([*our_rules(), *found]))
            found += read.rules
            problems += read.problems
        return tuple(found)

    def written(self, rules: Sequence[Rule], items: dict[str, Item], problems: list[Problem]) -> tuple[Finding, ...]:
        """The findings of every register that is named."""
        found: dict[str, Finding] = {}
        for path in self.there.findings:
            findings, told = read_findings(path, in_force([*our_rules(), *rules]), items)
            problems += told
            for finding in findings:
                if finding.id in found:
                    problems.append(problem("finding-duplicate-id", source=finding.source, value=finding.id))
                else:
                    found[finding.id] = finding
        return tuple(found.values())
