"""One level of a mapping file: its words, each with its line, and a way to tell what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from loaders.headings import folded, kind_named
from loaders.mapping.declared import Words, plain
from loaders.parsed import Mapped
from loaders.problems import did_you_mean, problem
from schema.kinds import FAMILIES, FAMILY_BY_SLUG, KINDS, Kind
from schema.links import BY_LABEL, Verb
from schema.records import Problem, Source


class Entry:
    """Some names and values of a mapping file, as a table or a column of it has them."""

    def __init__(self, data: Mapped, file: str, problems: list[Problem]) -> None:
        self.data, self.file, self.problems = data, file, problems

    def __contains__(self, name: str) -> bool:
        return self.data.get(name) is not None

    @property
    def place(self) -> Source:
        """Where the entry begins."""
        return Source(file=self.file, row=self.data.line)

    def tell(self, message: str, value: object = None, expected: str | None = None, *,
             at: str | None = None, remedy: str | None = None) -> None:
        """Adds a problem, at the line of one of the names or else of the entry."""
        line = self.data.lines.get(at, self.data.line) if at else self.data.line
        self.problems.append(problem("mapping", message, value=value, expected=expected, remedy=remedy,
                                     source=Source(file=self.file, row=line)))

    def only(self, known: Sequence[str]) -> None:
        """Tells of every name that has no meaning here."""
        for name in self.data:
            if name not in known:
                self.tell(f"{name} has no meaning here.", name, at=name, remedy=did_you_mean(name, known))

    def text(self, name: str) -> str | None:
        """A text; told where it is something else."""
        found = self.data.get(name)
        if found is None or isinstance(found, str):
            return found
        if isinstance(found, int | float) and not isinstance(found, bool):
            return str(found)
        self.tell(f"{name} is not text.", found, "text", at=name)
        return None

    def texts(self, name: str) -> list[str]:
        """A text or a list of texts."""
        found = self.data.get(name)
        if isinstance(found, dict):
            self.tell(f"{name} is not a list of texts.", found, "one text, or a list", at=name)
            return []
        return [] if found is None else [str(word) for word in (found if isinstance(found, list) else [found])]

    def names(self, name: str) -> Mapping[str, Any]:
        """Names and values under a name; told where there is something else."""
        found = self.data.get(name)
        if found is not None and not isinstance(found, dict):
            self.tell(f"{name} is not a list of names and values.", found, "`name: value` lines", at=name)
        return found if isinstance(found, dict) else {}

    def inner(self, name: str) -> Entry | None:
        """What stands under a name, as an entry of its own; None where nothing does."""
        found = self.data.get(name)
        if isinstance(found, Mapped):
            return Entry(found, self.file, self.problems)
        if found is not None:
            self.tell(f"{name} is not a list of names and values.", found, "`name: value` lines", at=name)
        return None

    def entries(self, name: str) -> Iterator[Entry]:
        """The entries of a list; one alone need not be a list."""
        found = self.data.get(name)
        for inner in found if isinstance(found, list) else [] if found is None else [found]:
            if isinstance(inner, Mapped):
                yield Entry(inner, self.file, self.problems)
            else:
                self.tell(f"{name} holds something else than names and values.", inner,
                          "a list, each entry beginning with -", at=name)

    def kind(self, name: str, of_what: str) -> Kind | None:
        """A kind; told where it is none, or nothing."""
        word = self.text(name)
        kind = kind_named(word) if word else None
        if kind is None:
            self.tell(f"{of_what} has no kind that we know.", word, at=name,
                      remedy=did_you_mean(str(word), (kind.slug for kind in KINDS)))
        return kind

    def kinds(self, name: str) -> tuple[str, ...]:
        """The kinds that some words name; a family stands for each of its kinds."""
        found: list[str] = []
        for word in self.texts(name):
            kind = kind_named(word)
            family = FAMILY_BY_SLUG.get(folded(word).replace(" ", "-"))
            if kind is not None:
                found.append(kind.name)
            elif family is not None:
                found += FAMILIES[family]
            else:
                self.tell(f"{word} is not a kind.", word, at=name,
                          remedy=did_you_mean(word, (kind.name for kind in KINDS)))
        return tuple(found)

    def words(self, name: str) -> Words:
        """Words of the file and ours; nothing for ours means that the word is as good as a blank cell."""
        return self.as_words(self.names(name), name)

    def as_words(self, found: Mapping[str, Any], at: str) -> Words:
        """Names and values as words of the file and ours; told where one of theirs has two of ours."""
        seen: dict[str, str] = {}
        for theirs, ours in found.items():
            meant = "" if ours is None else str(ours)
            if seen.setdefault(plain(theirs), meant) != meant:
                self.tell(f"{theirs} stands for two words; capitals do not tell them apart.", theirs, at=at)
        return Words(seen.items())

    def verb(self, name: str, starts: Sequence[str], ends: Sequence[str]) -> str | None:
        """The name of a link that can join some of these kinds; told where it is none or cannot."""
        label = self.text(name)
        if label is None:
            return None
        verb, outgoing = BY_LABEL.get(folded(label), (None, True))
        if verb is None:
            self.tell(f"{label} is not a link.", label, at=name, remedy=did_you_mean(folded(label), BY_LABEL))
        elif not joins(verb, outgoing, starts, ends):
            self.tell(f"{label} cannot join {' or '.join(starts)} to {' or '.join(ends)}.", label, at=name,
                      remedy=f"These can: {', '.join(joining(starts, ends)) or 'none'}.")
        else:
            return folded(label)
        return None


def joins(verb: Verb, outgoing: bool, starts: Sequence[str], ends: Sequence[str]) -> bool:
    """Whether a link, named from the first kinds, can lead from one of them to one of the others."""
    near, far = (verb.starts, verb.ends) if outgoing else (verb.ends, verb.starts)
    return bool(set(near) & set(starts)) and bool(set(far) & set(ends))


def joining(starts: Sequence[str], ends: Sequence[str]) -> list[str]:
    """The names of every link that can lead from some kinds to others."""
    return [label for label, (verb, outgoing) in BY_LABEL.items() if joins(verb, outgoing, starts, ends)]
