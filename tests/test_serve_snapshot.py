"""A snapshot that is served says when it is answered otherwise; a server that watches, watches the baseline too."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from snapshots import frozen_at, relisted, run

from graph_api.options import Options
from graph_api.web import serve
from loaders.snapshot import ANSWER


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set where a server would have begun to listen; nothing is served."""
    event = threading.Event()
    monkeypatch.setattr(serve, "_serve", lambda *_: event.set())
    return event


def test_a_served_snapshot_says_when_the_answer_is_another(
    tmp_path: Path, started: threading.Event, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen = frozen_at(tmp_path)
    other = relisted(frozen, lambda _, parts: parts.update({ANSWER: parts[ANSWER].replace(b"Homes", b"House")}))

    assert serve.serve([frozen], port=0) == 0
    assert "not the one that was frozen" not in capsys.readouterr().err
    assert serve.serve([other], port=0) == 0
    assert "The answer is not the one that was frozen" in capsys.readouterr().err
    assert started.is_set()


def test_a_baseline_that_changes_is_noticed(
    tmp_path: Path, started: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen_at(tmp_path)
    saved, looked = tmp_path / "q1.json", list[Path]()
    saved.write_text(run("check", tmp_path / "ashby", "--format", "json")[1], encoding="utf-8")

    watched = serve._watched

    def noted(*asked: Any) -> list[Path]:
        looked.extend(watched(*asked))
        return looked

    monkeypatch.setattr(serve, "_watched", noted)
    assert serve.serve([tmp_path / "ashby"], Options(baseline=saved), port=0, watch=True) == 0
    assert saved in looked
    assert started.is_set()
