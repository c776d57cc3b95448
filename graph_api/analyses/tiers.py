"""The names of the tiers of the cascade."""

from __future__ import annotations

from collections.abc import Mapping

TIER_NAMES: Mapping[int, str] = {
    0: "Vision",
    1: "Themes and priorities",
    2: "Corporate plan and objectives",
    3: "Strategies",
    4: "Service plans and actions",
    5: "Business and team plans",
    6: "Staff objectives",
}
"""Our names; a council gives its own in its settings."""


def tier_names(renamed: Mapping[int, str] | None = None) -> dict[int, str]:
    """The name of every tier, with the council's own names in place of ours."""
    return {**TIER_NAMES, **(renamed or {})}
