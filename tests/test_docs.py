"""What the pages say is what the code does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import yaml

from graph_api.example import example_gaps
from loaders.load import load
from loaders.parsed import LIMITS
from loaders.rules import our_rules, parse_rules

ROOT = Path(__file__).resolve().parent.parent
FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def block(language: str, holding: str) -> str:
    """The code block of that language that holds these words."""
    (found,) = [text for text in re.findall(rf"```{language}\n(.*?)```", FORMATS, re.S) if holding in text]
    return str(found)


def test_settings_on_the_page_are_understood(tmp_path: Path) -> None:
    (tmp_path / "goldthread.yaml").write_text(block("yaml", "planSet"), encoding="utf-8")
    loaded = load([tmp_path]).loaded

    assert not [problem for problem in loaded.problems if problem.code == "settings"]
    assert loaded.plan_set.name == "ashby"


def test_table_on_the_page_loads_with_a_dangling_reference_and_no_other_problem(tmp_path: Path) -> None:
    (tmp_path / "strategies.csv").write_text(block("csv", "Housing strategy"), encoding="utf-8")
    loaded = load([tmp_path]).loaded

    assert [item.key for item in loaded.items] == ["strategy:housing"]
    assert {problem.code for problem in loaded.problems} <= {"link-dangling", "cell-type", "heading-unknown"}
    assert {link.verb for link in loaded.links} == {"OWNED_BY", "SUPPORTS"}


def test_rules_on_the_page_are_accepted_and_find_the_gap_of_their_example() -> None:
    blocks = re.findall(r"```yaml rules\n(.*?)```", (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8"), re.S)
    read = [parse_rules(text, "our.rules.yaml", our_rules()) for text in blocks]
    assert [one.problems for one in read] == [(), ()]
    assert [rule.code for rule in read[0].rules] == ["G46", "G24", "G21", "G37"]
    (own,) = read[1].rules
    assert [gap.message for gap in example_gaps(own)] == ["No equality effect is recorded for Meals at home."]


def test_settings_on_the_page_of_rules_are_understood(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8")
    (settings,) = re.findall(r"```yaml settings\n(.*?)```", page, re.S)
    (tmp_path / "goldthread.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "our.rules.yaml").write_text("- {tune: G24, days: 1}\n", encoding="utf-8")
    loaded = load([tmp_path])
    assert [problem.code for problem in loaded.loaded.problems] == ["file-empty"]  # there is no plan
    assert [rule.code for rule in loaded.rules] == ["G24"]


def test_pages_that_are_made_are_what_the_code_declares() -> None:
    """Kinds, rules and problems; another test looks at the Leicester page."""
    page = ROOT / "docs" / "make_pages.py"
    made = subprocess.run([sys.executable, page, "--check"], capture_output=True, text=True, check=False)  # noqa: S603
    assert made.stdout.split() == [], "run `make docs`"
    assert made.returncode == 0


def test_no_page_of_rules_is_left_from_a_chapter_that_is_gone() -> None:
    chapters = {rule.chapter for rule in our_rules()}
    assert {page.stem for page in (ROOT / "docs" / "rules").glob("*.md")} == chapters


def test_limits_on_the_page_are_the_limits_that_there_are() -> None:
    table = re.findall(r"^\| `([A-Za-z]+)` \| ([0-9]+) \|", FORMATS, re.M)
    assert {name: float(default) for name, default in table} == dict(LIMITS)


def test_pages_that_the_page_points_to_are_there() -> None:
    pages = set(re.findall(r"\]\((formats/[a-z-]+\.md)\)", FORMATS))
    assert pages == {f"formats/{page.name}" for page in (ROOT / "docs" / "formats").glob("*.md")}


def test_every_rule_is_told_by_its_code_only_once() -> None:
    codes = [code for rule in our_rules() for code in (rule.code, *rule.also)]

    assert codes.count("G73") == 3  # owner, date and outcome are asked for apart
    assert all(codes.count(code) == 1 for code in codes if code != "G73")


def test_architecture_names_only_files_that_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([\w/.*]+)`", row)]

    assert named
    for name in named:
        folders = ("schema", "loaders", "graph_api", "schema/language")
        places = [ROOT / name, *(ROOT / folder / name for folder in folders)]
        assert any(list(place.parent.glob(place.name)) for place in places), name


def test_the_leicester_page_says_what_the_data_says() -> None:
    """`make docs` writes it anew."""
    page = ROOT / "examples" / "leicester_page.py"
    done = subprocess.run([sys.executable, page, "--check"], check=False, timeout=60)  # noqa: S603 - our own script

    assert done.returncode == 0


def test_yaml_blocks_parse() -> None:
    for text in re.findall(r"```yaml\n(.*?)```", FORMATS, re.S):
        yaml.safe_load(text)
