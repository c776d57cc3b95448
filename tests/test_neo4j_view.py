"""The view of a graph that is elsewhere, on a server made of a few lines: what is asked together, and what never."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from builders import dangling, item, link, store

from graph_api.engine.wanted import Wanted
from graph_api.stores.memory import MemoryStore
from graph_api.stores.neo4j import reading
from graph_api.stores.neo4j.asking import Asker, Rows
from graph_api.stores.neo4j.errors import StoreAwayError, StoreSlowError, TooMuchError
from graph_api.stores.neo4j.fallback import verbs_of
from graph_api.stores.neo4j.model import item_properties, link_properties
from graph_api.stores.neo4j.pages import FURTHEST, Search
from graph_api.stores.neo4j.view import AT_ONCE, View
from loaders.rules import our_rules
from schema.links import VERBS


class Server:
    """Answers the statements that a view asks, from memory."""

    deadline = 10.0

    def __init__(self, held: MemoryStore) -> None:
        self.held = held
        self.asked: Counter[str] = Counter()
        both = [(verb.name, way) for verb in VERBS for way in (True, False)]
        self.pages = {reading.ends_of_one([verb], outgoing=way): (verb, way) for verb, way in both}
        self.degrees = {reading.degrees([verb], outgoing=way): (verb, way) for verb, way in both}
        self.ends = {reading.ends([verb], outgoing=way): (verb, way) for verb, way in both}

    def close(self) -> None:
        """Nothing to do."""

    def read(self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None) -> Rows:  # noqa: ARG002
        given = parameters or {}
        assert given["plan_set"] == "ours"
        if text in self.ends:
            verb, outgoing = self.ends[text]
            self.asked[f"{verb}{'>' if outgoing else '<'}"] += 1
            return self._ends(verb, given["keys"], given["most"], outgoing=outgoing)
        if text in self.pages:
            verb, outgoing = self.pages[text]
            self.asked["pages"] += 1
            rows = self._ends(verb, [given["key"]], 1_000_000, outgoing=outgoing)
            after = (row for row in rows if row["item"]["key"] > given["after"])
            return sorted(after, key=lambda row: row["item"]["key"])[:given["most"]]
        if text in self.degrees:
            verb, outgoing = self.degrees[text]
            ways = (self.held.out if outgoing else self.held.into)(verb)
            return [{"key": key, "many": len(ways.get(key, ()))} for key in given["keys"]]
        self.asked["items" if text == reading.ITEMS else "nowhere"] += 1
        if text == reading.ITEMS:
            found = (self.held.item(key) for key in given["keys"])
            return [{"item": item_properties(one)} for one in found if one]
        assert text == reading.DANGLING
        return [{"key": key, "verb": verb.name, "end": one.end, "link": link_properties(one)}
                for verb in VERBS for key in given["keys"] for one in self.held.dangling(verb.name).get(key, ())]

    def _ends(self, verb: str, keys: list[str], most: int, *, outgoing: bool) -> Rows:
        by_far: dict[str, Any] = {}
        for key in keys:
            for far, stated in (self.held.out if outgoing else self.held.into)(verb).get(key, ()):
                row = by_far.setdefault(far.key, {"item": item_properties(far), "links": []})
                row["links"].append([key, verb, link_properties(stated)])
        return list(by_far.values())[:most]


def many(count: int) -> list[Any]:
    return [part for number in range(count) for part in (
        item(f"action:{number}", owner=f"post:{number}"), item(f"post:{number}"), item(f"objective:{number}", tier=3.0),
        item(f"strategy:{number % 3}") if number < 3 else item(f"risk:{number}"),
        link(f"action:{number} DELIVERS objective:{number}"),
        link(f"objective:{number} SUPPORTS strategy:{number % 3}"),
        dangling(f"action:{number} SUPPORTS plan:{number}", "Plan"))]


@pytest.fixture
def server() -> Server:
    return Server(store(*many(20)))


def view_of(server: Server, **more: Any) -> View:
    return View(Asker(server, "ours"), **more)


def test_what_came_together_is_asked_for_together(server: Server) -> None:
    view = view_of(server)
    keys = [f"action:{number}" for number in range(20)]
    view.expect(keys)
    for key in keys:
        ((aim, _),) = view.out("DELIVERS")[key]
        ((plan, stated),) = view.out("SUPPORTS").get(aim.key)
        assert (stated.start, stated.end) == (aim.key, plan.key)
        assert key in {far.key for far, _ in view.into("DELIVERS").get(aim.key)}
        assert view.dangling("SUPPORTS")[key][0].wanted == "Plan"
        assert key not in view.dangling("DELIVERS")

    assert server.asked == {"items": 1, "DELIVERS>": 1, "SUPPORTS>": 1, "DELIVERS<": 1, "nowhere": 1}


def test_owners_are_likely_to_be_named_so_they_come_together(server: Server) -> None:
    view = view_of(server)
    view.expect([f"action:{number}" for number in range(20)])
    found = [view.item(f"post:{number}") for number in range(20)]

    assert None not in found
    assert server.asked["items"] == 2


def test_what_is_not_there_is_asked_for_once(server: Server) -> None:
    view = view_of(server)
    for _ in range(3):
        assert view.item("action:none") is None
        assert view.out("DELIVERS").get("post:1", ()) == ()
        with pytest.raises(KeyError):
            view.out("DELIVERS")["post:1"]

    assert server.asked == {"items": 1, "DELIVERS>": 1}


def test_nobody_goes_through_the_whole_graph(server: Server) -> None:
    index = view_of(server).out("SUPPORTS")
    for whole in (iter, len, dict, lambda found: list(found.items())):
        with pytest.raises(TypeError, match="from end to end"):
            whole(index)


def test_a_view_lets_go_of_what_it_held_and_answers_alike(server: Server) -> None:
    small, large = view_of(server, most=25), view_of(server)
    keys = [f"action:{number}" for number in range(20)]
    for view in (small, large):
        view.expect(keys)
    for key in keys:
        assert small.item(key) == large.item(key)
        assert small.out("DELIVERS").get(key) == large.out("DELIVERS").get(key)
        above = key.replace("action", "objective")
        assert small.out("SUPPORTS").get(above) == large.out("SUPPORTS").get(above)
        assert small.dangling("SUPPORTS").get(key) == large.dangling("SUPPORTS").get(key)
    assert small.held <= 25 * 3


def test_going_through_more_than_a_view_holds_costs_what_it_comes_to() -> None:
    server = Server(store(*many(300)))
    view = view_of(server, most=250)
    keys = [f"action:{number}" for number in range(300)]
    view.expect(keys)
    for key in keys:
        assert view.item(key)
        ((aim, _),) = view.out("DELIVERS")[key]
        assert view.out("SUPPORTS").get(aim.key)
        assert view.dangling("SUPPORTS")[key]
        assert view.item(key.replace("action", "post"))

    fetched = 300 * 7
    assert server.asked.total() <= 6 * fetched / 250


def hub_of(many: int) -> Server:
    return Server(store(
        item("strategy:s"), item("strategy:t"), *(item(f"objective:{number}", tier=3.0) for number in range(many)),
        *(link(f"objective:{number} SUPPORTS strategy:s") for number in range(many)),
        link("objective:1 SUPPORTS strategy:t")))


def test_an_item_with_more_links_than_a_view_holds_is_asked_page_by_page() -> None:
    server = hub_of(30)
    view = view_of(server, most=20)
    view.expect(["strategy:t", "strategy:s"])

    assert [far.key for far, _ in view.into("SUPPORTS")["strategy:t"]] == ["objective:1"]
    assert list(view.into("SUPPORTS")["strategy:s"]) == list(server.held.into("SUPPORTS")["strategy:s"])
    assert server.asked["pages"] == 3


def test_more_links_than_an_item_may_have_are_an_error_that_says_so() -> None:
    with pytest.raises(TooMuchError, match="strategy:s has more than 25 links"):
        view_of(hub_of(30), most=20, most_links=25).into("SUPPORTS").get("strategy:s")


def test_many_items_with_too_many_links_together_are_asked_for_in_halves() -> None:
    parts = [part for number in range(8) for part in (
        item(f"strategy:{number}"), *(item(f"objective:{number}-{low}", tier=3.0) for low in range(10)),
        *(link(f"objective:{number}-{low} SUPPORTS strategy:{number}") for low in range(10)))]
    view = view_of(Server(store(*parts)), most=25)
    view.expect([f"strategy:{number}" for number in range(8)])

    assert [len(view.into("SUPPORTS").get(f"strategy:{number}")) for number in range(8)] == [10] * 8


def test_what_was_expected_anew_is_asked_for_alone(server: Server) -> None:
    view = view_of(server)
    view.expect(["action:1", "action:2"])
    view.expect(["action:3", "action:1"], anew=True)

    assert set(view.around("action:1")) == {"action:1", "action:3"}
    assert view.around("action:2") == ["action:2"]
    assert AT_ONCE > 1


def test_a_search_is_not_paged_beyond_what_a_server_should_order(server: Server) -> None:
    found = Search(view_of(server), Wanted.read("plan"))
    for place in (FURTHEST + 1, 10**18, -1):
        with pytest.raises(LookupError):
            found.behind(place, "action:1", 5)

    assert not server.asked


def test_more_links_to_what_is_not_there_than_a_view_holds_are_an_error() -> None:
    class Wanting(Server):
        def read(self, text: str, parameters: Mapping[str, Any] | None = None, deadline: float | None = None) -> Rows:  # noqa: ARG002
            assert text == reading.WANTING
            return [{}] * (parameters or {})["most"]

    with pytest.raises(TooMuchError):
        view_of(Wanting(store()), most=20).all_of(reading.WANTING, {"kinds": [], "verbs": []})


# Time


class Away(Server):
    """Never there."""

    def read(self, *_: Any) -> Rows:
        self.asked["tries"] += 1
        raise StoreAwayError("Away.")


def test_a_server_that_was_away_is_not_asked_again_for_one_answer() -> None:
    server = Away(store())
    ask = Asker(server, "ours")
    for _ in range(3):
        with pytest.raises(StoreAwayError):
            ask(reading.ITEMS, {"keys": []})

    assert server.asked["tries"] == 1


def test_all_statements_of_an_answer_share_its_time(server: Server) -> None:
    ask = Asker(server, "ours", seconds=0.05)
    ask(reading.ITEMS, {"keys": []})
    time.sleep(0.06)

    with pytest.raises(StoreSlowError):
        ask(reading.ITEMS, {"keys": []})


def test_no_statement_can_name_another_plan_set(server: Server) -> None:
    assert Asker(server, "ours")(reading.ITEMS, {"keys": ["action:1"], "plan_set": "theirs"})


# Statements


def test_every_verb_that_a_rule_names_is_read_for_it() -> None:
    for rule in our_rules():
        told = str(rule.texts) + str(rule.along) + str(rule.but_not) + str(rule.per) + str(rule.by) + str(rule.differs)
        named = {verb.name for verb in VERBS if f"'{verb.name}'" in told or f">{verb.name}" in told
                 or f"<{verb.name}" in told or f"~{verb.name}" in told}
        assert named <= verbs_of(rule), rule.code


def test_every_statement_begins_in_one_plan_set() -> None:
    texts = list(reading.samples())

    assert len(texts) == len(set(texts)) > 25
    for text in texts:
        assert "{plan_set: $plan_set" in text.partition("WHERE")[0]
