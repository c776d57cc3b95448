"""Invented names of places, and plain titles for what a council's plans hold."""

from __future__ import annotations

from typing import NamedTuple

from graph_api.generate.dice import Dice

FIRST = ("Ash", "Bram", "Cold", "Dun", "Fen", "Gor", "Hather", "Kel", "Lar", "Mun", "Nethel", "Oke", "Quen",
         "Rath", "Sel", "Thram", "Ulver", "Wim")
SECOND = ("by", "combe", "den", "holt", "leigh", "mere", "stead", "wick", "worth")
LAST = ("on-Wold", "on-Tarn", "under-Fell", "by-Brook", "next-Moss")

SUBJECTS = (
    "bus journeys", "street lighting", "play areas", "home repairs", "school meals", "adult learning", "recycling",
    "flood defences", "library hours", "youth clubs", "foster care", "empty homes", "cycle routes", "market stalls",
    "town gardens", "housing advice", "noise complaints", "food hygiene", "burial grounds", "allotments",
    "day centres", "job training", "tenant repairs", "river paths", "winter gritting", "museum visits", "sports halls",
    "planning notices", "benefit claims", "carer breaks", "dental visits", "village halls", "tree planting",
    "safe crossings", "small firms", "stop smoking help", "tourist trails", "street cleaning", "meals at home",
    "early reading",
)
VERBS = ("Improve", "Widen", "Protect", "Simplify", "Renew", "Promote", "Strengthen", "Extend")
STEPS = ("Survey", "Publish a guide to", "Set up a team for", "Train staff for", "Agree a budget for",
         "Trial a new form of", "Consult users of", "Replace equipment for")
POINTS = ("Scope agreed for", "First stage ready for", "Halfway review of", "Final report on")
CHANGES = ("More people use", "Fewer complaints about", "Fairer access to", "Lower cost of")


SLUGS = {words.replace(" ", "-"): words for words in SUBJECTS}


class Named(NamedTuple):
    """A name in its two forms: the words of a key, and a title."""

    slug: str
    title: str


def council_name(dice: Dice) -> Named:
    """The name of the council's area, such as Ashby-on-Wold."""
    place = place_name(dice)
    title = f"{place}-{dice.pick(LAST)}"
    return Named(title.lower(), title)


def place_name(dice: Dice) -> str:
    """An invented place, such as Kelmere."""
    return dice.pick(FIRST) + dice.pick(SECOND)


def subject(dice: Dice, like: str | None = None) -> Named:
    """What an item is about: the same as the item with the key `like`, where that tells, else any subject.

    Of several keys in one cell the first counts.
    """
    slug = (like or "").partition(";")[0].partition(":")[2].rpartition("-")[0]
    words = SLUGS.get(slug) or dice.pick(SUBJECTS)
    return Named(words.replace(" ", "-"), words)


def aim(dice: Dice, place: str, like: str | None = None) -> Named:
    """An objective: what is to be done about a subject, and where."""
    about = subject(dice, like)
    return Named(about.slug, f"{dice.pick(VERBS)} {about.title} in {place}")


def step(dice: Dice, place: str, like: str | None = None) -> Named:
    """An action: one piece of work on a subject."""
    about = subject(dice, like)
    return Named(about.slug, f"{dice.pick(STEPS)} {about.title} in {place}")


def point(dice: Dice, like: str | None = None) -> Named:
    """A milestone on the way of some work."""
    about = subject(dice, like)
    return Named(about.slug, f"{dice.pick(POINTS)} {about.title}")


def change(dice: Dice, about: Named) -> str:
    """An outcome: what will be different for people."""
    return f"{dice.pick(CHANGES)} {SLUGS[about.slug]}"
