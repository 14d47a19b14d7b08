from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from krapte.agenda import folder, make
from krapte.agenda.folder import Agenda
from krapte.analysis.laboratory import Laboratory
from krapte.measures import packages

PACKAGE = "first-four"


@pytest.fixture(scope="session")
def lab() -> Laboratory:
    """Eight draws to 2036; the baseline is run once for all."""
    return Laboratory(draws=8, to=2036)


@pytest.fixture(scope="session")
def agenda(lab) -> Agenda:
    """The agenda of four measures."""
    answer = lab.run(PACKAGE, split=False, ratios=False)
    wish = make.Wish(probability=0.6, public=1e9)
    return make.agenda(lab, packages.load(PACKAGE), answer, wish)


@pytest.fixture(scope="session")
def written(agenda, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("agenda")
    for name, data in folder.files(agenda, {}).items():
        (out / name).write_bytes(data)
    return out


@pytest.fixture
def edited(written, tmp_path) -> Callable[..., Path]:
    """A copy of the folder with one text in one file replaced, once."""

    def make_copy(file: str, old: str, new: str) -> Path:
        out = tmp_path / "copy"
        shutil.copytree(written, out, dirs_exist_ok=True)
        text = (out / file).read_text(encoding="utf-8")
        assert old in text
        (out / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        return out

    return make_copy


@pytest.fixture(scope="session")
def stepped(lab) -> Agenda:
    """The agenda of the cuts, which list two measures in steps."""
    answer = lab.run("cuts", split=False, ratios=False)
    return make.agenda(lab, packages.load("cuts"), answer, make.Wish())


@pytest.fixture(scope="session")
def stepped_kept(stepped, tmp_path_factory) -> Agenda:
    """The same as read from its folder."""
    out = tmp_path_factory.mktemp("stepped")
    for name, data in folder.files(stepped, {}).items():
        (out / name).write_bytes(data)
    return folder.read(out)
