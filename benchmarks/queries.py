"""What a GraphQL answer costs: `python -m benchmarks.queries [ITEMS]`.

CPU microseconds an answer, the least of several batches, in one process and without HTTP, on a made-up council.
Times are for reading, never for passing or failing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from graph_api.generate.write import write_council
from graph_api.gql.ask import ask
from graph_api.gql.edition import Edition
from graph_api.pipeline import open_plans

BATCHES, SECONDS = 5, 0.3
QUERIES = {
    "one item, five fields": "{ item(key: \"vision:%s\") { key title kind tier note } }",
    "100 items, five fields": "{ actions(first: 100) { nodes { key title kind note listed } } }",
    "20 gaps with items, owner, sources": (
        "{ gaps(first: 20) { totalCount nodes { message proof rule { code name } items { key title } owner { title } "
        "recordSources { place } } } }"),
    "gaps counted by board": "{ gapSummary(by: BOARD) { title high medium low silent } }",
}


def main() -> int:
    """Print a row for each query."""
    items = int(sys.argv[1]) if sys.argv[1:] else 10_000
    with tempfile.TemporaryDirectory() as folder:
        write_council(Path(folder) / "plans", items=items, seed=1)
        edition = Edition(open_plans([Path(folder) / "plans"]))
    vision = edition.opened.store.items(("Vision",))[0].key.partition(":")[2]
    for name, query in QUERIES.items():
        text = query.replace("%s", vision)
        first = ask(edition, text)
        if first.errors:
            raise RuntimeError(first.errors[0]["message"])
        print(f"{name:<36} {min(_batch(edition, text) for _ in range(BATCHES)):>10,.0f} us")
    return 0


def _batch(edition: Edition, query: str) -> float:
    """CPU microseconds an answer, over one batch."""
    start, done = time.process_time(), 0
    while time.process_time() - start < SECONDS:
        ask(edition, query)
        done += 1
    return (time.process_time() - start) / done * 1_000_000


if __name__ == "__main__":
    sys.exit(main())
