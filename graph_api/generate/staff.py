"""Staff posts and what their holders agreed to reach: the wide bottom of the cascade, about six each."""

from __future__ import annotations

from graph_api.generate.builder import Builder
from graph_api.generate.good import APPRAISED
from graph_api.generate.names import aim, change, subject

LEARNING = 6
"""One objective in so many is about learning."""


def staff(c: Builder, items: int) -> None:
    """Posts with five to seven objectives each, until there are so many items in all."""
    number = 0
    while c.count < items:
        _member(c, number, items)
        number += 1


def _member(c: Builder, number: int, items: int) -> None:
    """One post in a service, and its objectives, in support of the service's plan and its objectives."""
    service = c.at.services[number % len(c.at.services)]
    about = subject(c.dice, service.plan)
    post = c.add("Post", about._replace(title=f"Officer for {about.title}"), status="filled",
                 appraised=c.dice.pick(APPRAISED), member_of=service.body)
    reference = post.partition(":")[2]
    for which in range(min(5 + c.dice.below(3), items - c.count)):
        learns = which % LEARNING == LEARNING - 1
        supports = service.plan if which == 0 else c.dice.pick(service.objectives)
        about = aim(c.dice, c.place, supports)
        c.put(
            "StaffObjective", f"{reference}-{which + 1}",
            f"Learn how to {about.title[0].lower()}{about.title[1:]}" if learns else about.title,
            type="development" if learns else "performance", outcome=change(c.dice, about), due="2008/09",
            owned_by=post, supports=supports, delivered_by=service.course if learns else None)
