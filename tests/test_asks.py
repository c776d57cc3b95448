"""What the tables asked, by item and by kind."""

from __future__ import annotations

from builders import item, link, store, table

from graph_api.asks import Asks


def test_what_a_table_asks_is_by_kind_and_by_item() -> None:
    parts = [item("action:a", tables=[0, 1]), item("action:b", tables=[1]), item("post:p"),
             link("action:a OWNED_BY post:p"), table("register", Action="due,owned by"),
             table("transcript", Action="start")]
    world = store(*parts)
    asks = Asks(world.about().tables, world)
    first, second = parts[0], parts[1]
    assert asks.of_item(first, "due")
    assert not asks.of_item(first, "start")
    assert not asks.of_item(second, "due")
    assert asks.of_kind("Action", ("OWNED_BY", True))
    assert not asks.of_kind("Action", ("OWNED_BY", False))
    assert asks.knows_kind("Action")
    assert not asks.knows_kind("Post")
    assert asks.stands_in_register(first)
    assert not asks.stands_in_register(second)
    assert asks.answered(first, "OWNED_BY")
    assert not asks.answered(second, "OWNED_BY")
