"""What a folder says about itself in goldthread.yaml, so that every command reads the folder alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from loaders.cells import text_fault
from loaders.files import (
    MAPPING_FILE,
    SETTINGS_FILE,
    PlanFile,
    is_folder,
    leads_out,
    read_text,
    real_path,
    shown_name,
)
from loaders.parsed import LIMITS, MOST, Mapped
from loaders.problems import did_you_mean, problem
from loaders.yaml_plan import read_yaml
from schema.dates import DateError, DateOrder, Precision, parse_date
from schema.kinds import BY_SLUG, KINDS
from schema.records import PlanSet, Problem, Source

PLAN_SET = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """The settings of a plan folder; every one has a default.

    `as_of` is a date as written, `tiers` gives kinds another tier than their own, `tier_names` gives tiers
    (0 to 6) other names. `limits` bound every file, `cache` keeps
    what was parsed. `mapping`, `rules`, `findings`, `slips` and `waivers` are files; `file` is the settings file.
    `frameworks` are files too, or the ids of frameworks of ours as paths that lead to nothing.
    """

    plan_set: str
    title: str
    about: str = ""
    made_up: bool = False
    date_order: DateOrder | None = None
    as_of: str | None = None
    mapping: Path | None = None
    rules: tuple[Path, ...] = ()
    findings: tuple[Path, ...] = ()
    slips: tuple[Path, ...] = ()
    waivers: Path | None = None
    frameworks: tuple[Path, ...] = ()
    tiers: Mapping[str, int] = field(default_factory=dict)
    tier_names: Mapping[int, str] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=lambda: dict(LIMITS))
    cache: bool = True
    file: Path | None = None

    @property
    def about_plan_set(self) -> PlanSet:
        """The plan set that the folder holds."""
        return PlanSet(self.plan_set, self.title, self.about, self.made_up)

    @property
    def named(self) -> tuple[Path, ...]:
        """The files that the settings name, which are no plan data."""
        files = (self.file, self.mapping, *self.rules, *self.findings, *self.slips, self.waivers, *self.frameworks)
        return tuple(real_path(file) for file in files if file is not None)


def read_settings(
    paths: Sequence[Path], settings: Path | None = None, default: FolderSettings | None = None
) -> tuple[FolderSettings, list[Problem]]:
    """The settings for some paths, and what is wrong with them.

    The first folder with a goldthread.yaml gives them, or the file `settings` where one is named. Without
    either, the first path's name is the plan set's, unless a `default` is given. A mapping.yaml holds where no
    setting names another.
    """
    default = default or named_after(paths)
    mapping = next((path / MAPPING_FILE for path in paths if _is_inside(path, MAPPING_FILE)), None)
    default = replace(default, mapping=mapping or default.mapping)
    file = settings or next((path / SETTINGS_FILE for path in paths if _is_inside(path, SETTINGS_FILE)), None)
    if file is None:
        return default, []
    shown = PlanFile(file, file.name)
    text, problems = read_text(shown)
    if text is None:
        return default, problems
    data, broken = read_yaml(text, shown.name)
    problems += broken
    if not isinstance(data, Mapped):
        told = [] if broken else [problem("settings", "The file does not hold names and values.", source=shown.source)]
        return replace(default, file=file), problems + told
    reader = _Reader(data, shown.name, file, problems)
    return reader.settings(default), problems


def plan_set_name(text: str) -> str:
    """A name as the id of a plan set: small letters, figures and hyphens."""
    return "-".join(re.findall("[a-z0-9]+", text.lower())) or "plans"


def named_after(paths: Sequence[Path]) -> FolderSettings:
    """The settings of plans that no file tells anything of: they are called after the first path."""
    path = real_path(paths[0]) if paths else Path("plans")
    name = shown_name(path.name if is_folder(path) else path.stem)
    return FolderSettings(plan_set_name(name), name or "Plans")


def _is_inside(folder: Path, name: str) -> bool:
    """Whether the folder holds such a file; a link out of it is none, and is told when the folder is walked."""
    try:
        return (folder / name).exists() and not leads_out(folder / name, real_path(folder))
    except (OSError, ValueError):
        return False


class _Reader:
    """Reads one setting after the other; what is not understood is told and left at its default."""

    def __init__(self, data: Mapped, name: str, file: Path, problems: list[Problem]) -> None:
        self.data, self.name, self.file, self.problems = data, name, file, problems
        self.readers: dict[str, tuple[str, Callable[[str, Any], Any]]] = {
            "planSet": ("plan_set", self.plan_set), "title": ("title", self.text), "about": ("about", self.text),
            "madeUp": ("made_up", self.yes_no), "dateOrder": ("date_order", self.date_order),
            "asOf": ("as_of", self.as_of), "mapping": ("mapping", self.path), "rules": ("rules", self.paths),
            "findings": ("findings", self.paths), "slips": ("slips", self.paths),
            "waivers": ("waivers", self.path), "frameworks": ("frameworks", self.paths), "tiers": ("tiers", self.tiers),
            "limits": ("limits", self.limits), "cache": ("cache", self.yes_no),
        }

    def settings(self, default: FolderSettings) -> FolderSettings:
        found: dict[str, Any] = {}
        for name, value in self.data.items():
            if name not in self.readers:
                self.tell(name, "is not a setting", name, remedy=did_you_mean(name, self.readers))
            elif value is not None:
                attribute, read = self.readers[name]
                read_value = read(name, value)
                if read_value is not None:
                    found[attribute] = read_value
        tiers = found.pop("tiers", ({}, {}))
        if "plan_set" in found and "title" not in found:
            found["title"] = found["plan_set"]
        return replace(default, **found, tiers=tiers[0], tier_names=tiers[1], file=self.file)

    def tell(self, name: str, message: str, value: Any, expected: str | None = None, remedy: str | None = None) -> None:
        self.problems.append(problem(
            "settings", f"{name} {message}.", value=value, expected=expected, remedy=remedy,
            source=Source(file=self.name, row=self.data.lines.get(name, self.data.line))))

    def text(self, name: str, value: Any) -> str | None:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            return text if self.clean(name, text) else None
        self.tell(name, "is not text", value, "text")
        return None

    def clean(self, name: str, text: str) -> bool:
        """Whether a text holds only what plans and stores can; if not, that is told."""
        fault = text_fault(text)
        if fault:
            self.tell(name, "cannot be kept as it is", text, fault.expected, fault.remedy)
        return fault is None

    def plan_set(self, name: str, value: Any) -> str | None:
        text = self.text(name, value)
        if text is not None and not PLAN_SET.fullmatch(text):
            self.tell(name, "has signs that an id cannot hold", value, "small letters, figures, hyphens and dots")
            return plan_set_name(text)
        return text

    def yes_no(self, name: str, value: Any) -> bool | None:
        words = {"yes": True, "no": False}
        word = value if isinstance(value, bool) else words.get(value) if isinstance(value, str) else None
        if word is None:
            self.tell(name, "is neither yes nor no", value, "true or false")
        return word

    def date_order(self, name: str, value: Any) -> DateOrder | None:
        if value in tuple(DateOrder):
            return DateOrder(value)
        self.tell(name, "is no order of day and month", value, " or ".join(DateOrder))
        return None

    def as_of(self, name: str, value: Any) -> str | None:
        try:
            found = parse_date(str(value))
        except DateError:
            found = None
        if found is None or found.precision is not Precision.DAY:
            self.tell(name, "is not one day", value, "a day such as 2008-09-01")
            return None
        return found.start.isoformat()

    def path(self, name: str, value: Any) -> Path | None:
        """A file beside the settings: a folder from a stranger must not make us read elsewhere."""
        folder = real_path(self.file.parent)
        found = real_path(folder / value) if isinstance(value, str) and "\0" not in value else None
        if found is None or found == folder or not found.is_relative_to(folder):
            self.tell(name, "is not a file in this folder", value, "the name of a file beside goldthread.yaml")
            return None
        return self.file.parent / str(value)

    def paths(self, name: str, value: Any) -> tuple[Path, ...]:
        found = [self.path(name, entry) for entry in (value if isinstance(value, list) else [value])]
        return tuple(path for path in found if path is not None)

    def tiers(self, name: str, value: Any) -> tuple[dict[str, int], dict[int, str]] | None:
        """Either `service-plan: 3`, which moves a kind, or `3: Strategies`, which names a tier."""
        if not isinstance(value, dict):
            self.tell(name, "is not a list of names and values", value, "`kind: tier` or `tier: name`")
            return None
        moved: dict[str, int] = {}
        named: dict[int, str] = {}
        cascade = {slug: kind for slug, kind in BY_SLUG.items() if kind.tier is not None}
        for word, entry in value.items():
            if word.isdecimal() and int(word) <= 6 and isinstance(entry, str):
                named |= {int(word): entry} if self.clean(name, entry) else {}
            elif word in cascade and type(entry) is int and 0 <= entry <= 6:
                moved[cascade[word].name] = entry
            else:
                kinds = ", ".join(kind.slug for kind in KINDS if kind.tier is not None)
                self.tell(name, f"says something of {word} that is not understood", entry,
                          f"a tier (0 to 6) and its name, or a kind ({kinds}) and its tier")
        return moved, named

    def limits(self, name: str, value: Any) -> dict[str, float] | None:
        if not isinstance(value, dict):
            self.tell(name, "is not a list of names and values", value, ", ".join(LIMITS))
            return None
        found = dict(LIMITS)
        for limit, size in value.items():
            if limit not in LIMITS:
                self.tell(name, f"knows no {limit}", limit, remedy=did_you_mean(limit, LIMITS))
            elif isinstance(size, bool) or not isinstance(size, int | float) or not 0 < size <= MOST[limit]:
                self.tell(name, f"has no size for {limit}", size, f"a number above 0, at most {MOST[limit]:,}")
            else:
                found[limit] = float(size)
        return found
