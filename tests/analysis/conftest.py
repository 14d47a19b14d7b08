"""What tests of analysis share: one laboratory of forty draws and its answer to one measure."""

from __future__ import annotations

import pytest

from krapte.analysis.laboratory import Laboratory


@pytest.fixture(scope="package")
def lab() -> Laboratory:
    return Laboratory(draws=40)


@pytest.fixture(scope="package")
def answer(lab):
    return lab.run("m1")
