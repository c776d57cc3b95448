"""A small plan in one YAML text, such as the example of a rule: read without any file."""

from __future__ import annotations

from pathlib import Path

from loaders.derive import derive
from loaders.files import PlanFile
from loaders.frameworks import our_frameworks
from loaders.plan_document import read_document
from loaders.resolve import resolve
from loaders.tables import Draft
from loaders.yaml_plan import read_yaml
from schema.records import Loaded, PlanSet

ABOUT = PlanSet("made-up", "Made up", made_up=True)


def plan_text(text: str, name: str = "example.yaml") -> Loaded:
    """Items, links and problems of a plan in our YAML form, as made up; `name` stands in its sources."""
    data, problems = read_yaml(text, name)
    draft = Draft(problems=problems)
    if not problems:
        read_document(draft, PlanFile(Path(name), name), data, None)
    resolved = resolve(draft, ABOUT.name)
    derived = derive(resolved.items, resolved.links, {}, our_frameworks())
    return Loaded(ABOUT, tuple(resolved.items.values()), tuple(resolved.links),
                  (*draft.problems, *resolved.problems, *derived), tuple(draft.tables))
