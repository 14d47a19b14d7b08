"""Cuts on education by level and year, and the accord that takes them back."""

from __future__ import annotations

import pytest

from krapte import figures
from krapte.country.law import cuts
from krapte.figures.errors import InputError


def million(*names: str) -> float:
    """What figures of changes of a budget take away."""
    return sum(-figures.load()[name].value for name in names) / 1e6


@pytest.mark.parametrize(
    ("level", "year", "names"),
    [
        ("practice", 2028, ()),
        ("practice", 2029, ("eei_q3_prakt_cut",)),
        ("mbo", 2025, ()),
        ("mbo", 2026, ("cut_vjn_mbo_2026", "cut_prijs_mbo")),
        ("mbo", 2028, ("cut_vjn_mbo_2026", "cut_prijs_mbo", "cut_rif")),
        ("mbo", 2029, ("cut_vjn_mbo_2026", "cut_prijs_mbo", "cut_rif", "eei_q3_kwal_cut")),
        ("mbo", 2040, ("cut_vjn_mbo_2030", "cut_prijs_mbo", "cut_rif", "eei_q3_kwal_cut")),
        ("higher", 2024, ()),
        ("higher", 2025, ("cut_vjn_ho_2025",)),
        ("higher", 2029, ("cut_vjn_ho_2026",)),
        ("higher", 2030, ("cut_vjn_ho_2030",)),
    ],
)
def test_a_cut_is_the_sum_of_what_was_decided(level, year, names):
    assert cuts.amount(level, year) / 1e6 == pytest.approx(million(*names))


@pytest.mark.parametrize("level", cuts.DECISIONS)
def test_the_accord_leaves_nothing_of_it(level):
    assert all(cuts.amount(level, year, "accord") == 0 for year in range(2024, 2051))


def test_cuts_never_become_smaller_by_themselves():
    for level in cuts.DECISIONS:
        path = [cuts.amount(level, year) for year in range(2024, 2041)]
        assert path == sorted(path)
        assert path[0] == 0 < path[-1]


@pytest.mark.parametrize(("level", "world"), [("wo", "budget"), ("mbo", "plan")])
def test_a_level_or_world_that_is_not_known(level, world):
    with pytest.raises(InputError) as caught:
        cuts.amount(level, 2030, world)
    assert caught.value.code == "unknown_law"
