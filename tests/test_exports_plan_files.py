"""JSON and YAML in one file: what is written reads back as the same plan set."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from plan_sets import ROUND_TRIP, plan_sets, same

from graph_api.exports.plan_files import write_json, write_yaml
from loaders.load import load
from schema.records import Loaded

WRITERS = {"json": write_json, "yaml": write_yaml}


@pytest.mark.parametrize("suffix", WRITERS)
@ROUND_TRIP
@given(plans=plan_sets())
def test_any_plan_set_comes_back(suffix: str, plans: Loaded, tmp_path: Path) -> None:
    file = tmp_path / f"plans.{suffix}"
    WRITERS[suffix](plans, file)
    same(plans, load([file]).loaded)
