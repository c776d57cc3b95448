"""Writes docs/leicester.md from the Leicester example: `make docs`. With --check it says whether the page is true."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graph_api.analyses.headline import decisions, headline
from graph_api.engine.graph import State
from graph_api.pipeline import Opened, check_plans, open_plans
from graph_api.reports.check_markdown import escape
from graph_api.reports.words import wants_data
from graph_api.results import CauseKind, Check, FindingState
from schema.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent
PAGE, CHECKED = ROOT / "docs" / "leicester.md", ROOT / "docs" / "leicester-checked.md"
PAPERS = {
    "000": "Cabinet report, July 2008", "001": "Corporate assessment, June 2008", "002": "Best Value report, 2006",
    "003": "Peer review, November 2006", "004": "Key lines of enquiry"}
SORTS = (
    (FindingState.REPRODUCED, False, "The loaded data shows it"),
    (FindingState.STATED_ONLY, False, "We have only their word: the rule finds it through silence"),
    (FindingState.STATED_ONLY, True, "We have only their word: a rule says it, and no paper gives the data"),
    (FindingState.NOT_SEEN, False, "Looked for and not found"),
    (FindingState.CANNOT_TELL, False, "No rule can say it"),
)
"""What has become of a finding, whether data is wanting for it, and that in words."""


def main() -> int:
    """Write the page, or with --check end with 1 where it is not what the data says."""
    text = page()
    if sys.argv[1:] == ["--check"]:
        return int(not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """The whole page in Markdown."""
    plans = open_plans([ROOT / "examples" / "leicester-2008"])
    check = check_plans(plans)
    parts = [_head(plans, check), _loaded(plans), _decisions(plans, check), _findings(check), _differ(check),
             _unknown(check), [CHECKED.read_text(encoding="utf-8").rstrip()]]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(plans: Opened, check: Check) -> Iterator[str]:
    found = headline(plans.store, check)
    yield "# Leicester, 2008: what the papers say and what they do not\n"
    yield "This page is made from `examples/leicester-2008/` by `make docs`; a test fails when it is not true.\n"
    yield f"As of {check.as_of.isoformat()}. **{found.inventory_line}**\n"
    yield found.sentence


def _loaded(plans: Opened) -> Iterator[str]:
    items = plans.store.whole().items
    counts = Counter((item.kind, source.document) for item in items
                     for source in dict.fromkeys(source._replace(paragraph=None, file=None, row=None, sheet=None)
                                                 for source in item.sources))
    yield "## What was loaded\n"
    links = len(plans.store.whole().links)
    yield f"{len(items):,} items and {links:,} links. An item that several papers name counts in each.\n"
    yield "| kind | all | " + " | ".join(f"{paper} {title}" for paper, title in PAPERS.items()) + " |"
    yield "| --- |" + " ---: |" * (len(PAPERS) + 1)
    for kind in KINDS:
        total = sum(item.kind == kind.name for item in items)
        if total:
            cells = " | ".join(str(counts[kind.name, paper] or "") for paper in PAPERS)
            yield f"| {kind.label} | {total} | {cells} |"


def _decisions(plans: Opened, check: Check) -> Iterator[str]:
    yield "## Five decisions\n"
    for number, one in enumerate(decisions(plans.store, check), 1):
        yield f"{number}. {escape(one.text)} {escape(one.remedy)}"


def _findings(check: Check) -> Iterator[str]:
    yield "## What has become of the findings\n"
    counts = Counter(result.state for result in check.findings)
    yield f"{len(check.findings)} sentences of assessors, peers and officers, in our words: " + ", ".join(
        f"{counts[state]} {state.value}" for state in FindingState) + "."
    wanting = sum(map(wants_data, check.findings))
    yield f"\nOf those stated only, a rule would show {wanting} if any paper gave the data; `wanting` says which."
    for state, wants, title in SORTS:
        results = [result for result in check.findings if result.state is state and wants_data(result) is wants]
        if results:
            yield f"\n### {title} ({len(results)})\n"
            yield "| where | what they wrote | rule | why |"
            yield "| --- | --- | --- | --- |"
            for result in results:
                finding = result.finding
                yield (f"| {finding.source.place} | {escape(finding.says)} | {finding.rule or 'none'} | "
                       f"{escape(result.why)} |")


def _differ(check: Check) -> Iterator[str]:
    yield "## Where the papers differ or slip\n"
    told = [problem for problem in check.problems if problem.code in ("facts-differ", "paper-slip")]
    yield from (f"- {escape(problem.message)}" for problem in told)
    if not told:
        yield "Nowhere, in what was loaded."


def _unknown(check: Check) -> Iterator[str]:
    yield "## What the papers do not allow anyone to know\n"
    nothing = [f"{rule.code} {rule.name}" for rule in check.rules if check.looked_at[rule.code].state is State.NOTHING]
    yield "Nothing of the sort was loaded, so these rules looked at nothing: " + ", ".join(nothing) + ".\n"
    silent = [cause for cause in check.causes
              if not cause.counted and cause.kind in (CauseKind.NOT_SAID, CauseKind.NO_COLUMN)]
    yield from (f"- {escape(cause.says)}" for cause in silent)


if __name__ == "__main__":
    sys.exit(main())
