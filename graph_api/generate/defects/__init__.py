"""Faults put into a clean council, each on fresh items, with the gaps that it must give, knock-on ones included.

One small private function a fault, registered under the code of the rule that should find it; several under one code
are variants, taken in turn.
"""

from graph_api.generate.defects import (
    appraisal,
    cascade,
    chains,
    content,
    figures,
    governance,
    links,
    others,
    parents,
    partnership,
    plans,
    reviews,
    service_plans,
    targets,
)
from graph_api.generate.defects.registry import DEFECTS, spoil

__all__ = [
    "DEFECTS",
    "appraisal",
    "cascade",
    "chains",
    "content",
    "figures",
    "governance",
    "links",
    "others",
    "parents",
    "partnership",
    "plans",
    "reviews",
    "service_plans",
    "spoil",
    "targets",
]
