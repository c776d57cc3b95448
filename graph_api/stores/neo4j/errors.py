"""What can go wrong with a store that is elsewhere, in kinds that callers can tell apart without its driver."""

from __future__ import annotations

from typing import ClassVar


class StoreError(Exception):
    """The store did not do what it was asked to. `code` is stable; `remedy` says what to do.

    `retry_after` is the seconds after which it is worth asking again; None where it is of no use.
    """

    code: ClassVar[str] = "store"
    retry_after: ClassVar[int | None] = None

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class StoreAwayError(StoreError):
    """The store cannot be reached, or gives no answer at all."""

    code = "store-away"
    retry_after = 5


class StoreSlowError(StoreError):
    """The store is there, and the answer took longer than it may."""

    code = "store-slow"
    retry_after = 30


class BusyError(StoreError):
    """So many others are asking that the question was not put to the store."""

    code = "busy"
    retry_after = 5


class StoreRefusedError(StoreError):
    """The store, or we, will not do this: a wrong address or password, a database that is not there, a fault."""

    code = "store-refused"


class PlanSetBusyError(StoreRefusedError):
    """Somebody else is writing the plan set."""

    code = "plan-set-busy"
    retry_after = 60


class TooMuchGoneError(StoreRefusedError):
    """A sync would delete more than it may without being told to."""

    code = "too-much-gone"


class PlanSetUnknownError(StoreRefusedError):
    """The store holds no plan set of that name."""

    code = "plan-set-unknown"


class TooMuchError(StoreRefusedError):
    """The answer would hold more than one answer may."""

    code = "too-much"


class FencedError(StoreRefusedError):
    """What must hold for a write did not hold, so nothing was written."""

    code = "store-fenced"
