"""The nine shapes: the question each asks, its blanks, and what makes one gap the same gap next quarter."""

from __future__ import annotations

from dataclasses import dataclass

from schema.rule import Rule, Shape


@dataclass(frozen=True, slots=True)
class ShapeInfo:
    """One shape: its question in a sentence, the blanks a rule must and may fill, the identity of its gaps, and the
    words that the message of a gap may name in braces beside those of every shape.
    """

    question: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    identity: str
    says: tuple[str, ...] = ()


EVERY_SHAPE_SAYS = ("title", "kind", "members", "count")
SHAPES: dict[Shape, ShapeInfo] = {
    Shape.LACKS: ShapeInfo(
        "Which items fail one or more named tests that they should pass?",
        ("needs",), ("show",), "the item", ("lacking",)),
    Shape.WRONG: ShapeInfo("Which items are in a state that they should not be in?", ("fault",), ("show",), "the item"),
    Shape.LATE: ShapeInfo(
        "Which items have a date that has certainly passed, by more than so many days?",
        ("date",), ("days", "unless"), "the item", ("date", "days")),
    Shape.CLASH: ShapeInfo(
        "Which two items, joined by a route of one or two links, do not agree?",
        ("along",), ("fault", "unless", "show"), "both ends", ("other", "middle", "wanted")),
    Shape.GROUP: ShapeInfo(
        "Which items share a value or a far end and are too many, differ, or must not be together?",
        ("by",), ("at_most", "differs", "together"), "the shared values, or the members where those are personal"),
    Shape.DETOUR: ShapeInfo(
        "Where does one route from an item end, and a second route that should end there too does not?",
        ("along", "but_not"), (), "both ends", ("other", "middle")),
    Shape.CUT_OFF: ShapeInfo(
        "From which items does no path lead up to (or, with below, down from) an item of a wanted sort?",
        ("to",), ("to_where", "via", "below"), "the item", ("to",)),
    Shape.LOOP: ShapeInfo(
        "Where does a chain of upward links come back to its start?", ("via",), (), "the knot of items", ("loop",)),
    Shape.COVERAGE: ShapeInfo(
        "In which scope does too small a share pass a test?",
        ("good", "at_least"), ("per",), "the scope", ("good", "total")),
}
"""Every shape. All of them also take `of` and `where`."""


def looks(rule: Rule) -> dict[str, str]:
    """What fills the blanks of a rule, as written, in the order of its shape; tests with their numbers in place."""
    texts = dict(rule.texts or {})
    found = {"of": ", ".join(rule.of)}
    info = SHAPES[rule.shape]
    for blank in ("where", *info.needs, *info.may):
        parts = {name: text for name, text in texts.items() if name == blank or name.startswith(f"{blank}.")}
        stated = rule.declared.get(blank)
        if not parts and stated is not None:
            parts = {blank: ", ".join(map(str, stated)) if isinstance(stated, list) else str(stated)}
        found |= parts
    return found
