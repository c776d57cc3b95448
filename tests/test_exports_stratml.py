"""Plan sets as StratML files: valid by the standard's own schema, and back again with all that StratML holds."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT, item, link, loaded
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from plan_sets import ROUND_TRIP, plan_sets
from random_plans import council, noise
from stratml_files import MISSING, PART_2_XSD, PLAN, SAMPLES, load_all, schema, there

from graph_api.exports.stratml import OnePlanError, stratml_files, write_stratml
from graph_api.exports.stratml_text import ADDRESS, xml_text
from loaders.load import load
from loaders.tables import LONGEST_PAPER
from schema.dates import PlanDate
from schema.kinds import FAMILIES, KINDS
from schema.records import Item, Loaded, Source

PLANS, VALUES, BODIES = FAMILIES["Plan"], FAMILIES["Value"], FAMILIES["Body"]
THREAD = ("SUPPORTS", "MEASURES", "PART_OF")
NAMED = {
    **dict.fromkeys(PLANS, ("note", "aim")), "Objective": ("note",), "Indicator": ("note", "unit", "stage"),
    **dict.fromkeys(VALUES, ("note", "period", "value")), **dict.fromkeys(BODIES, ("note",)),
}
"""Fields that come back as they are."""


def held(plans: Loaded) -> dict[Any, Any]:
    """What the page says that StratML holds of a plan set: items by key, links by their ends."""
    items = {one.key: one for one in plans.items}
    stated = [one for one in plans.links if not one.dangling]
    bodies = {one.end for one in stated if one.verb == "OWNED_BY" and items[one.start].kind in PLANS}
    bodies |= {one.start for one in stated if one.verb == "CONTRIBUTES_TO" and items[one.end].kind == "Objective"}
    under = {one.start for one in stated if one.verb == "PART_OF" and items[one.end].kind == "Indicator"}
    found: dict[Any, Any] = {}
    for one in plans.items:
        own = one.kind in VALUES and one.key in under and not one.values.get("peer") and not one.values.get("area")
        if one.kind in (*PLANS, "Objective", "Indicator") or (one.kind in BODIES and one.key in bodies) or own:
            found[one.key] = fields(one)
    for each in plans.links:
        kinds = items[each.start].kind, None if each.dangling else items[each.end].kind
        thread = each.verb in THREAD and each.start in found and kinds[0] not in BODIES
        if thread and (each.dangling or each.end in found):
            found[each.verb, each.start, each.end, each.wanted, each.wanted_set] = None
        elif each.verb == "OWNED_BY" and kinds[0] in PLANS and kinds[1] in BODIES:
            found[each.verb, each.start, each.end] = None
        elif each.verb == "CONTRIBUTES_TO" and kinds[1] == "Objective":
            found[each.verb, each.start, each.end] = xml_text(str(each.fields.get("role") or ""))
    return found


def fields(one: Item) -> dict[str, Any]:
    """The fields of an item that StratML holds; signs that no XML file can hold are replaced on both sides."""
    values = one.values
    found: dict[str, Any] = {name: values[name] for name in NAMED[one.kind] if values.get(name) not in (None, "")}
    found |= {name: xml_text(text) for name, text in found.items() if isinstance(text, str)}
    found["title"] = " ".join(xml_text(one.title).split())
    if one.kind in PLANS:
        found |= {name: day for name in ("start", "end", "published") if (day := day_of(name, values.get(name)))}
        found["paper"] = next((paper_of(source) for source in one.sources if source.document), None)
    if one.kind in VALUES:
        said = values.get("direction") or values.get("status")
        found["said"] = said
        if one.kind == "Target" and "period" not in found and (due := day_of("end", values.get("due"))):
            found["due"] = due
    return found


def day_of(name: str, value: object) -> date | None:
    """The day that a date is written as: the first for a start, the last for an end, else only an exact one."""
    if not isinstance(value, PlanDate):
        return None
    if name == "start":
        return value.start if value.start.year > 1 else None
    return value.end if name == "end" or value.start == value.end else None


def paper_of(source: Source) -> str | None:
    document = source.document or ""
    fits = document.isprintable() and ADDRESS.fullmatch(document) and len(document) <= LONGEST_PAPER
    return document if fits else None


def valid(files: dict[str, bytes]) -> None:
    """Every file validates against the schema of the standard, where that stands beside the repository."""
    for name, data in files.items():
        if there():
            found = schema(PART_2_XSD)
            assert found.validate(etree.fromstring(data)), (name, str(found.error_log))


@ROUND_TRIP
@given(plan_sets())
def test_any_plan_set_comes_back_with_all_that_stratml_holds(before: Loaded) -> None:
    files = stratml_files(before)
    valid(files)
    assert held(load_all(files, before.plan_set)) == held(before)


@ROUND_TRIP
@given(st.sampled_from((noise, council)), st.integers(0, 10**6))
def test_random_councils_come_back_with_all_that_stratml_holds(made: Any, seed: int) -> None:
    before = dressed(made(seed), random.Random(seed))
    files = stratml_files(before)
    valid(files)
    assert held(load_all(files, before.plan_set)) == held(before)


def test_a_real_council_comes_back_with_all_that_stratml_holds() -> None:
    before = load([ROOT / "examples" / "leicester-2008"]).loaded
    files = stratml_files(before)
    valid(files)
    assert held(load_all(files, before.plan_set)) == held(before)


WORDS = ("Homes", "roads & <parks>", "\u00dcber", "a\n\nb", "x" * 300, "homes", '\u00b6 7; "q" ?>', "]]>")


def dressed(plans: Loaded, rng: random.Random) -> Loaded:
    """The same plans with titles, remarks and papers; random ones have none."""
    items = []
    for one in plans.items:
        note = {"note": rng.choice(WORDS)} if rng.random() < 0.5 else {}
        paper = Source(rng.choice((None, "001", "https://ashby.example/a?b=c#d")))
        title = " ".join(rng.choice((*WORDS, "")).split())
        items.append(one._replace(title=title, values={**one.values, **note}, source=paper))
    return replace(plans, items=tuple(items))


class TestFiles:
    def test_each_plan_is_a_file_named_by_its_key(self, tmp_path: Path) -> None:
        write_stratml(loaded(item("strategy:homes", title="Homes"), item("service-plan:a/b", title="A")), tmp_path)

        assert sorted(path.name for path in tmp_path.iterdir()) == ["service-plan_a_2fb.xml", "strategy_homes.xml"]

    def test_one_plan_with_a_vision_of_a_title_alone_fits_one_file(self, tmp_path: Path) -> None:
        plans = loaded(item("corporate-plan:a", title="A"), item("vision:v", title="A better town"),
                       link("corporate-plan:a SUPPORTS vision:v"))
        write_stratml(plans, tmp_path / "a.stratml")
        text = (tmp_path / "a.stratml").read_text(encoding="utf-8")

        assert "<Description>A better town</Description>" in text
        assert held(load_all({"a.stratml": text})) == held(plans)

    @pytest.mark.parametrize("count", [0, 2])
    def test_one_file_for_no_plan_or_several_is_refused(self, count: int, tmp_path: Path) -> None:
        plans = loaded(*(item(f"strategy:{number}", title="S") for number in range(count)))

        with pytest.raises(OnePlanError, match="folder" if count else "no plan"):
            write_stratml(plans, tmp_path / "a.xml")
        assert not list(tmp_path.iterdir())

    def test_what_stands_in_no_plan_has_a_file_that_is_no_plan(self) -> None:
        plans = loaded(item("objective:a", title="A"), item("indicator:b", title="B"))
        files = stratml_files(plans)

        assert list(files) == ["plan-set_no-plan.xml"]
        assert {one.key for one in load_all(files).items} == {"objective:a", "indicator:b"}

    def test_names_that_are_too_long_for_a_disk_end_in_a_hash(self) -> None:
        names = list(stratml_files(loaded(item("strategy:" + "a/" * 90 + "x"), item("strategy:" + "a/" * 90 + "y"))))

        assert len(set(names)) == 2
        assert max(map(len, names)) <= 125

    def test_the_same_plans_give_the_same_bytes(self) -> None:
        assert stratml_files(council(3)) == stratml_files(council(3))


class TestForeignFiles:
    def test_a_file_of_the_standard_comes_back_with_its_identifiers_and_without_instructions_but_for_figures(
        self,
    ) -> None:
        (text,) = stratml_files(load_all({"plan.xml": PLAN})).values()
        lines = [line for line in text.decode().splitlines() if "<?goldthread" in line]

        assert "<Identifier>_5f1c9d50-0000-11ee-8000-000000000001</Identifier>" in text.decode()
        assert len(lines) == 2
        assert all("key=" in line and "links=" not in line for line in lines)
        assert held(load_all({"a.xml": text})) == held(load_all({"plan.xml": PLAN}))

    @pytest.mark.skipif(not there(), reason=MISSING)
    @pytest.mark.parametrize("name", ["ambur_temp_oecd_ai.xml", "jlind0_PMOAI.xml", "not_well_formed.xml"])
    def test_real_files_become_valid_ones(self, name: str) -> None:
        before = load_all({name: (SAMPLES / name).read_bytes()})
        files = stratml_files(before)
        valid(files)

        assert len(files) == 1
        assert held(load_all(files)) == held(before)

    def test_a_stratml_programme_sees_the_thread_in_nesting_and_relationships(self) -> None:
        plans = loaded(
            item("strategy:s", title="S"), item("objective:g", title="G"), item("objective:o", title="O"),
            item("objective:far", title="Far"), item("indicator:i", title="I"),
            link("objective:g PART_OF strategy:s"), link("objective:g SUPPORTS strategy:s"),
            link("objective:o PART_OF objective:g"), link("objective:o SUPPORTS objective:g"),
            link("indicator:i MEASURES objective:o"), link("indicator:i SUPPORTS objective:far"))
        text = stratml_files(plans)["strategy_s.xml"].decode()

        assert "goldthread" not in text
        assert '<Relationship RelationshipType="Narrower_Than">' in text
        assert "<ReferentIdentifier>objective_far</ReferentIdentifier>" in text


class TestLosses:
    def losses(self, plans: Loaded, folder: Path) -> dict[str, int]:
        return {loss.what: loss.count for loss in write_stratml(plans, folder)}

    def test_what_stratml_does_not_hold_is_counted(self, tmp_path: Path) -> None:
        plans = loaded(
            item("strategy:s", title="S", status="live", start="2008/09", source=Source("001", "7")),
            item("objective:o", title="O", outcome="Better"), item("milestone:m", title="M"), item("milestone:n"),
            item("board:b", title="B"), item("post:p", title="P"), item("indicator:i", title="I", polarity="higher"),
            item("outturn:w", value=3, area="North"), item("outturn:a", value=3, period="2008/09"),
            link("objective:o PART_OF strategy:s"), link("milestone:m PART_OF strategy:s"),
            link("strategy:s OWNED_BY post:p"), link("strategy:s OVERSEEN_BY board:b"),
            link("indicator:i MEASURES objective:o"), link("outturn:w PART_OF indicator:i"),
            link("outturn:a PART_OF indicator:i"))

        assert self.losses(plans, tmp_path) == {
            "dates less exact than a day: written as the first or last day that they may mean": 1,
            "status of strategies": 1, "outcome of objectives": 1, "polarity of indicators": 1,
            "milestones: StratML has no element for them": 2,
            "boards: StratML names only bodies that own a plan or contribute to an objective": 1,
            "posts: StratML has no element for them": 1,
            "outturns: a figure stands under an indicator, and is the plan's own for its whole area": 1,
            "documents and paragraphs of sources, but for the first document of a plan": 1,
            "links owned by": 1, "links overseen by": 1,
            "the name of the plan set: goldthread.yaml beside the files can say it": 1}

    @pytest.mark.parametrize("made", [noise, council])
    def test_what_is_not_told_as_lost_comes_back(self, made: Any, tmp_path: Path) -> None:
        before = made(11)
        losses = self.losses(before, tmp_path)
        after = load_all({path.name: path.read_bytes() for path in tmp_path.iterdir()})

        missing = {one.key for one in before.items} - {one.key for one in after.items}
        assert len(missing) == sum(count for what, count in losses.items() if what.split(":")[0] in PLURALS)
        joined = {(one.verb, one.start, one.end) for one in before.links} - {
            (one.verb, one.start, one.end) for one in after.links}
        assert len(joined) >= sum(count for what, count in losses.items() if what.startswith("links "))

    def test_signs_that_no_xml_holds_are_replaced(self) -> None:
        (text,) = stratml_files(loaded(item("strategy:s", title="a\ufffeb\x01c"))).values()

        assert "a\ufffdb\ufffdc" in text.decode()


PLURALS = {kind.plural.replace("-", " ") for kind in KINDS}
