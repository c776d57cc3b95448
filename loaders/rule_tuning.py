"""What a council says anew of a rule that is there: severity, numbers, texts, tests, or that it is out of use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.parsed import Mapped
from loaders.problems import did_you_mean
from loaders.rule_blanks import Fault
from loaders.rule_thresholds import is_number
from schema.rule import Rule
from schema.shapes import SHAPES

TUNED_AS_A_WHOLE = ("severity", "finds", "why", "remedy", "message", "limits", "of", "where", "example")
ABOUT_TUNING = ("tune", "use", "because")
WORD = (str, int, float, bool)
YES_NO: Mapping[str | bool, bool] = {"yes": True, "no": False, True: True, False: False}


def tuning_faults(data: Mapped, rule: Rule) -> Iterator[Fault]:
    """What is wrong with a tuning before the tuned rule itself is read."""
    own = own_names(rule)
    odd = [name for name in data if name not in (*ABOUT_TUNING, *own)]
    for name in data:
        if name in odd:
            yield Fault(name, f"cannot be tuned in {rule.code}", name, did_you_mean(name, own) or _can_be(own))
        elif name in (rule.thresholds or {}) and not is_number(data[name]):
            yield Fault(name, "is not a number", data[name], "Write 0.1 for 10 per cent.")
    if "use" in data and _yes_no(data["use"]) is None:
        yield Fault("use", "is neither yes nor no", data["use"])
    elif not in_use(data, rule) and not data.get("because"):
        yield Fault("use", "takes the rule out of use and gives no reason", "no", "Say why in `because`.")
    if not isinstance(data.get("because"), str | None):
        yield Fault("because", "is not text", data["because"])
    if not odd and not changes(data, rule):
        yield Fault("tune", "changes nothing", rule.code, _can_be(own))


def anew(data: Mapped, rule: Rule) -> Mapped:
    """The rule's data with what the tuning says in its place; a fault is told at the tuning's line."""
    whole = Mapped(data.line)
    whole.update(rule.declared)
    whole.lines = dict.fromkeys(rule.declared, data.line) | data.lines
    for name in own_names(rule):
        if name in data and name in (rule.thresholds or {}):
            whole["thresholds"] = {**(whole.get("thresholds") or {}), name: data[name]}
        elif name in data:
            whole[name] = data[name]
    return whole


def changes(data: Mapped, rule: Rule) -> tuple[str, ...]:
    """What the tuning changes, each in a few words: `severity low (was high)`."""
    used = in_use(data, rule)
    said = [] if used == rule.in_use else ["in use again" if used else "out of use"]
    for name in own_names(rule):
        if name not in data:
            continue
        before = (rule.thresholds or {}).get(name, rule.declared.get(name))
        if data[name] == before:
            continue
        short = isinstance(data[name], WORD) and name not in TUNED_AS_A_WHOLE[1:] and isinstance(before, WORD)
        said.append(f"{name} {data[name]} (was {before})" if short else f"{name} anew")
    return tuple(said)


def in_use(data: Mapped, rule: Rule) -> bool:
    """Whether the tuned rule is run."""
    said = _yes_no(data.get("use"))
    return rule.in_use if said is None else said


def _yes_no(word: object) -> bool | None:
    return YES_NO.get(word) if isinstance(word, str | bool) else None


def own_names(rule: Rule) -> tuple[str, ...]:
    """What a tuning of the rule may name: what every rule has, the blanks of its shape, its thresholds."""
    info = SHAPES[rule.shape]
    return (*TUNED_AS_A_WHOLE, *info.needs, *info.may, *(rule.thresholds or {}))


def _can_be(names: tuple[str, ...]) -> str:
    return f"These can: use, {', '.join(names)}."
