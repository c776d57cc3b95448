"""Calls to a Neo4j server, each within a deadline that is kept here, whatever the server does.

The server is given a somewhat shorter time, so that it ends a slow statement itself and tells; one that is frozen
tells nothing, and the call ends all the same. What failed in passing is tried again here and not by the driver, which
would go on where nobody waits any more.
"""

from __future__ import annotations

import logging
import random
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, Self

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    Driver,
    GraphDatabase,
    NotificationMinimumSeverity,
    Session,
    Transaction,
)
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionPoolError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.time import Date, DateTime

from graph_api.stores.neo4j.address import Address
from graph_api.stores.neo4j.calls import Calls, LetGoError, NoAnswerError, NobodyWaitsError
from graph_api.stores.neo4j.errors import FencedError, StoreAwayError, StoreError, StoreRefusedError, StoreSlowError

READ_DEADLINE, READ_RETRY = 10.0, 5.0
LOAD_DEADLINE, LOAD_RETRY = 150.0, 60.0
"""Seconds: for a whole call, and within it for trying again what failed in passing."""
CLOSING = 5.0
"""Seconds in which a connection is closed, whatever the server does."""
POOL = 100
"""Connections: sixteen answers and a check of four rules side by side each, and one for a look."""
GRACE = 2.5
"""Seconds between the server's time-out and ours: it looks for what has run too long every two."""
TRIES = 5
"""How often a call is made whose errors are not of those that pass with time."""
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0
"""Seconds between two tries; each is half as long again as the one before."""
OLDEST = (5, 26)
SERVER = re.compile(r"Neo4j/(\d+)\.(\d+)")
SLOW = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockAcquisitionTimeout",
        "MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError")
"""How the codes of errors end that say that a statement took more than it may."""
AGAIN = tuple(f"Neo.ClientError.{what}" for what in (
    "Statement.EntityNotFound", "Schema.ConstraintValidationFailed", "Schema.EquivalentSchemaRuleAlreadyExists",
    "Schema.ConstraintAlreadyExists", "Schema.IndexAlreadyExists"))
"""What writing at the same time as somebody else can end in; our writes may be done twice. IF NOT EXISTS looks first
and makes then, so that one of two who make the same index at once is refused.
"""

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # else each try of a call is talked of on the terminal

Rows = list[dict[str, Any]]


class Statement(NamedTuple):
    """A text with its parameters."""

    text: str
    parameters: Mapping[str, Any]


class Connection:
    """A server, with one driver and its pool for the whole process; any thread may call.

    `retry` is how long what failed in passing is tried again, `deadline` how long a call may take, both in seconds.
    """

    def __init__(
        self, address: Address, *, retry: float = READ_RETRY, deadline: float = READ_DEADLINE,
        notifications: NotificationMinimumSeverity = NotificationMinimumSeverity.OFF,
    ) -> None:
        self.address, self.deadline, self.retry, self._calls = address, deadline, retry, Calls()
        with told(address, deadline):
            self._driver: Driver = GraphDatabase.driver(
                address.url, auth=(address.user, address.password), max_connection_pool_size=POOL,
                connection_acquisition_timeout=5, connection_timeout=5, connection_write_timeout=15,
                liveness_check_timeout=30, telemetry_disabled=True, notifications_min_severity=notifications)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of every call and connection; a server that does not answer cannot hold us up."""
        self._calls.close()
        with suppress(NoAnswerError):
            Calls().within(CLOSING, self._close)

    def _close(self, _given_up: threading.Event) -> None:
        """A driver must not be closed while it is used, or what was opened meanwhile stays open. The calls of a frozen
        server are not waited for without end.
        """
        self._calls.wait_until_ended(CLOSING / 2)
        self._driver.close()

    def verify(self) -> None:
        """Asks whether the server is there, knows us, and is one that we can use; a StoreError says why not."""
        with told(self.address, self.deadline):
            info = self._calls.within(self.deadline, lambda _given_up: self._driver.get_server_info())
        found = SERVER.match(info.agent)
        if found is None or (int(found[1]), int(found[2])) < OLDEST:
            raise StoreRefusedError(
                f"The server at {self.address.shown} says it is {info.agent}.", "Goldthread needs Neo4j 5.26 or newer.")
        self.read("RETURN 1 AS one")  # whether the database is there is not asked before

    def read(self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None) -> Rows:
        """Every row that a statement gives, dates as Python has them; the server refuses it if it writes."""
        return self._within(READ_ACCESS, [Statement(text, parameters or {})], deadline or self.deadline)[-1]

    def write(
        self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None, *,
        fence: Statement | None = None,
    ) -> Rows:
        """Every row that a writing statement gives. It may run more than once, so it must do no harm twice.

        The `fence` runs first in the same transaction; where it gives no row nothing is written: FencedError.
        """
        statements = [Statement(text, parameters or {})]
        return self._within(
            WRITE_ACCESS, [fence, *statements] if fence else statements, deadline or self.deadline)[-1]

    def _within(self, mode: str, statements: Sequence[Statement], deadline: float) -> list[Rows]:
        ends, hurried = time.monotonic() + deadline, threading.Event()

        def once(given_up: threading.Event) -> list[Rows]:
            left = ends - time.monotonic()
            with self._session(mode) as session:  # whose end takes back what was not committed
                transaction = session.begin_transaction(timeout=max(left - GRACE, left / 2, 0.01))
                if left < 2 * GRACE:
                    hurried.set()  # the server has no time to say that it is only slow
                try:
                    rows = _run(transaction, statements, given_up)
                    _see_that_somebody_waits(given_up)
                    transaction.commit()
                except BaseException:
                    hurried.clear()  # what comes now is a wait for the next try
                    raise
                return rows

        with told(self.address, deadline):
            try:
                return self._calls.within(deadline, lambda given_up: self._tried(once, given_up, ends))
            except NoAnswerError as error:
                if hurried.is_set():
                    raise StoreSlowError(f"There was no answer within {deadline:g} s.") from error
                raise

    def _tried(
        self, once: Callable[[threading.Event], list[Rows]], given_up: threading.Event, ends: float
    ) -> list[Rows]:
        """The work, begun again where an error passes with time, where nobody knows whether it was done, and where
        others got in; the last error where no time is left to try again.
        """
        unsure, until = TRIES, 0.0
        for pause in _pauses():
            _see_that_somebody_waits(given_up)
            try:
                return once(given_up)
            except (DriverError, Neo4jError) as error:
                until = until or min(ends, time.monotonic() + self.retry)
                unsure -= not error.is_retryable()
                if not _in_passing(error) or not unsure or time.monotonic() + pause > until:
                    raise
            given_up.wait(pause)
        raise AssertionError("not reached: there is always another pause")

    def _session(self, mode: str) -> Session:
        return self._driver.session(
            database=self.address.database, default_access_mode=mode, fetch_size=2_000,
            bookmark_manager=self._driver.execute_query_bookmark_manager)


def _pauses() -> Iterator[float]:
    """Seconds to wait before each further try; not all who wait come back at once."""
    dice, pause = random.Random(), FIRST_PAUSE  # noqa: S311 - nothing is kept secret by it
    while True:
        yield pause * dice.uniform(0.8, 1.2)
        pause = min(pause * 1.5, LONGEST_PAUSE)


def _see_that_somebody_waits(given_up: threading.Event) -> None:
    if given_up.is_set():
        raise NobodyWaitsError


def _in_passing(error: DriverError | Neo4jError) -> bool:
    """Whether the same may go well the next time."""
    return error.is_retryable() or isinstance(error, IncompleteCommit) or getattr(error, "code", None) in AGAIN


def _run(transaction: Transaction, statements: Sequence[Statement], given_up: threading.Event) -> list[Rows]:
    """The rows of all statements of a transaction; the first of several must give one."""
    found: list[Rows] = []
    for text, parameters in statements:
        _see_that_somebody_waits(given_up)
        found.append(_rows(transaction, text, parameters, given_up))
        if len(found) < len(statements) and not found[-1]:
            raise FencedError("What must hold before this is written does not hold.")
    return found


def _rows(
    transaction: Transaction, text: str, parameters: Mapping[str, Any], given_up: threading.Event
) -> Rows:
    result = transaction.run(text, dict(parameters))
    names = result.keys()
    found = []
    for record in result:
        _see_that_somebody_waits(given_up)
        found.append(dict(zip(names, map(native, record.values()), strict=True)))
    return found


def native(value: Any) -> Any:
    """A value as Python has it: the driver's own dates, however deep they stand, become Python's."""
    if isinstance(value, dict):
        return {name: native(one) for name, one in value.items()}
    if isinstance(value, list):
        return [native(one) for one in value]
    return value.to_native() if isinstance(value, Date | DateTime) else value


@contextmanager
def told(address: Address, deadline: float) -> Iterator[None]:
    """Turns what the driver raises into what callers know."""
    try:
        yield
    except StoreError:
        raise
    except NoAnswerError as error:
        raise StoreAwayError(f"The server at {address.shown} gave no answer within {deadline:g} s.") from error
    except (LetGoError, NobodyWaitsError) as error:
        raise StoreAwayError(f"The connection to the server at {address.shown} was closed.") from error
    except (DriverError, Neo4jError, OSError) as error:
        raise _translated(error, address) from error


def _translated(error: Exception, address: Address) -> StoreError:
    """Our word for an error of the driver. Texts of the server are left out: they can hold what is in the plans."""
    code = getattr(error, "code", None) or type(error).__name__
    if code.endswith(SLOW):
        return StoreSlowError("The answer took the server more time or memory than it may.")
    if untrusted := _untrusted(error):
        return StoreRefusedError(
            f"The certificate of the server at {address.shown} is not trusted ({untrusted.verify_message}).",
            "If an authority of your own made it, name the file of that authority's certificate in SSL_CERT_FILE.")
    if isinstance(error, AuthError | Forbidden):
        return StoreRefusedError(
            f"The server at {address.shown} does not let the user {address.user} do this ({code}).",
            "Check GOLDTHREAD_NEO4J_USER and GOLDTHREAD_NEO4J_PASSWORD.")
    if isinstance(error, ConfigurationError):
        return StoreRefusedError(f"{address.shown} cannot be used: {error}.")
    if isinstance(error, ServiceUnavailable | SessionExpired | ConnectionPoolError | TransientError | OSError):
        return StoreAwayError(f"The server at {address.shown} cannot be reached ({code}).", "Check that it runs.")
    if code.endswith("DatabaseNotFound"):
        return StoreRefusedError(
            f"The server at {address.shown} has no database {address.database}.", "Set GOLDTHREAD_NEO4J_DATABASE.")
    return StoreRefusedError(f"The server at {address.shown} refused a statement ({code}).")


def _untrusted(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """What was wrong with a certificate, where that is what an error comes from."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error
