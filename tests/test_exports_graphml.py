"""GraphML out: what graph tools see of a plan set."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from plan_sets import ROUND_TRIP, loaded_from, plan_sets

from graph_api.exports.graphml import write_graphml
from schema.records import Loaded, PlanSet

ABOUT = PlanSet("ashby", "Ashby")


def test_items_are_nodes_with_their_values_and_links_are_edges(tmp_path: Path) -> None:
    write_graphml(loaded_from({"tables": [
        {"kind": "Strategy", "records": [{
            "key": "a", "title": "A <b> & c", "due": "Q2 2008/09", "end": "by 2011", "joint": True, "spend": 5,
            "groups": ["x", "y"], "document": "001", "paragraph": "3",
            "supports": ["objective:o", "derby/strategy:b"]}]},
        {"kind": "Objective", "asks": "list", "records": [{"key": "o"}]}]}, ABOUT), tmp_path / "a.graphml")
    graph = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)

    node = graph.nodes["strategy:a"]
    assert node["title"] == "A <b> & c"
    assert (node["due"], node["due_first_day"], node["due_last_day"]) == ("Q2 2008/09", "2008-07-01", "2008-09-30")
    assert (node["end"], node.get("end_first_day"), node["end_last_day"]) == ("by 2011", None, "2011-12-31")
    assert (node["joint"], node["spend"], node["groups"], node["papers"], node["listed"]) == (
        True, 5.0, "x; y", "001 3", False)
    assert graph.nodes["objective:o"]["listed"] is True
    assert graph.nodes["derby/strategy:b"] == {
        "label": "derby/strategy:b", "absent": True, "wanted": "Strategy", "plan_set": "derby"}
    assert {(start, end, data["verb"], data["label"]) for start, end, data in graph.edges(data=True)} == {
        ("strategy:a", "objective:o", "SUPPORTS", "supports"),
        ("strategy:a", "derby/strategy:b", "SUPPORTS", "supports")}


@ROUND_TRIP
@given(plans=plan_sets())
def test_any_plan_set_can_be_written_and_read_by_networkx(
    plans: Loaded, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("graph") / "plans.graphml"
    write_graphml(plans, file)
    graph = nx.read_graphml(file, force_multigraph=True)

    there = {node for node, data in graph.nodes(data=True) if not data.get("absent")}
    assert there == {item.key for item in plans.items}
    assert graph.number_of_edges() == len(plans.links)


def test_what_xml_cannot_hold_is_replaced_and_told(tmp_path: Path) -> None:
    losses = write_graphml(
        loaded_from({"Risk": [{"key": "a", "title": "x\ufffey"}]}, ABOUT), tmp_path / "a.graphml")

    assert nx.read_graphml(tmp_path / "a.graphml").nodes["risk:a"]["title"] == "x\ufffdy"
    assert "characters that XML cannot hold: a replacement stands for each" in [loss.what for loss in losses]
    assert "what each table asks of its rows: a graph has no empty cells" in [loss.what for loss in losses]
