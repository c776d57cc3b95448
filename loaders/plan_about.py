"""What a YAML or JSON file says of the plan set that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loaders.cells import text_fault
from loaders.files import PlanFile
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, problem
from loaders.settings import PLAN_SET, plan_set_name
from loaders.tables import Draft
from schema.records import PlanSet, Source

NAMES = ("name", "title", "about", "madeUp")


def read_plan_set(draft: Draft, file: PlanFile, said: Any) -> None:
    """Puts what `planSet` says into the draft; the first file that says something is believed."""
    about = _About(draft, file, said if isinstance(said, dict) else {})
    if not isinstance(said, dict):
        about.tell("", "planSet is not a list of names and values.", said, ", ".join(NAMES))
        return
    found = about.read()
    if draft.plan_set is None:
        draft.plan_set = found
    elif found is not None and draft.plan_set != found:
        about.tell("name", "Another file says something else of the plan set; the first is believed.", found.name,
                   draft.plan_set.name)


class _About:
    """Reads one name after the other; what is not understood is told and left out."""

    def __init__(self, draft: Draft, file: PlanFile, said: Mapping[str, Any]) -> None:
        self.draft, self.file, self.said = draft, file, said

    def read(self) -> PlanSet | None:
        """The plan set; None, and told, where it has no name."""
        for name in self.said:
            if name not in NAMES:
                self.tell(name, f"planSet knows no {name}: {did_you_mean(name, NAMES)}", name)
        name = self.text("name")
        if not name:
            self.tell("name", "planSet has no name, so it was not used.", None, "a short id")
            return None
        if not PLAN_SET.fullmatch(name):
            self.tell("name", "The name has signs that an id cannot hold.", name,
                      "small letters, figures, hyphens and dots")
            name = plan_set_name(name)
        return PlanSet(name, self.text("title") or name, self.text("about"), self.yes("madeUp"))

    def text(self, name: str) -> str:
        """A text on one line; empty where there is none."""
        value = self.said.get(name)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            fault = text_fault(text)
            if fault is None:
                return text
            self.tell(name, f"The plan set's {name} cannot be kept as it is.", value, fault.expected)
            return ""
        if value is not None:
            self.tell(name, f"The plan set's {name} is not text.", value, "text")
        return ""

    def yes(self, name: str) -> bool:
        """Yes or no; no where nothing is said."""
        value = self.said.get(name)
        if value is not None and value not in ("yes", "no", True, False):
            self.tell(name, f"{name} is neither yes nor no.", value, "true or false")
        return value in ("yes", True)

    def tell(self, name: str, message: str, value: Any, expected: str | None = None) -> None:
        """Adds a problem with the line of what was said, as far as it is known."""
        row = self.said.lines.get(name, self.said.line) if isinstance(self.said, Mapped) else None
        self.draft.problems.append(problem(
            "settings", message, source=Source(file=self.file.name, row=row), value=value, expected=expected,
            remedy="Write it as expected." if expected else "Leave it out, or correct it."))
