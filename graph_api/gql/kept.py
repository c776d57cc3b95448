"""Answers that were given before, kept for as long as nothing can have changed: one edition."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

MOST_BYTES = 16_000_000


class Kept:
    """Answers as bytes by what was asked; those asked for longest ago go first where there are too many."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size, self._lock = most, 0, Lock()
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, question: Hashable) -> bytes | None:
        """The answer to a question that was asked before."""
        with self._lock:
            answer = self._answers.get(question)
            if answer is not None:
                self._answers.move_to_end(question)
            return answer

    def put(self, question: Hashable, answer: bytes) -> None:
        """Keep an answer; one that alone takes a quarter of the room is not kept."""
        if len(answer) * 4 > self._most:
            return
        with self._lock:
            self._size += len(answer) - len(self._answers.pop(question, b""))
            self._answers[question] = answer
            while self._size > self._most:
                _, gone = self._answers.popitem(last=False)
                self._size -= len(gone)
