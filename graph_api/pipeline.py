"""From files to gaps in one place: load, put, find. Start reading here."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph_api.clock import today
from graph_api.compare import with_baseline
from graph_api.gaps import Progress, check
from graph_api.options import Options
from graph_api.results import Check
from graph_api.saved import SavedCheck
from graph_api.saved_read import read_saved
from graph_api.selection import Selection
from graph_api.set_summary import keep as keep_summary
from graph_api.store_seen import StoreSeen
from graph_api.stores.memory import MemoryStore
from graph_api.stores.protocol import Store
from graph_api.thawing import Thawed, frozen_options, snapshot_alone, understood
from loaders.frameworks import our_frameworks
from loaders.load import LoadedFolder, collector_paused, load
from loaders.manifest import SnapshotError
from loaders.rules import our_rules
from loaders.settings import FolderSettings
from loaders.shipped import shipped_from
from loaders.snapshot import ANSWER, is_snapshot, laid_out
from loaders.waivers import read_waivers, waivers
from schema.framework import Framework
from schema.records import Loaded, Problem, Waiver
from schema.rule import Rule

PATIENT = 120.0
"""Seconds for one statement to a store, where nobody waits for a page."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan set, loaded and held: the store, the rules to run, the folder's settings, its own as-of date.

    `unknown` are the words of `select` and `ignore` that name no rule; `tuned` are the rules that the council
    changed, run or not. `frameworks` are ours and the council's own. `baseline` is the earlier check that every
    check is compared with. `thawed` says what snapshot the plans come from, if they come from one.
    `plan_sets` are the names of others in the same store that callers may see listed, with their counts.
    """

    store: Store
    rules: tuple[Rule, ...]
    settings: FolderSettings
    as_of: datetime.date | None = None
    unknown: tuple[str, ...] = ()
    tuned: tuple[Rule, ...] = ()
    frameworks: tuple[Framework, ...] = field(default_factory=our_frameworks)
    baseline: SavedCheck | None = None
    thawed: Thawed | None = None
    plan_sets: tuple[str, ...] = ()

    @property
    def nothing_read(self) -> bool:
        """Whether not a single item came out of the files."""
        return not self.store.counts().total


def open_plans(paths: Sequence[Path], options: Options | None = None, progress: Progress | None = None) -> Opened:
    """Load the plans of the paths, or of one snapshot; what is wrong with them is in `store.about().problems`.

    A snapshot is opened with the rules and the date that were frozen with it. SavedCheckError where a baseline is
    named that is no saved check.
    """
    options = options or Options()
    if any(is_snapshot(path) for path in paths):
        return _thawed(paths, options, progress)
    return _opened(load(
        paths, settings=options.settings, mapping=options.mapping, findings=options.findings, progress=progress,
        rules=None if options.rules is None else [options.rules]), options)


def _opened(folder: LoadedFolder, options: Options) -> Opened:
    baseline = read_saved(options.baseline) if options.baseline else None
    rules = chosen(folder.all_rules, options, folder.frameworks)
    agreed, problems = agreed_exceptions(folder, options.waivers)
    loaded = replace(folder.loaded, waivers=agreed, problems=(*folder.loaded.problems, *problems))
    as_of = datetime.date.fromisoformat(folder.settings.as_of) if folder.settings.as_of else None
    selection = Selection(folder.all_rules, folder.frameworks)
    unknown = tuple(word for word in (*options.select, *options.ignore) if not selection.meant((word,)))
    tuned = tuple(rule for rule in folder.all_rules if rule.tuned)
    return Opened(_held(loaded), rules, folder.settings, as_of, unknown, tuned, folder.frameworks, baseline)


def _thawed(paths: Sequence[Path], options: Options, progress: Progress | None) -> Opened:
    """The plans of a snapshot; none and a problem where it cannot be opened."""
    try:
        frozen = snapshot_alone(paths, options)
        with laid_out(frozen) as (folder, found), shipped_from(folder / "shipped"):
            understood(paths[0].name)
            own = frozen_options(frozen, folder, options)
            opened = _opened(load((), found=found, progress=progress), own)
    except SnapshotError as error:
        return _nothing(error.problem)
    asked = options.select or options.ignore or options.baseline
    thawed = Thawed(frozen.manifest.program, None if asked else frozen.files.get(ANSWER))
    return replace(opened, as_of=frozen.manifest.as_of, thawed=thawed)


def _nothing(told: Problem) -> Opened:
    settings = FolderSettings("snapshot", "Snapshot")
    return Opened(MemoryStore(Loaded(settings.about_plan_set, problems=(told,))), our_rules(), settings)


def agreed_exceptions(folder: LoadedFolder, file: Path | None = None) -> tuple[tuple[Waiver, ...], list[Problem]]:
    """The waivers of a plan folder: those of the file that its settings name and of every sheet called waivers.

    `file` stands in for all of them.
    """
    named = file or folder.settings.waivers
    rows, problems = read_waivers(named, folder.settings.date_order) if named else ([], [])
    found, told = waivers(rows if file else [*rows, *folder.waivers], folder.all_rules)
    return found, problems + told


def _held(loaded: Loaded) -> MemoryStore:
    """The store, with the collector kept off it for good: a graph that never changes need not be walked again."""
    gc.unfreeze()
    with collector_paused():
        store = MemoryStore(loaded)
    gc.freeze()
    return store


def check_plans(opened: Opened, as_of: datetime.date | None = None, progress: Progress | None = None) -> Check:
    """Every gap as of the date given, else the plan set's own, else today; compared with the baseline, if any.

    A statement of it may take a store that is elsewhere longer than one that somebody waits for.
    """
    opened = replace(opened, store=opened.store.fresh(statement=PATIENT))
    found = replace(
        check(opened.store, opened.rules, as_of or opened.as_of or today(), progress), tuned=opened.tuned)
    keep_summary(opened.store, found)
    return with_baseline(found, opened.baseline, seen_by(opened, found)) if opened.baseline else found


def seen_by(opened: Opened, check: Check) -> StoreSeen:
    """What a check looked at; without it a saved check cannot tell later what was mended."""
    return StoreSeen(opened.store.fresh(statement=PATIENT), check.rules, check.as_of, check.gaps)


def chosen(rules: tuple[Rule, ...], options: Options, frameworks: Sequence[Framework] = ()) -> tuple[Rule, ...]:
    """The rules in use that are selected and not ignored."""
    selection = Selection(rules, frameworks)
    wanted = selection.meant(options.select) if options.select else {rule.code for rule in rules}
    left_out = selection.meant(options.ignore)
    return tuple(rule for rule in rules if rule.in_use and rule.code in wanted and rule.code not in left_out)
