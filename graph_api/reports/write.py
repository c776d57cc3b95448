"""Writes the report in the form that is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from graph_api.reports.plain import on_screen
from graph_api.reports.scope import scope_of
from graph_api.results import Check
from graph_api.stores.protocol import Store

FORMATS = ("html", "md", "json")


def write_report(
    form: str, store: Store, check: Check, board: str | None = None, tiers: Mapping[int, str] | None = None
) -> str:
    """The report as text. `form` is html, md or json, or a path that ends so.

    With `board`, a key or title, only what that board leads. `tiers` are the council's own names of tiers 0 to
    6. LookupError for another form or an unknown board. The same input gives the same bytes.
    """
    ending = form.rpartition(".")[2].lower()
    if ending not in FORMATS:
        raise LookupError(f"{form!r} is no form of report; it can be {', '.join(FORMATS)}.")
    scope = scope_of(store, check, board, tiers)
    if ending == "json":
        from graph_api.reports.json_report import json_report  # noqa: PLC0415 - only the form that is wanted

        return json_report(scope)
    from graph_api.reports.view import report_of  # noqa: PLC0415

    if ending == "md":
        from graph_api.reports.markdown_report import markdown_report  # noqa: PLC0415

        return on_screen(markdown_report(report_of(scope)))
    from graph_api.reports.html_report import html_report  # noqa: PLC0415 - templates load only when wanted

    return html_report(report_of(scope), check.as_of)
