"""Chance that falls alike on every version of Python: all of it comes from Random.random()."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Choices by seed. Python promises the same random() for the same seed, and that of no other method."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # noqa: S311 - nothing here is a secret

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self._random() * n)

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices, each as likely as the others."""
        return choices[int(self._random() * len(choices))]

    def chance(self, share: float) -> bool:
        """Yes in that share of all cases."""
        return self._random() < share
