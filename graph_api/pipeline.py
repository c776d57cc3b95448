"""From files to gaps in one place: load, put, find. Start reading here."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graph_api.clock import today
from graph_api.gaps import Progress, check
from graph_api.results import Check
from graph_api.stores.memory import MemoryStore
from loaders.load import collector_paused, load
from loaders.settings import FolderSettings
from loaders.waivers import read_waivers
from schema.records import Loaded
from schema.rule import Rule


@dataclass(frozen=True, slots=True)
class Options:
    """What a command says over goldthread.yaml: other files, and which rules to run (codes, names or prefixes)."""

    mapping: Path | None = None
    rules: Path | None = None
    findings: Path | None = None
    waivers: Path | None = None
    settings: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan set, loaded and held: the store, the rules to run, the folder's settings, its own as-of date.

    `unknown` are the words of `select` and `ignore` that name no rule.
    """

    store: MemoryStore
    rules: tuple[Rule, ...]
    settings: FolderSettings
    as_of: datetime.date | None = None
    unknown: tuple[str, ...] = ()

    @property
    def nothing_read(self) -> bool:
        """Whether not a single item came out of the files."""
        return not self.store.about().items


def open_plans(paths: Sequence[Path], options: Options | None = None, progress: Progress | None = None) -> Opened:
    """Load the plans of the paths; what is wrong with them is in `store.about().problems`."""
    options = options or Options()
    folder = load(
        paths, settings=options.settings, mapping=options.mapping, findings=options.findings, progress=progress,
        rules=None if options.rules is None else [options.rules])
    rules = chosen(folder.all_rules, options)
    file = options.waivers or folder.settings.waivers
    waivers, problems = read_waivers(file, folder.all_rules) if file else ((), [])
    loaded = replace(folder.loaded, waivers=waivers, problems=(*folder.loaded.problems, *problems))
    as_of = datetime.date.fromisoformat(folder.settings.as_of) if folder.settings.as_of else None
    unknown = tuple(
        word for word in (*options.select, *options.ignore)
        if not any(_named(rule, (word,)) for rule in folder.all_rules))
    return Opened(_held(loaded), rules, folder.settings, as_of, unknown)


def _held(loaded: Loaded) -> MemoryStore:
    """The store, with the collector kept off it for good: a graph that never changes need not be walked again."""
    gc.unfreeze()
    with collector_paused():
        store = MemoryStore(loaded)
    gc.freeze()
    return store


def check_plans(opened: Opened, as_of: datetime.date | None = None, progress: Progress | None = None) -> Check:
    """Every gap as of the date given, else the plan set's own, else today."""
    return check(opened.store, opened.rules, as_of or opened.as_of or today(), progress)


def chosen(rules: tuple[Rule, ...], options: Options) -> tuple[Rule, ...]:
    """The rules that are selected and not ignored; a later rule with the same code takes the earlier one's place."""
    by_code = {rule.code: rule for rule in rules}
    return tuple(
        rule for rule in by_code.values()
        if (not options.select or _named(rule, options.select)) and not _named(rule, options.ignore))


def _named(rule: Rule, words: tuple[str, ...]) -> bool:
    """Whether one of the words is the rule's code, a merged code, its name, or a letter that its code begins with."""
    known = {rule.code, rule.name, *rule.also}
    return any(word in known or (word.isalpha() and rule.code.startswith(word)) for word in words)
