"""What a folder says of itself, and which files are read."""

from __future__ import annotations

import gc

import pytest
from folders import codes, keys, load_files, load_folder, problem, write

from loaders.load import load
from schema.dates import DateOrder

ACTIONS = "key,title,due\na,A,03/04/2008\n"


def test_a_folder_says_what_it_holds(tmp_path):
    folder = load_folder(tmp_path, {"actions.csv": ACTIONS, "goldthread.yaml": """\
planSet: made-up-2008
title: The council of Made-up
about: Invented for a test.
madeUp: true
dateOrder: month-first
asOf: 1 September 2008
tiers: {3: Strategies and frameworks}
limits: {fileMegabytes: 1}
"""})
    assert folder.loaded.problems == ()
    about = folder.loaded.plan_set
    assert (about.name, about.title, about.made_up) == ("made-up-2008", "The council of Made-up", True)
    settings = folder.settings
    assert (settings.date_order, settings.as_of) == (DateOrder.MONTH_FIRST, "2008-09-01")
    assert (settings.tier_names, settings.tiers) == ({3: "Strategies and frameworks"}, {})
    assert settings.limits["fileMegabytes"] == 1


def test_without_settings_the_folders_name_is_the_plan_sets(tmp_path):
    folder = load_folder(tmp_path / "Kent & Medway 2008", {"actions.csv": "key,title\na,A\n"})
    assert folder.loaded.plan_set.name == "kent-medway-2008"
    assert folder.loaded.plan_set.title == "Kent & Medway 2008"


def test_every_setting_that_is_not_understood_is_told(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": "key,title\na,A\n", "goldthread.yaml": """\
planset: x
planSet: Made Up
madeUp: perhaps
dateOrder: any
asOf: 2008
mapping: ../mapping.yaml
rules: [/etc/passwd]
tiers: {stratgy: 1}
limits: {fileMegabytes: -1, cells: 5}
"""})
    assert codes(loaded) == ["settings"] * 10
    assert [told.source.row for told in loaded.problems] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9]
    assert "planSet" in (loaded.problems[0].remedy or "")
    assert loaded.plan_set.name == "made-up"
    assert keys(loaded) == {"action:a"}


def test_words_that_nobody_can_read_are_told_and_left_out(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": "key,title\na,A\n", "goldthread.yaml": """\
planSet: ashby
title: "Ash\\e[2Jby"
about: "The\\acouncil"
tiers: {3: "Str\\eategies"}
"""})
    assert [told.source.row for told in loaded.problems] == [2, 3, 4]
    assert all("without the control character" in str(told.expected) for told in loaded.problems)
    assert (loaded.plan_set.title, loaded.plan_set.about) == ("ashby", "")
    plan = '{"planSet": {"name": "b", "title": "A\\u001b"}, "Action": [{"key": "a"}]}'
    other = load_files(tmp_path / "b", {"plan.json": plan})
    assert other.plan_set.title == "b"
    assert "settings" in codes(other)


def test_the_first_folder_with_settings_gives_them(tmp_path):
    first = write(tmp_path / "a", {"actions.csv": "key,title\na,A\n"})
    second = write(tmp_path / "b", {"goldthread.yaml": "planSet: second\n", "actions.csv": "key,title\nb,B\n"})
    third = write(tmp_path / "c", {"goldthread.yaml": "planSet: third\n"})
    loaded = load([first, second, third]).loaded
    assert loaded.plan_set.name == "second"
    assert keys(loaded) == {"action:a", "action:b"}
    assert {found.source.file for found in loaded.items} == {"a/actions.csv", "b/actions.csv"}


def test_what_the_caller_names_stands_in_for_what_the_folder_names(tmp_path):
    plans = write(tmp_path / "plans", {"x.csv": "k,t\na,A\n", "goldthread.yaml": "planSet: a\nmapping: gone.yaml\n"})
    other = write(tmp_path / "other", {
        "settings.yaml": "planSet: other\n", "findings.yaml": "- {id: F1, says: Something., why_no_rule: None.}\n",
        "mapping.yaml": "tables:\n  - {file: x.csv, kind: Action, columns: {k: key, t: title}}\n"})
    loaded = load([plans], settings=other / "settings.yaml", mapping=other / "mapping.yaml",
                  findings=other / "findings.yaml").loaded
    assert loaded.problems == ()
    assert (loaded.plan_set.name, keys(loaded)) == ("other", {"action:a"})
    assert [found.id for found in loaded.findings] == ["F1"]


def test_files_are_read_in_order_of_name_and_folders_too(tmp_path):
    folder = write(tmp_path, {"b/actions.csv": "key,title\nb,B\n", "a.yaml": "Action:\n  - {key: a, title: A}\n",
                              "c.yml": "Action:\n  - {key: c, title: C}\n", ".git/actions.csv": "key\nx\n"})
    told: list[tuple[int, int, str]] = []
    loaded = load([folder], progress=lambda done, total, what: told.append((done, total, what))).loaded
    assert [found.key for found in loaded.items] == ["action:a", "action:b", "action:c"]
    assert [what for _, _, what in told] == ["a.yaml", "b/actions.csv", "c.yml", "links"]
    assert told[0][0] == 0
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert {total for _, total, _ in told} == {2 * told[-1][0]}
    assert loaded.files == 3


def test_files_that_the_settings_name_are_no_plans(tmp_path):
    loaded = load_files(tmp_path, {
        "goldthread.yaml": "planSet: a\nfindings: f.yaml\nwaivers: w.csv\nrules: [r.yaml]\n", "f.yaml": "[]\n",
        "w.csv": "rule,item\n", "r.yaml": "[]\n", "actions.csv": "key,title\na,A\n", "other.rules.yaml": "[]\n"})
    assert loaded.problems == ()


def test_a_link_that_leads_back_to_its_folder(tmp_path):
    folder = write(tmp_path / "plans", {"sub/actions.csv": "key,title\na,A\n"})
    for name, leads_to in (("sub/again", "."), ("ring-a", "ring-b"), ("ring-b", "ring-a"), ("broken.csv", "gone.csv")):
        (folder / name).symlink_to(folder / leads_to)
    loaded = load([folder]).loaded
    assert keys(loaded) == {"action:a"}
    assert codes(loaded) == ["path-missing", "path-unreadable", "path-unreadable", "path-unreadable"]


def test_a_link_that_leads_out_of_the_folder_is_told_and_not_followed(tmp_path):
    write(tmp_path / "elsewhere", {"secret.txt": "1. Hidden words.", "sub/actions.csv": "key,title\nb,B\n"})
    folder = write(tmp_path / "plans", {"actions.csv": "key,title\na,A\n", "here/risks.csv": "key\nr\n"})
    (folder / "sub").mkdir()
    for name, leads_to in (("secret.txt", "secret.txt"), ("walked", "sub"), ("sub/gone.csv", "gone.csv"),
                           ("README.md", "secret.txt")):
        (folder / name).symlink_to(tmp_path / "elsewhere" / leads_to)
    (folder / "inside.csv").symlink_to(folder / "actions.csv")
    loaded = load([folder]).loaded
    assert keys(loaded) == {"action:a", "risk:r"}
    assert {told.source.file for told in loaded.problems if told.code == "path-outside"} == {
        "secret.txt", "walked", "sub/gone.csv"}
    assert "elsewhere" not in str(loaded)


def test_a_path_that_is_given_may_be_a_link(tmp_path):
    write(tmp_path / "elsewhere", {"sub/actions.csv": "key,title\na,A\n"})
    (tmp_path / "plans").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "risks.csv").symlink_to(write(tmp_path, {"real.csv": "key\nr\n"}) / "real.csv")
    loaded = load([tmp_path / "plans", tmp_path / "risks.csv"]).loaded
    assert keys(loaded) == {"action:a", "risk:r"}
    assert loaded.problems == ()


@pytest.mark.parametrize("name", ["mapping", "findings", "waivers", "rules", "slips"])
def test_a_file_that_the_settings_name_may_not_lead_out_of_the_folder(tmp_path, name):
    write(tmp_path / "elsewhere", {"x.yaml": "[secret]"})
    folder = write(tmp_path / "plans", {"goldthread.yaml": f"{name}: x.yaml\n", "actions.csv": "key,title\na,A\n"})
    (folder / "x.yaml").symlink_to(tmp_path / "elsewhere" / "x.yaml")
    loaded = load([folder]).loaded
    assert codes(loaded) == ["settings", "path-outside"]
    assert "secret" not in str(loaded.problems)


def test_a_file_given_twice_is_read_once(tmp_path):
    folder = write(tmp_path, {"actions.csv": "key,title\na,A\n"})
    loaded = load([folder, folder / "actions.csv"]).loaded
    assert codes(loaded) == ["path-unreadable"]
    assert len(loaded.tables) == 1


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(tmp_path, on):
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        seen = []
        load([write(tmp_path, {"a.yaml": "x"})], progress=lambda *_: seen.append(gc.isenabled()))
        assert gc.isenabled() is on
        assert set(seen) == {False}
    finally:
        (gc.enable if was_on else gc.disable)()


def test_a_folder_with_nothing_to_read(tmp_path):
    loaded = load([tmp_path]).loaded
    assert codes(loaded) == ["file-empty"]
    assert loaded.files == 0
    assert problem(loaded, "file-empty").value == str(tmp_path)


def test_settings_and_mapping_that_lead_out_of_the_folder_are_not_followed(tmp_path):
    outside = write(tmp_path / "outside", {"mapping.yaml": "tables: []\n", "goldthread.yaml": "planSet: other\n"})
    folder = write(tmp_path / "plans", {"actions.csv": "key,title\na,A\n"})
    for name in ("mapping.yaml", "goldthread.yaml"):
        (folder / name).symlink_to(outside / name)
    loaded = load([folder]).loaded
    assert loaded.plan_set.name == "plans"
    assert [told.code for told in loaded.problems] == ["path-outside", "path-outside"]
