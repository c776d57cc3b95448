"""The made-up council: the same every time, clean before it is spoilt, and every rule finds what was put in."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from builders import ROOT

from benchmarks.accuracy import compare, main, measure, share
from graph_api.generate import generate, write
from graph_api.generate.builder import Builder
from graph_api.generate.defects import DEFECTS, references, registry
from graph_api.generate.defects.links import misspelt
from graph_api.generate.dice import Dice
from graph_api.generate.expected import Gap, gap, read_expected, write_expected
from graph_api.generate.plan import AS_OF, shape_of
from graph_api.generate.rows import HEADINGS
from graph_api.generate.write import FolderInUseError, settings, write_council
from graph_api.stores.memory import MemoryStore
from loaders.headings import target_for
from loaders.load import LoadedFolder, load
from loaders.rules import our_rules
from schema.kinds import KIND
from schema.language.parse import parse_route, parse_test
from schema.rule import Rule, Shape

TODAY = datetime.date.fromisoformat(AS_OF)
MODEL_ITEMS = 2000
"""With fewer there is no room for staff beside a fault for each rule and its near misses."""
MODEL = ROOT / "examples" / "model-council"
VARIANTS = [(code, number) for code, spoilers in DEFECTS.items() for number in range(len(spoilers))]


def written(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".md"}


def council(folder: Path, items: int, seed: int, **options: Any) -> LoadedFolder:
    write_council(folder / "council", items, seed, folder / "expected.csv", **options)
    return load([folder / "council"])


# Accuracy

def test_every_rule_has_a_fault_made_for_it() -> None:
    assert set(DEFECTS) == {rule.code for rule in our_rules()}


@pytest.mark.parametrize("seed", [2008, 1, 2])
def test_every_rule_fires_and_finds_exactly_what_was_put_in(seed: int) -> None:
    accuracy = measure(1000, seed)
    assert [line.code for line in accuracy.lines if not line.expected] == []
    assert [(line.code, line.expected ^ line.found) for line in accuracy.lines if not line.right] == []


@pytest.mark.parametrize(("code", "number"), VARIANTS)
def test_a_fault_alone_gives_its_gaps_and_no_other(
    code: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "DEFECTS", {code: [DEFECTS[code][number]]})
    store = MemoryStore(council(tmp_path, 200, number).loaded)
    lines = compare(store, read_expected(tmp_path / "expected.csv"))
    assert code in {line.code for line in lines if line.expected}
    assert [(line.code, line.expected ^ line.found) for line in lines if line.expected != line.found] == []


@pytest.mark.parametrize(("items", "seed"), [(200, 0), (200, 1), (1000, 2008), (1000, 5), (4000, 4), (4000, 9)])
def test_a_council_without_faults_has_no_gap_and_no_problem(items: int, seed: int, tmp_path: Path) -> None:
    loaded = council(tmp_path, items, seed, defects=False).loaded
    assert loaded.problems == ()
    assert [line.found for line in compare(MemoryStore(loaded), frozenset()) if line.found] == []
    assert sum(item.listed for item in loaded.items) >= 3


def test_every_rule_looks_at_something_in_a_council_without_faults(tmp_path: Path) -> None:
    store = MemoryStore(council(tmp_path, 200, 1, defects=False).loaded)
    assert [rule.code for rule in our_rules() if not store.run(rule, TODAY).looked] == []


def weighing(rule: Rule) -> Rule | None:
    """The rule made to find every pair or group that it weighs; None where it weighs none or only dangling links."""
    if rule.shape is Shape.CLASH and rule.along[0].way != "?":
        return replace(rule, fault=parse_test("a.kind or not a.kind"), unless=None)
    if rule.shape is Shape.DETOUR:
        return replace(rule, but_not=parse_route(">SUPPORTS[not kind]"))
    if rule.shape is Shape.GROUP and rule.at_most is None:
        return replace(rule, at_most=1, differs=None, together=())
    return None


def test_every_rule_on_pairs_has_pairs_to_weigh_in_a_council_without_faults(tmp_path: Path) -> None:
    store = MemoryStore(council(tmp_path, 200, 1, defects=False).loaded)
    weighed = {rule.code: len(store.run(loose, TODAY).rows) for rule in our_rules() if (loose := weighing(rule))}
    assert len(weighed) > 20
    assert [code for code, pairs in weighed.items() if not pairs] == []


def test_a_reference_to_nothing_is_all_that_is_wrong_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everywhere(c: Builder) -> list[Gap]:
        made = [(make, misspelt(real)) for make, real in references.all_of_them(c)]
        return [gap("S8", make(wrong), "", wrong) for make, wrong in made]

    monkeypatch.setattr(registry, "DEFECTS", {"S8": [everywhere]})
    store = MemoryStore(council(tmp_path, 200, 1).loaded)
    lines = compare(store, read_expected(tmp_path / "expected.csv"))
    assert [(line.code, line.expected ^ line.found) for line in lines if line.expected != line.found] == []
    assert sum(len(line.expected) for line in lines) >= 18


def test_a_cell_that_no_table_has_is_a_mistake() -> None:
    c = Builder(lambda row: None, Dice(1))
    with pytest.raises(ValueError, match=r"Post has no heading for .*apraised"):
        c.put("Post", "a", "A post", apraised="May 2008")


def test_the_only_problems_are_the_references_that_lead_nowhere(tmp_path: Path) -> None:
    loaded = council(tmp_path, 10_000, 2008).loaded
    assert {problem.code for problem in loaded.problems} == {"link-dangling"}
    near = [link.near for link in loaded.links if link.dangling and not link.wanted_set]
    assert any(near)


def test_the_command_prints_a_table_and_ends_with_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["300"]) == 0
    printed = capsys.readouterr().out
    assert all(rule.code in printed for rule in our_rules())
    assert "Every rule has precision and recall 1.00." in printed


@pytest.mark.parametrize(("value", "printed"), [(1.0, "1.00"), (0.9999, "0.99"), (0.0, "0.00"), (None, "-")])
def test_a_share_is_never_rounded_up(value: float | None, printed: str) -> None:
    assert share(value) == printed


# The same every time

def test_the_model_council_is_what_the_command_writes(tmp_path: Path) -> None:
    write_council(tmp_path, MODEL_ITEMS, 2008)
    assert written(tmp_path) == written(MODEL), (
        f"make it again: goldthread generate --items {MODEL_ITEMS} --output examples/model-council")


def test_the_model_council_says_that_it_is_made_up_and_stays_small() -> None:
    loaded = load([MODEL]).loaded
    assert loaded.plan_set.made_up
    assert "does not exist" in loaded.plan_set.about
    assert sum(file.stat().st_size for file in MODEL.iterdir()) < 300_000


def test_another_seed_gives_another_council() -> None:
    assert generate(300, 1) == generate(300, 1)
    assert generate(300, 1).rows != generate(300, 2).rows


def test_chance_is_the_same_on_every_python() -> None:
    dice = Dice(2008)
    assert [dice.below(100) for _ in range(8)] == [89, 54, 38, 5, 74, 38, 91, 79]


def test_in_memory_and_on_disk_it_is_one_council(tmp_path: Path) -> None:
    made = generate(400, 7)
    assert write_council(tmp_path / "council", 400, 7, tmp_path / "expected.csv") == made.items
    assert read_expected(tmp_path / "expected.csv") == made.expected
    assert len(load([tmp_path / "council"]).loaded.items) == made.items


# Shape

@pytest.mark.parametrize("items", [1500, 1999, 2000, 5000])
def test_it_has_as_many_items_as_were_asked_for(items: int) -> None:
    rows = generate(items, 3).rows
    assert sum(row.kind != "Link" for row in rows) == items


@pytest.mark.parametrize("items", [200, 1000, 10_000, 100_000, 1_000_000])
def test_proportions(items: int) -> None:
    shape = shape_of(items, Dice(1))
    assert 3 <= shape.themes <= 5
    assert 10 <= shape.priorities + shape.goals <= 30
    assert shape.strategies <= 32 + items // 20_000
    assert shape.services == max(1, items // 200)


def test_the_smallest_council_holds_a_fault_for_every_rule_and_little_else() -> None:
    made = generate(1, 2008)
    assert {code for code, _ in made.expected} >= {rule.code for rule in our_rules()}
    assert made.items < 1300


def test_most_of_it_is_work_and_every_member_of_staff_has_about_six_objectives() -> None:
    kinds = Counter(row.kind for row in generate(20_000, 1).rows)
    assert 4 < kinds["StaffObjective"] / kinds["Post"] < 7
    assert kinds["StaffObjective"] > 0.38 * kinds.total()
    work = ("StaffObjective", "Action", "Milestone", "Target", "Outturn", "Post")
    assert sum(kinds[kind] for kind in work) > 0.8 * kinds.total()


def test_some_services_have_units_with_a_business_plan_and_all_wards_are_looked_after() -> None:
    rows = generate(2000, 1, defects=False).rows
    kinds = Counter(row.kind for row in rows)
    units = sum(row.cells.get("type") == "unit" for row in rows if row.kind == "Organisation")
    assert 0 < units <= kinds["BusinessPlan"] < kinds["ServicePlan"]
    assert all(row.cells["covered_by"] for row in rows if row.kind == "Area")


def test_every_heading_means_something_on_its_kind() -> None:
    for kind, headings in HEADINGS.items():
        if kind != "Link":
            assert [heading for heading in headings if target_for(KIND[kind], heading) is None] == [], kind


def test_names_of_people_are_nowhere() -> None:
    holders = {row.cells["holder"] for row in generate(1000, 2008).rows if row.kind == "Post" and "holder" in row.cells}
    assert all(holder.startswith(("staff-", "member-", "independent-")) for holder in holders)


# Writing

def spoil_with_a_file(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")


def spoil_with_a_real_plan(folder: Path) -> None:
    (folder / "goldthread.yaml").write_text("planSet: real\n", encoding="utf-8")


def spoil_with_tables_alone(folder: Path) -> None:
    (folder / "strategies.csv").write_text("key,title\na,Ours\n", encoding="utf-8")


def spoil_with_a_council_made_up_by_hand(folder: Path) -> None:
    spoil_with_tables_alone(folder)
    (folder / "goldthread.yaml").write_text("planSet: training\nmadeUp: true\ntitle: x\n", encoding="utf-8")


def spoil_with_settings_that_are_no_text(folder: Path) -> None:
    spoil_with_tables_alone(folder)
    (folder / "goldthread.yaml").write_bytes(b"\xff\xfe\x00")


@pytest.mark.parametrize("fill", [
    spoil_with_a_file, spoil_with_a_real_plan, spoil_with_tables_alone, spoil_with_a_council_made_up_by_hand,
    spoil_with_settings_that_are_no_text])
def test_a_folder_of_somebody_else_is_left_alone(fill: Callable[[Path], None], tmp_path: Path) -> None:
    fill(tmp_path)
    before = written(tmp_path)
    with pytest.raises(FolderInUseError, match="Name an empty folder"):
        write_council(tmp_path, 200, 1)
    assert written(tmp_path) == before


def test_an_earlier_council_is_replaced_and_its_readme_stays(tmp_path: Path) -> None:
    used, fresh = tmp_path / "used", tmp_path / "fresh"
    write_council(used, 300, 1)
    (used / "README.md").write_text("about", encoding="utf-8")
    write_council(used, 300, 2)
    write_council(fresh, 300, 2)
    assert written(used) == written(fresh)
    assert (used / "README.md").exists()


def test_a_council_that_was_left_half_written_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "settings", broken)
    with pytest.raises(KeyboardInterrupt):
        write_council(tmp_path, 200, 1)
    monkeypatch.undo()

    assert write_council(tmp_path, 200, 1)
    assert "madeUp: true" in (tmp_path / "goldthread.yaml").read_text(encoding="utf-8")


def test_the_gaps_to_expect_never_land_among_the_plans(tmp_path: Path) -> None:
    with pytest.raises(FolderInUseError, match="read as a plan"):
        write_council(tmp_path, 200, 1, tmp_path / "expected.csv")


def test_gaps_to_expect_survive_writing(tmp_path: Path) -> None:
    gaps = frozenset({("S8", ("action:a", "", "post:b")), ("S1", ("objective:a", "objective:b"))})
    write_expected(gaps, tmp_path / "expected.csv")
    assert read_expected(tmp_path / "expected.csv") == gaps


def test_large_councils_raise_the_limit_for_a_file() -> None:
    made = generate(200, 1)
    assert "limits" not in settings(made.name, 1000, 1, 1000)
    assert "fileMegabytes: 200" in settings(made.name, 1_000_000, 1, 1_000_000)
