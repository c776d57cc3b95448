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
    """What a command says over goldthread.yaml: other files, and which rules to run.

    `select` and `ignore` hold codes, names, chapters, criteria such as `KLOE 4`, or the letter of a code.
    """

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

    `unknown` are the words of `select` and `ignore` that name no rule; `tuned` are the rules that the council
    changed, run or not.
    """

    store: MemoryStore
    rules: tuple[Rule, ...]
    settings: FolderSettings
    as_of: datetime.date | None = None
    unknown: tuple[str, ...] = ()
    tuned: tuple[Rule, ...] = ()

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
    tuned = tuple(rule for rule in folder.all_rules if rule.tuned)
    return Opened(_held(loaded), rules, folder.settings, as_of, unknown, tuned)


def _held(loaded: Loaded) -> MemoryStore:
    """The store, with the collector kept off it for good: a graph that never changes need not be walked again."""
    gc.unfreeze()
    with collector_paused():
        store = MemoryStore(loaded)
    gc.freeze()
    return store


def check_plans(opened: Opened, as_of: datetime.date | None = None, progress: Progress | None = None) -> Check:
    """Every gap as of the date given, else the plan set's own, else today."""
    return replace(
        check(opened.store, opened.rules, as_of or opened.as_of or today(), progress), tuned=opened.tuned)


def chosen(rules: tuple[Rule, ...], options: Options) -> tuple[Rule, ...]:
    """The rules in use that are selected and not ignored."""
    return tuple(
        rule for rule in rules
        if rule.in_use and (not options.select or _named(rule, options.select)) and not _named(rule, options.ignore))


def _named(rule: Rule, words: tuple[str, ...]) -> bool:
    """Whether one of the words is the rule's code, a merged code, its name or chapter, the letter of its code, or a
    criterion that it answers, itself or one that holds it: KLOE 4 holds KLOE 4.1.
    """
    known = {rule.code, rule.name, rule.chapter, *rule.also}
    held = [f"{criterion}.".replace(" ", ".") for criterion in rule.criteria]
    return any(
        word in known or (word.isalpha() and rule.code.rstrip("0123456789b") == word)
        or any(one.startswith(f"{word}.".replace(" ", ".")) for one in held) for word in words)
