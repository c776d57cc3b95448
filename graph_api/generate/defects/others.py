"""Faults in posts and whole departments, partners and the answers to recommendations."""

from __future__ import annotations

from graph_api.generate import good
from graph_api.generate.builder import Builder
from graph_api.generate.defects.registry import defect
from graph_api.generate.expected import Gap, gap
from graph_api.generate.names import subject


@defect("G63")
def _key_post_vacant(c: Builder) -> list[Gap]:
    return [gap("G63", good.post(c, status="vacant", key_post="yes"))]


@defect("G63")
def _owner_for_the_time_being(c: Builder) -> list[Gap]:
    """No key post, but an action is owned by it."""
    post = good.post(c, status="interim")
    good.closed_action(c, owned_by=post)
    return [gap("G63", post)]


@defect("G63")
def _post_left_by_somebody_who_holds_another(c: Builder) -> list[Gap]:
    """The old post still names its last holder; a vacant post is held by nobody."""
    holder = good.holder(c)
    good.post(c, status="filled", key_post="yes", holder=holder)
    return [gap("G63", good.post(c, status="vacant", key_post="yes", holder=holder))]


@defect("G63b")
def _two_key_posts_of_one_holder(c: Builder) -> list[Gap]:
    holder = good.holder(c)
    return [gap("G63b", *sorted(good.post(c, status="filled", key_post="yes", holder=holder) for _ in range(2)))]


@defect("G63b")
def _key_post_held_beside_another(c: Builder) -> list[Gap]:
    """The second post is held for the time being only, which is a gap of that post."""
    holder = good.holder(c)
    for_good = good.post(c, status="filled", key_post="yes", holder=holder)
    interim = good.post(c, status="interim", key_post="yes", holder=holder)
    return [gap("G63b", *sorted((for_good, interim))), gap("G63", interim)]


@defect("G81b")
def _one_of_25_never_appraised(c: Builder) -> list[Gap]:
    """24 of 25 is 96 per cent, so the department as a whole has done enough."""
    return [gap("G81b", _department(c, 25)[1])]


@defect("G81")
def _one_of_24_never_appraised(c: Builder) -> list[Gap]:
    """23 of 24 is just short of 96 per cent."""
    body, post = _department(c, 24)
    return [gap("G81", body), gap("G81b", post)]


@defect("G22")
def _partner_without_role(c: Builder) -> list[Gap]:
    indicator = c.indicator()
    return [gap("G22", _partner(c, contributes_to=indicator), indicator)]


@defect("G22")
def _partner_with_a_role_in_one_of_two(c: Builder) -> list[Gap]:
    partner, first, second = _partner(c), c.dice.pick(c.at.actions), c.goal()
    c.link(partner, "contributes to", first, role="Lends its hall")
    c.link(partner, "contributes to", second)
    return [gap("G22", partner, second)]


@defect("G72")
def _recommendation_without_action(c: Builder) -> list[Gap]:
    return [gap("G72", good.recommendation(c, type="recommendation", status="accepted", stage="in-progress"))]


@defect("G72")
def _recommendation_that_nobody_decided_on(c: Builder) -> list[Gap]:
    return [gap("G72", good.recommendation(c, type="recommendation"))]


@defect("G74")
def _weakness_long_to_be_developed(c: Builder) -> list[Gap]:
    """Since the last day that is more than 90 days back."""
    return [gap("G74", good.recommendation(c, stage="to-be-developed", since="2008-06-02"))]


@defect("G74")
def _recommendation_that_stands_still(c: Builder) -> list[Gap]:
    """Nothing was done, the deadline has passed, and the table still says the same."""
    key = good.recommendation(
        c, type="recommendation", status="accepted", stage="to-be-developed", since="May 2008", deadline="July 2008")
    return [gap(code, key) for code in ("G72", "G74", "G75")]


@defect("G75")
def _weakness_overdue(c: Builder) -> list[Gap]:
    return [gap("G75", good.recommendation(c, stage="in-progress", deadline="2008-08-31"))]


@defect("G75")
def _recommendation_overdue_with_action(c: Builder) -> list[Gap]:
    """An action is there, and no stage is recorded."""
    key = good.recommendation(c, type="recommendation", deadline="by July 2008")
    good.closed_action(c, type="corrective", addresses=key)
    return [gap("G75", key)]


def _department(c: Builder, posts: int) -> tuple[str, str]:
    """A department of so many posts, and the one of them that was never appraised."""
    body = good.body(c)
    for _ in range(posts - 1):
        good.post(c, member_of=body)
    return body, good.post(c, member_of=body, appraised=None)


def _partner(c: Builder, **cells: str) -> str:
    about = subject(c.dice)
    return c.add("Organisation", about._replace(title=f"Friends of {about.title}"), type="partner", **cells)
