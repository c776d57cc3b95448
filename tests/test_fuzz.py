"""The short form of `make fuzz`: some hundred damaged files a parser, and one in a child process."""

from __future__ import annotations

import fuzz
import pytest

SLOW = {"docx": 40, "xlsx": 100, "ods": 100, "xls": 100, "pdf": 100}


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_damaged_files_give_problems_and_nothing_else(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    apart = fuzz.BY_NAME[fuzz.TARGETS[name].form].apart == 0
    assert fuzz.run(name, SLOW.get(name, 300), seed=2008, in_child=1 if apart else 0)


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_a_reader_that_forgets_is_found_out(name, monkeypatch):
    read = fuzz.Reading.read

    def forgetful(self):
        read(self)
        self.draft.records[:] = self.draft.records[:1]

    monkeypatch.setattr(fuzz.Reading, "read", forgetful)
    with pytest.raises(fuzz.FoundError):
        fuzz.attempt(fuzz.TARGETS[name], fuzz.TARGETS[name].samples()[0])
