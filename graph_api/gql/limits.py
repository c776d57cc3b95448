"""What one question may ask for, measured before it runs, in time that is linear in its text.

A fragment is measured once, however often it is spread: forty fragments that each spread the next one twice
would otherwise stand for 2^40 fields.
"""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graph_api.gql.errors import AskError, Code

TOKENS = 1_000
COMMENTS = 200
SIGNS = 50_000
"""Of the text of a question; more is refused before it is read."""
DEPTH = 20
ALIASES = 30
FIELDS = 1_000
"""With every fragment written out at each place where it is spread."""
ANSWER_FIELDS = 100_000
"""Of the answer, each value counted: a second or two of work. The whole schema, asked for at once, is 29,000."""
META = ("__schema", "__type")
"""Questions about the schema itself go as deep as they must; a rule of GraphQL's own keeps them from going round."""


@dataclass(frozen=True, slots=True)
class Size:
    """How deep some selections go, how many fields they stand for, how many of those have an alias."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0

    def beside(self, other: Size) -> Size:
        """Both of them, side by side."""
        return Size(max(self.depth, other.depth), self.fields + other.fields, self.aliases + other.aliases)


NOTHING = Size()


def too_much(document: DocumentNode) -> list[AskError]:
    """Why the question may not run; nothing where it may."""
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
    measure = _Measure(fragments)
    sizes = [measure.of(one.selection_set) for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    size = Size(max((one.depth for one in sizes), default=0), max((one.fields for one in sizes), default=0),
                max((one.aliases for one in sizes), default=0))
    limits = (("goes", "levels deep", size.depth, DEPTH), ("asks for", "fields", size.fields, FIELDS),
              ("uses", "aliases", size.aliases, ALIASES))
    return [
        AskError(f"The question {verb} {_number(number)} {what}; at most {most} are allowed.", Code.LIMIT)
        for verb, what, number, most in limits if number > most]


def _number(number: int) -> str:
    return str(number) if number < 1_000_000 else "more than a million"


class _Measure:
    """Measures selections; remembers what each fragment came to."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.known: dict[str, Size] = {}

    def of(self, selections: SelectionSetNode | None) -> Size:
        """The size of some selections."""
        size = NOTHING
        for one in selections.selections if selections else ():
            if isinstance(one, FieldNode):
                size = size.beside(self.field(one))
            elif isinstance(one, InlineFragmentNode):
                size = size.beside(self.of(one.selection_set))
            elif isinstance(one, FragmentSpreadNode):
                size = size.beside(self.fragment(one.name.value))
        return size

    def field(self, field: FieldNode) -> Size:
        """The size of a field with what is asked for below it."""
        below = self.of(field.selection_set)
        deeper = 0 if field.name.value in META else below.depth + 1
        return Size(deeper, below.fields + 1, below.aliases + (field.alias is not None))

    def fragment(self, name: str) -> Size:
        """The size of a fragment; one that is not there, or that spreads itself, is refused by GraphQL's own rules."""
        if name not in self.known:
            self.known[name] = NOTHING
            fragment = self.fragments.get(name)
            self.known[name] = self.of(fragment.selection_set) if fragment else NOTHING
        return self.known[name]
