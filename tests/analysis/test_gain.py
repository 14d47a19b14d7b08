"""Where the gain went: identities per draw, shares that add up, and the mark for what only moved."""

from __future__ import annotations

import numpy as np
import pytest

from krapte.analysis import gain
from krapte.country.axes import GROUPS, TECHNIEK

YEARS = (2030, 2035)
RNG = np.random.default_rng(11)
TECH = slice(0, len(TECHNIEK))
FTE = 0.9


def world(shift: float = 0.0, draws: int = 60):
    """A closed country: residents are those at work, unemployed or outside."""
    shape = (draws, len(YEARS), len(GROUPS))
    made = {
        "employed": 3e5 + shift * RNG.normal(200, 20, shape),
        "unemployed": 2e4 + shift * RNG.normal(-20, 5, shape),
        "vacancies": 1e4 + shift * RNG.normal(-60, 5, shape),
        "outside": 8e6 + shift * RNG.normal(-900, 50, shape[:2]),
    }
    made["residents"] = made["employed"].sum(-1) + made["unemployed"].sum(-1) + made["outside"]
    return made


BASE, WITH = world(), world(1.0)
BROUGHT = gain.Brought(RNG.normal(2000, 100, (60, 2)), RNG.normal(450, 20, (60, 2)))


def test_uses_add_up_to_what_was_brought_and_saved() -> None:
    made = gain.gain(BASE, WITH, BROUGHT, FTE).techniek
    np.testing.assert_allclose(made["extra"], BROUGHT.technicians + BROUGHT.saved / FTE)
    np.testing.assert_allclose(sum(made[name] for name in gain.USES), made["extra"])
    d_work = (WITH["employed"] - BASE["employed"])[..., TECH].sum(-1)
    d_vacancies = (WITH["vacancies"] - BASE["vacancies"])[..., TECH].sum(-1)
    d_unemployed = (WITH["unemployed"] - BASE["unemployed"])[..., TECH].sum(-1)
    np.testing.assert_allclose(made["vacancies_filled"] + made["more_work"] - made["saved"], d_work)
    np.testing.assert_allclose(made["vacancies_filled"], -d_vacancies)
    np.testing.assert_allclose(made["replaced"], BROUGHT.technicians - d_work - d_unemployed, atol=1e-6)


def test_every_technician_comes_from_somewhere() -> None:
    made = gain.gain(BASE, WITH, BROUGHT, FTE).techniek
    np.testing.assert_allclose(sum(made[name] for name in gain.SOURCES), made["at_work"], rtol=1e-9)
    np.testing.assert_allclose(made["unaccounted"], 0, atol=1e-6)
    care = GROUPS.index("care")
    np.testing.assert_allclose(made["from_care"], (BASE["employed"] - WITH["employed"])[..., care])
    leaky = {**WITH, "residents": WITH["residents"] + 7}
    np.testing.assert_allclose(gain.gain(BASE, leaky, BROUGHT, FTE).techniek["unaccounted"], -7, atol=1e-6)


def test_shares_are_ratios_of_means_and_add_up_to_100() -> None:
    made = gain.gain(BASE, WITH, BROUGHT, FTE)
    rows = gain.rows(made, YEARS, FTE)
    for names in (gain.USES, gain.SOURCES_ALL):
        of = [r for r in rows if r["unit"] == "per_100" and r["item"] in names and r["scope"] == "techniek"]
        for year in YEARS:
            assert sum(r["mean"] for r in of if r["year"] == year) == pytest.approx(100)
    (filled,) = [r for r in rows if r["item"] == "vacancies_filled" and r["per"] and r["year"] == 2035]
    values = 100 * made.techniek["vacancies_filled"][:, 1] / made.techniek["extra"][:, 1]
    np.testing.assert_allclose(
        [filled["low"], filled["median"], filled["high"]], np.quantile(values, [0.1, 0.5, 0.9])
    )
    assert filled["divided"] == 1


def _small(size: float, draws: int = 10):
    closed = np.full((draws, 1), size)
    zero = np.zeros((draws, 1))
    techniek = dict.fromkeys(
        (*gain.USES, *gain.SOURCES_ALL, "extra", "brought_in", "saved", "at_work"), closed
    )
    return gain.Gain(techniek, dict.fromkeys(gain.NATIONAL, zero) | {"vacancies_techniek": closed})


def test_nothing_below_30_fte_is_divided() -> None:
    for size, shares in ((33.0, False), (34.0, True), (-34.0, True)):
        rows = gain.rows(_small(size), (2030,), FTE)
        assert any(r["unit"] == "per_100" for r in rows) == shares, size
        assert any(r["item"] == "extra" and r["unit"] == "persons" for r in rows)


def test_draws_in_which_nothing_happens_are_not_divided_but_count_in_the_mean() -> None:
    made = _small(200.0)
    made.techniek["extra"] = np.where(np.arange(10)[:, None] < 4, 0.0, 200.0)
    made.techniek["replaced"] = np.where(np.arange(10)[:, None] < 4, 0.0, 50.0)
    (row,) = [r for r in gain.rows(made, (2030,), FTE) if r["item"] == "replaced" and r["per"]]
    assert (row["mean"], row["low"], row["high"], row["divided"]) == (25, 25, 25, 0.6)


@pytest.mark.parametrize(("national", "flag"), [(49.0, True), (51.0, False), (-10.0, True)])
def test_a_shortage_that_only_moved_is_marked(national: float, flag: bool) -> None:
    made = _small(100.0)
    made.nl["vacancies_total"] = np.full((10, 1), national)
    on_means, chance = gain.moved(made, FTE)
    assert (bool(on_means[0]), float(chance[0])) == (flag, float(flag))
    (row,) = [r for r in gain.rows(made, (2030,), FTE) if r["item"] == "moved"]
    assert (row["median"], row["unit"], row["scope"]) == (float(flag), "flag", "nl")


def test_a_package_that_opens_vacancies_has_not_moved_them() -> None:
    made = _small(-100.0)
    made.nl["vacancies_total"] = np.full((10, 1), -200.0)
    assert not gain.moved(made, FTE)[0][0]


def test_national_lines_are_sums_over_all_groups() -> None:
    made = gain.gain(BASE, WITH, BROUGHT, FTE).nl
    parts = [made[f"vacancies_{name}"] for name in ("techniek", "ict", "care", "education", "rest")]
    np.testing.assert_allclose(sum(parts), made["vacancies_total"])
    np.testing.assert_allclose(made["at_work_total"], (WITH["employed"] - BASE["employed"]).sum(-1))


def test_arrays_of_other_groups_are_refused() -> None:
    one = {**BASE, "employed": BASE["employed"][..., :2]}
    two = {**WITH, "employed": WITH["employed"][..., :2]}
    with pytest.raises(ValueError, match="employed: 2 groups, not 9"):
        gain.gain(one, two, BROUGHT, FTE)
