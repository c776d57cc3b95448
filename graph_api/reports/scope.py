"""What a report is about: a store and its check, narrowed to what one board leads where that is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph_api.analyses.tiers import tier_names
from graph_api.asks import Asks
from graph_api.explain import listing, ref
from graph_api.results import Check, Comparison, FindingResult, ItemRef
from graph_api.stores.protocol import Store
from schema.kinds import FAMILIES
from schema.records import Finding

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Scope:
    """What every part of a report needs: the store, the check, what registers ask, findings by id, names of
    tiers, and the one board that the report is for, if any.
    """

    store: Store
    check: Check
    asks: Asks
    findings: Mapping[str, Finding]
    tiers: Mapping[int, str]
    board: ItemRef | None = None


def scope_of(
    store: Store, check: Check, board: str | None = None, tiers: Mapping[int, str] | None = None
) -> Scope:
    """The scope of a report; LookupError where no board has the name. `tiers` are a council's own names of tiers."""
    findings = {result.finding.id: result.finding for result in check.findings}
    leads = board_named(store, board) if board is not None else None
    narrowed = for_board(store, check, leads) if leads else check
    return Scope(store, narrowed, Asks(store.about().tables, store), findings, tier_names(tiers), leads)


def board_named(store: Store, name: str) -> ItemRef:
    """The board with that key, bare key or title; LookupError that names the boards where there is none or several."""
    wanted = name.strip().casefold()
    bodies = store.items(FAMILIES["Body"], listed=True)
    found = [body for body in bodies if wanted in (body.key, body.key.partition(":")[2], body.title.casefold())]
    if len(found) == 1:
        return ref(found[0])
    if found:
        raise LookupError(f"{name!r} fits {listing([body.key for body in found])}; give one of these keys.")
    raise LookupError(f"There is no board {name!r}. {_known(store)}")


def for_board(store: Store, check: Check, board: ItemRef) -> Check:
    """The check with only the gaps, causes and findings that the board leads; what was looked at stays whole."""
    gaps = tuple(gap for gap in check.gaps if gap.board and gap.board.key == board.key)
    ids, used = {gap.id for gap in gaps}, {gap.cause for gap in gaps}
    counted = Counter(gap.cause for gap in gaps if gap.counts)
    causes = (replace(cause, counted=counted[cause.id]) for cause in check.causes if cause.id in used)
    findings = (result for result in check.findings if _concerns(store, result, board, ids))
    return replace(check, gaps=gaps, causes=tuple(causes), findings=tuple(findings), since=led_since(check, board))


def led_since(check: Check, board: ItemRef) -> Comparison | None:
    """What has become of the gaps of an earlier check that the board leads."""
    if check.since is None:
        return None
    lines = (line for line in check.since.lines if line.gap.board and line.gap.board.key == board.key)
    past = (gap for gap in check.since.past if gap.board and gap.board.key == board.key)
    return replace(check.since, lines=tuple(lines), past=tuple(past))


def led_by(store: Store, key: str, board: ItemRef | None) -> bool:
    """Whether the board leads on the item; every item where no board is asked for."""
    item = store.item(key)
    return board is None or (item is not None and item.values.get("board") == board.key)


def _concerns(store: Store, result: FindingResult, board: ItemRef, gaps: set[str]) -> bool:
    return bool(gaps & set(result.gaps)) or any(led_by(store, key, board) for key in result.finding.items)


def _known(store: Store) -> str:
    leads = {str(item.values["board"]) for item in store.whole().items if item.values.get("board")}
    names = sorted(item.title for key in leads if (item := store.item(key)))
    if not names:
        return "No board is recorded as overseeing anything."
    more = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    return f"Boards that lead on something: {listing(names[:MOST_NAMED] + more)}."
