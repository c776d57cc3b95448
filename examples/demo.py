"""The main job on the Leicester papers: two GraphQL queries against the running app, and the report.

Run it with `make demo`. It starts the real server on a free port of this machine, asks it over HTTP, and stops it.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from graph_api.pipeline import check_plans, open_plans
from graph_api.reports.write import write_report
from graph_api.web.app import make_app

HERE = Path(__file__).resolve().parent
PLANS = HERE / "leicester-2008"
REPORT = Path("build") / "leicester-2008.html"
START_SECONDS = 20
MOST_SILENT = 8
"""How many gaps that rest on silence a table shows; the report has them all, by cause."""

GAP = "rule { code name severity } message proof counts items { title } confirmedBy recordSources { document place }"
COUNTED = "filter: {counts: true}"
QUESTIONS = {
    "Where is the thread broken?":
        f"{{ counted: brokenLinks({COUNTED}) {{ totalCount }} "
        f"answer: brokenLinks(first: 100, orderBy: PROOF) {{ totalCount nodes {{ {GAP} }} }} }}",
    "Which plans miss milestones?":
        f"{{ counted: plansMissingMilestones({COUNTED}) {{ totalCount }} "
        f"answer: plansMissingMilestones(first: 100, orderBy: PROOF) {{ totalCount nodes {{ {GAP} }} }} }}",
}


def main() -> int:
    """Load, ask, show, write; 0 where all of it worked."""
    console = Console(width=max(Console().width, 120))
    plans = open_plans([PLANS])
    check = check_plans(plans)
    with served(make_app(plans)) as address:
        for question, query in QUESTIONS.items():
            show(console, question, ask(address, query))
    console.print("Silent: nothing that was read asks, so nobody knows; such gaps are counted in no headline.")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(write_report("html", plans.store, check), encoding="utf-8")
    console.print(f"The report for the executive: [bold]{REPORT}[/bold]")
    console.print("To explore the plans yourself: [bold]make serve[/bold], then open http://127.0.0.1:8000")
    return 0


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The app on a free port of this machine, for as long as the block runs."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server)}/graphql"
    finally:
        server.should_exit = True
        thread.join()


def _port(server: uvicorn.Server) -> int:
    until = time.monotonic() + START_SECONDS
    while not server.started:
        if time.monotonic() > until:
            raise TimeoutError("the server did not start")
        time.sleep(0.02)
    return int(server.servers[0].sockets[0].getsockname()[1])


def ask(address: str, query: str) -> dict[str, Any]:
    """The answers to one query, by their names; raises where the server reports an error."""
    request = urllib.request.Request(  # noqa: S310 - our own server on this machine
        address, json.dumps({"query": query}).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 - as above
        answer = json.load(response)
    if answer.get("errors"):
        raise RuntimeError(answer["errors"][0]["message"])
    found: dict[str, Any] = answer["data"]
    return found


def show(console: Console, question: str, answers: dict[str, Any]) -> None:
    """One answer as a table, what is sure first; its title counts silence apart."""
    answer, counted = answers["answer"], answers["counted"]["totalCount"]
    rest = answer["totalCount"] - counted
    title = f"{question}  {counted} {'gap' if counted == 1 else 'gaps'}; {rest} more rest on silence"
    table = Table(title=title, title_justify="left", show_lines=False)
    for heading in ("Rule", "How bad", "How sure", "What", "Where it stands"):
        table.add_column(heading, overflow="fold")
    silent = [gap for gap in answer["nodes"] if not gap["counts"]]
    for gap in [gap for gap in answer["nodes"] if gap["counts"]] + silent[:MOST_SILENT]:
        sure = gap["proof"].lower() + (", confirmed" if gap["confirmedBy"] else "")
        places = ", ".join(dict.fromkeys(
            source["place"] for source in gap["recordSources"] if source["document"]))
        rule = gap["rule"]
        table.add_row(rule["code"], rule["severity"].lower(), sure, escape(gap["message"]), places)
    if rest > MOST_SILENT:
        table.add_row("", "", "silent", f"and {rest - MOST_SILENT} more that rest on silence", "")
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
