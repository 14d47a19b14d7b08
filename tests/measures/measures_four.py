"""The four measures and the package of them, on the parameters of the model."""

from __future__ import annotations

import pytest

from krapte.country import parameters
from krapte.measures import Measure, Package, library, packages

SLOTS = parameters.slots()
NAMES = ("e1", "e1-unfinanced", "i3", "p2")


def measure(name: str) -> Measure:
    return library.load(name)


def package() -> Package:
    return packages.load("first-four")


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-12)
