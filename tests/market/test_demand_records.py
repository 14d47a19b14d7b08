"""The records of demand: what the country fills is what the market reads, and no parameter has two homes."""

from __future__ import annotations

import jax.numpy as jnp
from demand_case import adopting_of, begun, country, demand_of, want

from krapte.country import demand as paths
from krapte.market.demand_records import Adopting, Demand, DemandCountry, DemandNow, Tasks


def test_the_country_fills_the_records_field_by_field():
    assert paths.Paths._fields == DemandNow._fields
    assert (*paths.Fixed._fields, "fte_per_person") == DemandCountry._fields


def test_no_parameter_is_in_two_records():
    names = [*Demand._fields, *Tasks._fields, *Adopting._fields]
    assert len(names) == len(set(names))


def test_memory_keeps_its_shapes_over_a_year():
    p = demand_of()
    before, after = begun(p), want(p, adopting=adopting_of(guided_firms=10)).memory
    for old, new in zip(before[:-1], after[:-1], strict=True):
        assert jnp.shape(old) == jnp.shape(new)
        assert new.dtype == jnp.float64
    assert (
        [jnp.shape(x) for x in before.adoption]
        == [jnp.shape(x) for x in after.adoption]
        == [(6, 3), (6, 3), (6,)]
    )
    assert before.scale.shape == (country().structure.shape[1],)
    assert float(after.adoption.guided.sum()) > float(before.adoption.guided.sum())
