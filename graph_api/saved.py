"""A saved check: what `goldthread check --format json` wrote, as far as the next check is compared with it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_api.engine.graph import State
from graph_api.results import Check, Comparison, Gap, KnownGap
from graph_api.seen import Seen


@dataclass(frozen=True, slots=True)
class SavedCheck:
    """One check as it is compared with another.

    `looked` is the state of every rule that was asked. `gone` are gaps that earlier checks found and this one did
    not, `not_checked` those whose rules it did not ask. `seen` says what it looked at; None where the file is
    from a time when checks did not say so.
    """

    plan_set: str
    title: str
    as_of: datetime.date
    looked: Mapping[str, State]
    gaps: tuple[KnownGap, ...]
    gone: tuple[KnownGap, ...] = ()
    not_checked: tuple[KnownGap, ...] = ()
    seen: Seen | None = field(default=None, compare=False)


def saved_of(check: Check, seen: Seen | None) -> SavedCheck:
    """A check that was just made, in the form of a saved one; with what it remembers of earlier ones, if anything."""
    gone, not_checked = remembered(check.since)
    known = check.since.by_id if check.since else {}
    return SavedCheck(
        check.plan_set.name, check.plan_set.title, check.as_of,
        {code: looked.state for code, looked in check.looked_at.items()},
        tuple(known[gap.id].gap if gap.id in known else known_gap(gap) for gap in check.gaps),
        gone, not_checked, seen)


def remembered(since: Comparison | None) -> tuple[tuple[KnownGap, ...], tuple[KnownGap, ...]]:
    """What a check must remember for the next one: the gaps that are gone, and those that nobody checked, by id."""
    if since is None:
        return (), ()
    lines = [line for line in since.lines if not line.present]
    gone = [line.gap for line in lines if line.gap.gone_since is not None]
    return (tuple(sorted((*since.past, *gone), key=lambda gap: gap.id)),
            tuple(sorted((line.gap for line in lines if line.gap.gone_since is None), key=lambda gap: gap.id)))


def known_gap(gap: Gap) -> KnownGap:
    """What later checks need to know of a gap."""
    if gap.first_seen is None:
        raise ValueError(f"{gap.id} was found by no check")
    return KnownGap(
        gap.id, gap.rule.code, gap.severity, gap.proof, gap.items, gap.message, gap.first_seen, gap.owner, gap.board,
        gap.confirmed_by, gap.waived)
