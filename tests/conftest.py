"""What many tests share: golden files, and the Leicester plans as the server holds them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from graph_api.gql.edition import Edition
from graph_api.pipeline import Opened, open_plans
from loaders.kept import OFF, SETTING

TESTS = Path(__file__).resolve().parent
LEICESTER = TESTS.parent / "examples" / "leicester-2008"
UNSTEADY = re.compile(r"\{'[^':]*', '| at 0x")  # how a set of texts, and an object without a text of its own, look


settings.register_profile(  # no test fails for want of time on a busy machine; what failed can be run again by its blob
    "goldthread", deadline=None, print_blob=True)
settings.load_profile("goldthread")
os.environ[SETTING] = OFF  # tests leave nothing in the user's cache folder; those of the cache name their own


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew from what is there now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuses a test named after a set or an address: processes that share the tests must give them the same names."""
    for item in items:
        if UNSTEADY.search(item.name):
            raise pytest.UsageError(f"{item.nodeid}: name it by what stays the same in every process")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in tests/golden, or writes it with --update-golden."""
    def compare(name: str, text: str) -> None:
        file = TESTS / "golden" / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == text, f"{name} differs; where that is meant, run --update-golden"
    return compare


@pytest.fixture(scope="session")
def leicester() -> Opened:
    """The Leicester plans, read once for all tests; nobody may change them."""
    return open_plans([LEICESTER])


@pytest.fixture(scope="session")
def leicester_now(leicester: Opened) -> Edition:
    """The same as an edition, whose checks are made once."""
    return Edition(leicester)
