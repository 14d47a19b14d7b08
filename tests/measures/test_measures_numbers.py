"""Numbers of the further measures, made again from the figures they rest on."""

from __future__ import annotations

import numpy as np
import pytest
from measures_four import SLOTS
from measures_paper import YEARS, measure, middle, moved, published
from pydantic import ValidationError

from krapte.measures import Measure, effects, packages
from krapte.measures.schema import quantities


def test_firms_adopt_as_many_workers_as_they_have() -> None:
    """Twenty people a firm over the 21,000 a year for whom technology spreads by itself in the model."""
    value = quantities(measure("p1"))["moves.0.value"]
    assert value.central == pytest.approx(20 / 21_000, rel=0.01)
    assert (value.low, value.high) == pytest.approx((12 / 21_000, 35 / 21_000), rel=0.06)


def test_procurement_saves_hours_of_homes_and_a_little_of_grid_and_roads() -> None:
    """A point of homes saves the hours of the evidence; a standard design a tenth of the work (3 to 20 %)."""
    construction = 405_000
    homes = published("pd.wp.homes.2024")[1]
    grid_and_roads = sum(published(f"pd.wp.{part}.2024")[1] for part in ("grid_onshore", "infra_renewal"))
    for name, of, saved in (
        ("p3", 0.01 * homes, published("pd.p3.assume.hours_saving")),
        ("p3-standards", grid_and_roads, (0.03, 0.1, 0.2)),
    ):
        value = quantities(measure(name))["moves.0.value"]
        expected = [of * share / construction for share in saved]
        assert [value.low, value.central, value.high] == pytest.approx(expected, rel=0.02)


def test_of_what_nobody_measured_half_of_the_draws_do_nothing() -> None:
    assert measure("p3-innovation").no_effect.probability == 0.5
    assert quantities(measure("p3-innovation"))["moves.0.value"].low == 0


def test_parts_of_one_effect_are_shown_by_the_card_and_move_nothing() -> None:
    made = measure("p1")
    assert sum(part.central for part in made.parts) == pytest.approx(1)
    assert {f"parts.{index}" for index in range(3)} <= {step.quantity for step in made.chain}
    assert {part.grade for part in made.parts} == {"C"}
    other = made.model_copy(update={"parts": ()})
    doses = [effects.effects(packages.alone(one), SLOTS, YEARS, middle) for one in (made, other)]
    np.testing.assert_array_equal(doses[0].dose, doses[1].dose)
    np.testing.assert_array_equal(doses[0].add, doses[1].add)


def test_parts_that_are_not_the_whole_are_refused() -> None:
    whole = measure("p1").model_dump()
    with pytest.raises(ValidationError, match=r"parts not whole: found 0\.7, expected 1"):
        Measure(**(whole | {"parts": whole["parts"][:2]}))


def odds(share: float, base: float) -> float:
    """The factor on the chance of a choice that brings its share from ``base`` to ``share``."""
    return share / (1 - share) * (1 - base) / base


@pytest.mark.parametrize(
    ("name", "figure", "base", "kept"),
    [("e2", "eei_e2_p_share", 0.23, 0.7), ("e9", "eei_e9_p_share", 0.24, 1)],
)
def test_choice_moves_as_far_as_the_evidence_says(name: str, figure: str, base: float, kept: float) -> None:
    """Half tuition moves the share relative to what it was and leaks at work; lessons move it by points."""
    value = quantities(measure(name))["moves.0.value"]
    for factor, change in zip((value.low, value.central, value.high), published(figure), strict=True):
        share = base * (1 + change) if name == "e2" else base + change
        assert factor - 1 == pytest.approx(kept * (odds(share, base) - 1), abs=0.0005)


def test_half_tuition_and_lessons_have_the_point_mass_of_the_evidence() -> None:
    assert measure("e2").no_effect.probability == 0.35
    assert measure("e9").no_effect.probability == 0.4


def test_lessons_of_2028_reach_a_choice_in_full_after_twelve_years_only() -> None:
    (early,), (half,), (full,) = (
        {float(value[0]) for value in moved("e9", year).values()} for year in (2031, 2036, 2041)
    )
    assert early == 0
    assert 0.2 * full < half < 0.8 * full


def test_a_seat_is_paid_for_two_years() -> None:
    assert quantities(measure("e3"))["cost.0.eur"].central == 2 * published("eei_e3_p_cost_seat")[1]


def test_renewal_costs_what_the_evidence_says_and_lifts_first_jobs_as_much() -> None:
    made, million = measure("e5"), published("eei_e5_p_cost")[1] / 1e6
    assert made.dose.default == million
    for index, figure in enumerate(("eei_e5_p_retain", "eei_e5_p_skill")):
        value = quantities(made)[f"moves.{index}.value"]
        for one, rise in zip((value.low, value.central, value.high), published(figure), strict=True):
            assert one * million == pytest.approx(rise, abs=0.0001)
    assert quantities(made)["timing.persistence"].central ** 8 == pytest.approx(0.5, abs=0.02)


def test_people_of_a_pact_cost_what_the_evidence_says() -> None:
    """Half of a million on students and half on people who change work, at the public cost per person."""
    low, central, high = (500_000 / cost for cost in reversed(published("eei_i2_p_cost_person")))
    for index in (0, 1):
        value = quantities(measure("i2"))[f"moves.{index}.value"]
        assert (value.low, value.central, value.high) == pytest.approx((low, central, high), rel=0.03)


def test_modules_bring_adults_as_the_evidence_says() -> None:
    adults = published("eei_e1_indirect_2012")[1] / 175_000
    value = quantities(measure("e4"))["moves.0.value"]
    for factor, rise in zip(
        (value.low, value.central, value.high), published("eei_e4_p_through"), strict=True
    ):
        assert factor**30 == pytest.approx(1 + adults * rise, abs=0.003)
    assert measure("e4").no_effect.probability == 0.4


def test_a_million_less_is_a_share_of_what_schools_get() -> None:
    """Of mbo the lump sum of 2024; of hbo and wo that of 2016, grown as hbo did to 2019."""
    mbo = quantities(measure("cut-mbo"))["moves.0.value"]
    assert mbo.central == pytest.approx(-1e6 / published("eei_e1_budget_mbo_2024")[1], rel=1e-4)
    of_2016 = sum(published(f"spend_lumpsum_{level}_2016")[1] for level in ("hbo", "wo"))
    growth = published("ocw_hbo_bek_2019")[1] / published("ocw_hbo_bek_2016")[1]
    higher = quantities(measure("cut-higher"))["moves.0.value"]
    assert higher.central == pytest.approx(-1e6 / (of_2016 * growth), rel=1e-3)
    assert higher.low == pytest.approx(-1e6 / of_2016, rel=2e-3)


def test_a_cut_in_practice_places_is_the_subsidy_the_other_way_round() -> None:
    cut, more = (quantities(measure(name)) for name in ("cut-practice", "x5"))
    one, other = cut["moves.0.value"], more["moves.0.value"]
    assert (one.low, one.central, one.high) == pytest.approx(
        (1 / other.high, 1 / other.central, 1 / other.low), abs=1e-5
    )
    assert cut["additionality"] == more["additionality"]
    assert cut["timing.lag_years"] == more["timing.lag_years"]


def test_a_higher_threshold_keeps_out_half_of_those_just_above_it() -> None:
    """The young are about half of all; at most those with pay near the threshold are lost."""
    value = quantities(measure("m2-tightened"))["moves.0.value"]
    low, central, high = (0.5 * loss for loss in published("ip_u30_loss10"))
    assert 1 - value.central == pytest.approx(central, abs=0.006)
    assert (1 - value.high, 1 - value.low) == pytest.approx((low, high), abs=0.012)
    assert 1 - value.low <= published("gp_km_wage_near_u30")[2]


def test_techniek_comes_to_the_mean_of_success_at_dose_one() -> None:
    value = quantities(measure("x4"))["moves.0.value"]
    techniek, everybody = (published(f"hbo_dip5_agc_{which}_2015")[1] for which in ("betatechniek", "all"))
    assert value.central == pytest.approx(1 / 0.94, rel=0.001)
    assert value.high == pytest.approx(everybody / techniek, rel=0.002)


def test_a_million_of_subsidy_is_a_share_of_the_budget() -> None:
    value = quantities(measure("x5"))["moves.0.value"]
    assert value.central - 1 == pytest.approx(1e6 / published("eei_e1_praktijkleren_2024")[1], rel=0.02)


def test_the_sectors_own_productivity_is_shared_over_the_technicians_of_their_sectors() -> None:
    """25,000 technicians fewer needed are so much faster growth in the six sectors of the paper."""
    from krapte.country import inputs
    from krapte.country.axes import GROUPS, SECTORS, TECHNIEK

    technicians = [GROUPS.index(group) for group in TECHNIEK]
    inside = inputs.lasting().demand.structure[: SECTORS.index("ict")][:, technicians].sum()
    per_technician = quantities(measure("plan-productivity"))["moves.0.value"].central
    assert per_technician == pytest.approx(1 / inside, rel=0.01)
