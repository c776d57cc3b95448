"""The bodies of a clean council: partnership, boards and committees with their seats, departments, wards, posts."""

from __future__ import annotations

from graph_api.generate.builder import Builder
from graph_api.generate.names import subject
from graph_api.generate.plan import Shape


def bodies(c: Builder, shape: Shape, name: str) -> None:
    """Partnership and council, their executives and boards, departments, and the report that all of them get."""
    at = c.at
    at.partnership = c.put(
        "Partnership", "partnership", f"{name} Partnership", type="partnership", receives="report:quarter-1")
    at.council = c.put("Organisation", "council", f"{name} Council", type="council")
    at.news = c.put(
        "Report", "quarter-1", "Performance and spending in the first quarter", topics="performance;finance",
        due="August 2008", issued="2008-08-20", cadence="quarterly")
    at.executive = _committee(c, "executive", "cabinet", "Cabinet")
    at.partnership_executive = c.put(
        "Board", "executive", "Executive of the partnership", type="executive", part_of=at.partnership,
        receives=at.news)
    at.scrutiny = _committee(c, "scrutiny", "scrutiny", "Scrutiny committee")
    for _ in range(shape.boards):
        about = subject(c.dice)
        at.boards.append(c.add(
            "Board", about._replace(title=f"Board for {about.title}"), type="board", part_of=at.partnership,
            receives=at.news))
    for _ in range(shape.departments):
        about = subject(c.dice)
        at.departments.append(c.add("Organisation", about._replace(title=f"{about.title.capitalize()} department"),
                                    type="department", part_of=at.council))


def key_posts(c: Builder) -> None:
    """The chief executive and a director for each department; each has a holder of their own."""
    usual = {"status": "filled", "key_post": "yes"}
    c.at.owners.append(c.put("Post", "chief-executive", "Chief executive", holder="staff-1001",
                             appraised="April 2008", member_of=c.at.executive, **usual))
    for number, department in enumerate(c.at.departments):
        about = subject(c.dice, department)
        c.at.owners.append(c.put(
            "Post", f"director-{number + 1}", f"Director of {about.title}", holder=f"staff-{1002 + number}",
            appraised="May 2008", member_of=department, **usual))


def committees(c: Builder) -> None:
    """A regulatory and a standards committee; nobody on them sits on the executive."""
    at = c.at
    at.committees = [
        _committee(c, "regulatory", "licensing", "Licensing committee"),
        _committee(c, "standards", "standards", "Standards committee")]
    member = 1
    for body, seats in ((at.executive, 4), (at.committees[0], 3), (at.committees[1], 2)):
        for _ in range(seats):
            _seat(c, body, f"member-{member}")
            member += 1
    for number in (1, 2):
        _seat(c, at.committees[1], f"independent-{number}", independent="yes")


def _seat(c: Builder, body: str, holder: str, **cells: str) -> None:
    """The seat of a member of the council, or of somebody from outside."""
    words = body.partition(":")[2]
    c.put("Post", c.reference("Post", f"seat-{words}"), f"Seat on {words}", status="filled", holder=holder,
          appraised="May 2008", member_of=body, **cells)


def _committee(c: Builder, sort: str, reference: str, title: str) -> str:
    """A committee of the council that gets the quarterly report."""
    return c.put("Board", reference, title, type=sort, part_of=c.at.council, receives=c.at.news)


def areas(c: Builder) -> None:
    """Wards, each looked after by one of two forums or by one area committee."""
    at = c.at
    at.forums = [
        c.put("Organisation", f"forum-{side}", f"{side.capitalize()} forum", type="forum", part_of=at.council)
        for side in ("north", "south")]
    at.area_committee = _committee(c, "area-committee", "river-area", "River area committee")
    for number, place in enumerate(dict.fromkeys(c.places)):
        looked_after = (*at.forums, at.area_committee)[number % 3]
        at.areas.append(c.put("Area", place.lower(), place, covered_by=looked_after))
