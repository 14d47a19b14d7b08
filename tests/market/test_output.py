"""Output: the nation's growth, shared out over sectors, less productivity, plus rebound."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest
from demand_case import adopting_of, begun, country, demand_of, now_of, tasks_of, want

from krapte.country.axes import GROUPS, SECTORS
from krapte.country.demand import PACKAGES
from krapte.market import output

WEIGHTS = np.asarray(country().structure.sum(1) / country().structure.sum())
CONSTRUCTION, CARE = SECTORS.index("construction"), SECTORS.index("care")


def test_shares_keep_the_meaning_of_techniek_and_add_up_to_the_nation():
    p = demand_of(output_share=[1.2, 1.6, 1.1, 0.6])
    made = np.asarray(output.shares(country().structure, p))
    technicians = np.asarray(country().structure) @ output.IS_TECHNIEK
    assert technicians @ made / technicians.sum() == pytest.approx(1.2)
    assert WEIGHTS @ made == pytest.approx(1)
    assert np.allclose(made[6:9], [1.6, 1.1, 0.6])
    assert np.ptp(made[:6]) == pytest.approx(0)


def test_output_of_the_sectors_adds_up_to_published_growth():
    made = want(demand_of(trend=[0.01] * 6 + [0.0] * 4), year=2022)
    assert WEIGHTS @ np.asarray(made.output) == pytest.approx(0.05)  # 5.0 % in 2022
    assert float(made.output[0] - made.output[-1]) > 0.01


def test_people_bring_work_along():
    made = want(demand_of(population=0.25), residents=1.04, earners=1.02)
    expected = 0.25 * np.log(1.04) + 0.75 * np.log(1.02)
    assert WEIGHTS @ np.asarray(made.output) == pytest.approx(expected)
    assert np.all(np.asarray(made.output) > 0)
    assert np.allclose(
        want(demand_of(), year=2014, residents=1.04).output, want(demand_of(), year=2014).output
    )


def test_the_cycle_dies_out():
    p = demand_of(cycle_size=0.013, cycle_persistence=0.65)
    up = want(p, shock=1.0)
    assert float(up.memory.gap) == pytest.approx(0.013)
    after = want(p, memory=up.memory)
    assert float(after.memory.gap) == pytest.approx(0.65 * 0.013)
    assert WEIGHTS @ np.asarray(after.output) == pytest.approx((0.65 - 1) * 0.013)
    assert float(want(p, year=2016, shock=1.0).memory.gap) == 0


def test_productivity_of_all_sectors_is_output_and_no_less_work():
    made = want(demand_of(productivity=[0.01] * len(SECTORS)))
    assert WEIGHTS @ np.asarray(made.output) == pytest.approx(0.01)
    assert WEIGHTS @ np.asarray(made.memory.target) == pytest.approx(0, abs=1e-12)


def test_a_lead_of_the_technical_sectors_costs_them_work():
    slow, fast = (want(demand_of(productivity_common=x)).memory.target for x in (0.0, 0.01))
    assert np.all(np.asarray(fast - slow)[:6] < -0.006)


@pytest.mark.parametrize("part", [0.0, 0.5, 1.0])
def test_rebound_gives_part_of_a_lead_back(part):
    lead = jnp.zeros(len(SECTORS)).at[CONSTRUCTION].set(0.01)
    p = demand_of(productivity=lead, rebound=[part] * 4)
    nation = float(WEIGHTS[CONSTRUCTION] * 0.01)
    share = output.shares(country().structure, p)[CONSTRUCTION]
    made = want(p).memory.target[CONSTRUCTION]
    assert float(made) == pytest.approx(float(share) * nation - 0.01 + part * (0.01 - nation), abs=3e-5)


def test_rebound_is_higher_where_a_target_is_unmet():
    base = now_of(2030).tasks_base
    p = demand_of(rebound=[0.6, 0.2, 0.1, 0.9])
    none, met = (np.asarray(output.rebound(country(), base, p, tasks_of(x))) for x in (0.0, 1.0))
    assert np.allclose(met, [0.6, 0.6, 0.6, 0.4, 0.6, 0.2, 0.6, 0.1, 0.1, 0.6])
    # Homes, grid, heat and roads are 77,000 fte of construction's 380,000.
    homes = PACKAGES.index("homes")
    assert 0.6 + 0.3 * float(base[homes] * 0.72) / 4.2e5 < none[CONSTRUCTION] < 0.7
    assert none[CARE] == met[CARE]
    assert np.all(none >= met)


def test_published_growth_of_a_sector_replaces_its_share():
    norm, known = (want(demand_of(utilisation=x), year=2018) for x in (1.0, 0.0))
    assert float(known.output[CONSTRUCTION]) == pytest.approx(0.065)
    assert float(known.memory.target[CONSTRUCTION]) == pytest.approx(
        0.065 - float(now_of(2018).productivity_cycle)
    )
    # What is done with the people held asks for no work, and other sectors are left alone.
    half = want(demand_of(utilisation=0.5), year=2018)
    targets = [float(x.memory.target[CONSTRUCTION]) for x in (norm, half, known)]
    assert targets[1] == pytest.approx((targets[0] + targets[2]) / 2)
    assert targets[0] < targets[2]
    others = np.arange(len(SECTORS)) != CONSTRUCTION
    assert np.allclose(np.asarray(norm.memory.target)[others], np.asarray(known.memory.target)[others])


def test_extra_output_per_hour_counts_when_it_comes_not_while_it_lasts():
    p = demand_of(procurement=0.02)
    first = want(p, adopting=adopting_of(factory_share=0))
    second = want(p, memory=first.memory, adopting=adopting_of(factory_share=0))
    assert float(first.memory.target[CONSTRUCTION]) < -0.015
    assert np.allclose(second.memory.target, first.memory.target)
    assert np.allclose(begun(p).gain, 0)
    assert len(GROUPS) == first.jobs.shape[0]
