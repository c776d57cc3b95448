"""A row of a made-up plan, and the headings of the table that each kind stands in."""

from __future__ import annotations

from typing import NamedTuple

PLAN = "status start end updated published review aim long_term owned_by overseen_by supports"

_WORDS = {
    "Vision": PLAN,
    "CommunityStrategy": PLAN,
    "LocalAreaAgreement": PLAN,
    "CorporatePlan": f"{PLAN} supersedes",
    "Strategy": f"{PLAN} informs expects",
    "ServicePlan": f"{PLAN} issues informed_by funded_by threatened_by evidenced_by contains expects",
    "Objective": "tier status outcome owned_by supports supported_by part_of measured_by supersedes",
    "StaffObjective": "type outcome due owned_by supports",
    "Action": "status type start due outcome owned_by part_of delivers addresses",
    "Milestone": "due forecast done status part_of",
    "Indicator": "polarity unit stage driver measures part_of owned_by overseen_by",
    "Target": "period value area part_of",
    "Outturn": "period value status due issued area peer baseline part_of",
    "Partnership": "type",
    "Board": "type part_of",
    "Organisation": "type part_of contributes_to",
    "Post": "status holder key_post member_of",
    "Risk": "level owned_by threatens",
    "BudgetLine": "amount",
    "Recommendation": "type status stage since deadline made reason topic part_of",
    "Review": "type held reviews",
    "Report": "topics due issued cadence goes_to",
    "Document": "type dated reviewed expects",
    "Passage": "type text aspect part_of evidences",
}
HEADINGS: dict[str, tuple[str, ...]] = {
    **{kind: ("key", "title", *words.split()) for kind, words in _WORDS.items()},
    "Link": ("from", "link", "to", "role"),
}
"""Headings by kind, with underscores where the table has spaces. All tables are registers."""


class Row(NamedTuple):
    """One row: its kind (or Link, for the table of links), and its cells by heading; empty ones are left out.

    A `listed` row stands in a table that only names things.
    """

    kind: str
    cells: dict[str, str]
    listed: bool = False


def several(*keys: str) -> str:
    """Several references in one cell."""
    return ";".join(keys)
