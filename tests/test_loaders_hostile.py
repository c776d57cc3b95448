"""Broken and hostile files: problems with a place and a remedy, never an exception, never a hang."""

from __future__ import annotations

import os
import random
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from folders import codes, item, keys, load_files, problem, write

from loaders.load import load

NOBODY = 65534
"""The user id that by custom owns nothing."""
GOOD = {"good.yaml": "Action:\n  - {key: a, title: A}\n"}
BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nStrategy: [*c]\n"


@pytest.mark.parametrize(("name", "content", "code"), [
    ("actions.csv", "", "file-empty"),
    ("actions.csv", " \n\n", "file-empty"),
    ("plans.yaml", "\ufeff", "file-empty"),
    ("actions.csv", bytes(range(256)) * 20, "file-not-text"),
    ("actions.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "file-not-text"),
    ("plans.json", b"\x81\x8d\x8f\x90\x9d", "file-not-text"),
    ("actions.csv", "key,title\na,A\n".encode("utf-16-le"), "file-not-text"),
    ("actions.csv", b"\xff\xfe" + b"k", "file-not-text"),
    ("plans.yaml", BOMB, "yaml-alias"),
    ("plans.yaml", "a: &x [*x]\n", "yaml-alias"),
    ("plans.yaml", "Strategy: &s []\n", "yaml-alias"),
    ("plans.yaml", "Strategy:\n  - {key: a, key: b}\n", "yaml-duplicate-key"),
    ("plans.json", '{"Strategy": [{"key": "a", "key": "b"}]}', "yaml-duplicate-key"),
    ("plans.yaml", "[" * 50_000, "too-deep"),
    ("plans.yaml", "{a: " * 50_000, "too-deep"),
    ("plans.json", "[" * 200_000, "too-deep"),
    ("plans.json", '{"a":' * 100_000, "too-deep"),
    ("plans.yaml", "Strategy:\n  - {key: a\n", "truncated"),
    ("plans.yaml", 'Strategy:\n  - {key: "a', "truncated"),
    ("plans.yaml", "Strategy:\n  - key: a\n bad: b\n", "syntax"),
    ("plans.yaml", "Strategy: !!python/object/apply:os.system [ls]\n", "syntax"),
    ("plans.yaml", "--- \nStrategy: []\n--- \nAction: []\n", "syntax"),
    ("plans.json", '{"Strategy": [{"key": "a"', "truncated"),
    ("plans.json", '{"Strategy": [{"key": "a', "truncated"),
    ("plans.json", '{"Strategy": [{"key": a}]}', "syntax"),
    ("plans.json", '{"Strategy": ' + "9" * 5_000 + "}", "syntax"),
    ("plans.json", "[1, 2]", "file-not-a-plan"),
    ("plans.json", "null", "file-not-a-plan"),
    ("plans.yaml", "just a sentence", "file-not-a-plan"),
    ("plans.yaml", "name: app\nversion: 1\n", "file-not-a-plan"),
    ("scan.tiff", "%PDF-1.4", "file-unknown"),
    ("links.csv", "from,to\na,b\n", "record-shape"),
])
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path, name, content, code):
    loaded = load_files(tmp_path, {**GOOD, name: content})
    assert codes(loaded) == [code]
    assert (loaded.problems[0].source.file, bool(loaded.problems[0].remedy)) == (name, True)
    assert keys(loaded) == {"action:a"}


@pytest.mark.parametrize(("content", "told"), [
    ("key,title\na,Café\n".encode(), []), ("key,title\na,Café\n".encode("utf-8-sig"), []),
    ("key,title\na,Café\n".encode("utf-16"), ["file-read-as"]),
    ("key,title\na,Café\n".encode("cp1252"), ["file-encoding"]),
])
def test_text_is_read_in_the_encodings_that_offices_write(tmp_path, content, told):
    loaded = load_files(tmp_path, {"actions.csv": content})
    assert item(loaded, "action:a").title == "Café"
    assert codes(loaded) == told


def test_a_cell_of_a_million_signs_costs_one_cell(tmp_path):
    long = "x" * 1_000_000
    loaded = load_files(tmp_path, {
        "actions.csv": f'key,title,outcome\na,A,"{long}"\n{long},B,\n',
        "b.yaml": f"Strategy:\n  - {{key: s, title: S, aim: {long}, supports: {long}, paragraph: {long}}}\n"})
    assert codes(loaded) == ["cell-too-long", "cell-too-long", "cell-too-long", "cell-type", "cell-too-long"]
    assert keys(loaded) == {"action:a", "strategy:s"}
    assert all(len(told.value or "") <= 201 for told in loaded.problems)


def test_a_heading_of_a_million_signs(tmp_path):
    loaded = load_files(tmp_path, {"actions.csv": f"key,{'x' * 1_000_000}\na,A\n"})
    assert codes(loaded) == ["heading-unknown"]
    assert len(loaded.problems[0].message) < 1_100


def test_a_file_over_the_limit(tmp_path):
    files = {"goldthread.yaml": "planSet: a\nlimits: {fileMegabytes: 0.001}\n",
             "actions.csv": "key,title\n" + "a,A\n" * 999}
    loaded = load_files(tmp_path, {**files, **GOOD})
    assert codes(loaded) == ["file-too-large"]
    assert keys(loaded) == {"action:a"}


def test_a_folder_that_is_called_like_a_file(tmp_path):
    (tmp_path / "actions.csv").mkdir()
    (tmp_path / "goldthread.yaml").mkdir()
    loaded = load_files(tmp_path, GOOD)
    assert codes(loaded) == ["path-unreadable"]
    assert keys(loaded) == {"action:a"}


def test_paths_that_are_not_there(tmp_path):
    loaded = load([tmp_path / "gone", tmp_path / "actions.csv", tmp_path / ("x" * 5_000), tmp_path / "a\0b"]).loaded
    assert codes(loaded) == ["path-missing", "path-missing", "path-unreadable", "path-unreadable"]
    assert loaded.files == 0


def test_what_is_neither_file_nor_folder(tmp_path):
    os.mkfifo(tmp_path / "actions.csv")
    loaded = load([tmp_path, tmp_path / "actions.csv"]).loaded
    assert codes(loaded) == ["path-unreadable", "path-unreadable"]


def test_a_folder_given_where_a_file_belongs(tmp_path):
    folder = write(tmp_path, GOOD)
    loaded = load([folder], mapping=folder, findings=folder, rules=[folder], settings=folder).loaded
    assert set(codes(loaded)) == {"path-unreadable"}
    assert keys(loaded) == {"action:a"}


def test_a_file_that_nobody_may_read():
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # whoever reads below must be able to enter
        folder = write(Path(place), {**GOOD, "actions.csv": "key\na\n"})
        (folder / "actions.csv").chmod(0)
        with nobody():
            assert codes(load([folder]).loaded) == ["path-unreadable"]


@contextmanager
def nobody():
    """Nobody in particular: root, as which machines that test often run, may read everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_signs_that_cannot_be_shown_are_not_shown(tmp_path):
    loaded = load_files(tmp_path, {"plans.json": '{"Strategy": [{"key": "a", "status": "\\ud800\\u001b[31m\\n"}]}',
                                   b"caf\xe9.csv".decode("utf-8", "surrogateescape"): "key\na\n"})
    for told in loaded.problems:
        assert (told.value or "").isprintable()
        assert str(told).encode()
    assert codes(loaded) == ["file-unknown", "cell-type"]
    assert problem(loaded, "file-unknown").source.file == "caf�.csv"


SEEDS = {
    "strategies.csv": 'key,title,status,supports,start,note\nb,B,draft,"objective:x; plan:y",2008/09,"c\nd"\n',
    "plans.yaml": "asks: transcript\nStrategy:\n  - key: s\n    title: T\n    supports: [objective:x, 'y/plan:z']\n"
                  "Link:\n  - {from: strategy:s, link: supports, to: objective:x}\nObjective:\n  - {key: x, tier: 3}\n",
    "all.json": '{"asks":"list","Action":[{"key":"a","due":"October 2007","delivers":["strategy:s",3,null]}]}',
    "mapping.yaml": "tables:\n  - {file: x.csv, kind: Strategy, key: '{id}-{n:words}', columns: {n: [title]}}\n"
                    "  - file: t.txt\n    format: committee-table\n    columns: {Rec: recommendation, Done: taken}\n",
    "x.csv": 'id;n\n1;Hello world\n2;"Other; thing"\n',
    "t.txt": "Rec\tDone\nDo it\tDone it\nDo more; And more\tTo be developed\n",
    "goldthread.yaml": "planSet: f\nmapping: mapping.yaml\nrules: [my.rules.yaml]\nfindings: findings.yaml\n",
    "my.rules.yaml": "- {code: X1, name: x, severity: high, shape: clash, of: [Strategy],"
                     " along: '>SUPPORTS[tier <= 2]', fault: 'a.start after b.start',"
                     " finds: f, why: w, remedy: r, message: m}\n",
    "findings.yaml": "- {id: F1, document: '001', says: hello, items: [strategy:s], rule: G17}\n",
}
PIECES = (b"\x00", b'"', b"'", b"\t", b"\n", b":", b"- ", b"{", b"}", b"[", b"]", b"&a ", b"*a", b"\xff", b">", b"<",
          b"?", b"!!x ", b"|", b",", b";", b"not ", b"9" * 30, b"1e999", b"\\ud800", b"%", b"null", b"NaN", b"key: ")


def damaged(dice: random.Random, data: bytes) -> bytes:
    """The file with a few bytes put in, taken out, changed or cut off."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        at = dice.randrange(len(data) + 1)
        data = dice.choice((
            data[:at] + dice.choice(PIECES) + data[at:], data[:at] + data[at + dice.choice((1, 2, 30)):], data[:at],
            data[:at] + bytes([dice.randrange(256)]) + data[at + 1:], data[:at] + data[at // 2:at] + data[at:]))
    return data


def test_damaged_files_give_problems_and_nothing_else(tmp_path):
    dice = random.Random(3)
    folder, told = write(tmp_path, SEEDS), 0
    for _ in range(250):
        name = dice.choice(list(SEEDS))
        (folder / name).write_bytes(damaged(dice, SEEDS[name].encode()))
        begun = time.process_time()
        loaded = load([folder]).loaded
        assert time.process_time() - begun < 2, (folder / name).read_bytes()
        known = keys(loaded)
        assert all(link.start in known and (link.end in known) != link.dangling for link in loaded.links)
        told += len(loaded.problems)
        (folder / name).write_bytes(SEEDS[name].encode())
    assert told > 250
