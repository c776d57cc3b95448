"""Writing YAML that a person will edit: a remark beside each line, and quotes only where they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from textwrap import wrap

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[ .-][A-Za-z0-9_]+)*")
NOT_WORDS = ("yes", "no", "true", "false", "null", "on", "off", "y", "n")
"""What other readers of YAML take for something else than text."""
WIDTH = 110


def quoted(text: str) -> str:
    """A text as YAML: as it stands where nobody could take it for something else."""
    if PLAIN.fullmatch(text) and text.lower() not in NOT_WORDS:
        return text
    signs = (f"\\{sign}" if sign in '\\"' else sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)
    return f'"{"".join(signs)}"'


def listed(words: Iterable[str]) -> str:
    """Some words as a list on one line."""
    return f"[{', '.join(map(quoted, words))}]"


def inline(pairs: Mapping[str, str]) -> str:
    """Names and values on one line; the values are YAML already."""
    return "{" + ", ".join(f"{quoted(name)}: {value}" for name, value in pairs.items()) + "}"


def remark(text: str, indent: int = 0) -> list[str]:
    """A remark on lines of its own."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return [" " * indent + "# " + line for line in wrap(plain, WIDTH - indent - 2, break_long_words=True)]


def line(indent: int, text: str, said: str = "") -> str:
    """A line, with a remark behind it."""
    plain = "".join(sign if sign.isprintable() else " " for sign in said)
    return " " * indent + text + (f" # {plain}" if plain else "")
