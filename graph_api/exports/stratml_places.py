"""Where each objective and indicator stands in StratML: in the file of which plan, and under which goal.

StratML has two levels, goals and the objectives under them, and indicators under objectives. What stands in no plan
goes into one more file, the plan set's own, which is no plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from schema.kinds import FAMILIES
from schema.records import Item, Link, Loaded

PLANS = frozenset(FAMILIES["Plan"])
UPWARD = ("PART_OF", "SUPPORTS")


@dataclass(slots=True)
class Holder:
    """A goal or an objective with the indicators under it; without an item it only holds what has no place else."""

    item: Item | None
    indicators: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Goal(Holder):
    """A goal with its objectives, however deep those stand in one another."""

    objectives: list[Holder] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """One file: its plan (None in that of what stands in no plan), its goals, the vision that it names itself."""

    plan: Item | None
    goals: list[Goal] = field(default_factory=list)
    loose: list[Item] = field(default_factory=list)
    """Indicators under no objective."""
    vision: Item | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not (self.goals or self.loose)


class Links:
    """The links of a plan set by where they begin and by verb; those that dangle are kept apart."""

    def __init__(self, loaded: Loaded) -> None:
        self.items: Mapping[str, Item] = {item.key: item for item in loaded.items}
        self.out: dict[tuple[str, str], list[str]] = {}
        self.into: dict[str, list[Link]] = {}
        self.dangling: dict[str, list[Link]] = {}
        self.starts: set[str] = set()
        for link in loaded.links:
            self.starts.add(link.start)
            if link.dangling:
                self.dangling.setdefault(link.start, []).append(link)
            elif link.start in self.items and link.end in self.items:
                self.out.setdefault((link.start, link.verb), []).append(link.end)
                self.into.setdefault(link.end, []).append(link)

    def ends(self, key: str, verb: str, kinds: Iterable[str]) -> Iterator[str]:
        """Where links of one verb lead, to items of some kinds and not to the item itself."""
        return (end for end in self.out.get((key, verb), ()) if end != key and self.items[end].kind in kinds)


class Places:
    """Gives every objective and indicator its place."""

    def __init__(self, loaded: Loaded, links: Links) -> None:
        self.links = links
        self.files = {item.key: File(item) for item in loaded.items if item.kind in PLANS}
        self.rest = File(None)
        self.goal_of: dict[str, Goal] = {}
        self.holders: dict[str, Holder] = {}
        self.unplaced = {item.key: item for item in loaded.items if item.kind == "Objective"}
        self.below = self._below()
        self._goals("PART_OF")  # to stand in a plan says more than to serve one
        self._objectives(list(self.goal_of), ("PART_OF",))
        self._goals("SUPPORTS")
        self._objectives(list(self.goal_of), UPWARD)
        self._rest()
        for item in loaded.items:
            if item.kind == "Indicator":
                self._indicator(item)

    def _goals(self, verb: str) -> None:
        """Objectives that the verb joins to a plan are goals there."""
        for key in list(self.unplaced):
            plan = next(self.links.ends(key, verb, PLANS), None)
            if plan is not None:
                self._goal(self.unplaced[key], self.files[plan])

    def _goal(self, item: Item, file: File) -> None:
        goal = Goal(item)
        file.goals.append(goal)
        self.goal_of[item.key] = self.holders[item.key] = goal
        del self.unplaced[item.key]

    def _below(self) -> dict[str, list[tuple[str, str]]]:
        """What is joined to each objective from below: (verb, key)."""
        below: dict[str, list[tuple[str, str]]] = {}
        for verb in UPWARD:
            for key in self.unplaced:
                for end in self.links.ends(key, verb, ("Objective",)):
                    below.setdefault(end, []).append((verb, key))
        return below

    def _objectives(self, reached: list[str], verbs: tuple[str, ...]) -> None:
        """Puts what is joined to these by some verbs under their goals, and so on down."""
        for end in reached:  # grows while it is walked
            for verb, key in self.below.get(end, ()):
                if verb in verbs and key in self.unplaced:
                    holder = self.holders[key] = Holder(self.unplaced.pop(key))
                    goal = self.goal_of[key] = self.goal_of[end]
                    goal.objectives.append(holder)
                    reached.append(key)

    def _rest(self) -> None:
        """What no plan leads to: goals are those with nothing above them, and in a ring the first."""
        heads = [key for key in self.unplaced if not any(
            end in self.unplaced for verb in UPWARD for end in self.links.ends(key, verb, ("Objective",)))]
        for key in (*heads, *self.unplaced):
            if key in self.unplaced:
                self._goal(self.unplaced[key], self.rest)
                self._objectives([key], UPWARD)

    def _indicator(self, item: Item) -> None:
        """Under the objective that it measures, else under that or in the plan which it is joined to otherwise."""
        for verb in ("MEASURES", "PART_OF", "SUPPORTS"):
            end = next(self.links.ends(item.key, verb, ("Objective",)), None)
            if end is not None:
                self.holders[end].indicators.append(item)
                return
            plan = next(self.links.ends(item.key, verb, PLANS), None)
            if plan is not None:
                self.files[plan].loose.append(item)
                return
        self.rest.loose.append(item)
