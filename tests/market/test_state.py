"""What walks from year to year keeps its shape, all of it is moved by a year, and outcomes tell of it."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from krapte.country.axes import FIELDS, GROUPS, PROGRAMS, QUALS, STREAMS
from krapte.country.demand import PACKAGES
from krapte.market.account import NAMES, PLACES
from krapte.market.state import Memory, Outcome, State
from market.books import known, people

SIZES = {
    "residual": (len(GROUPS),),
    "flows": (2, len(NAMES), len(PLACES)),
    "brought": (),
    "migrants": (len(STREAMS),),
    "foreign_technicians": (len(STREAMS),),
    "card_arrivals": (),
    "students": (len(PROGRAMS), len(FIELDS)),
    "entrants": (len(PROGRAMS), len(FIELDS)),
    "diplomas": (len(PROGRAMS), len(FIELDS)),
    "school_cost": (),
    "lateral": (),
    "people": (106,),
    "at_work": (len(QUALS),),
    "at_work_ages": (60,),
    "retired": (60,),
    "tasks": (len(PACKAGES),),
}


def test_a_year_hands_on_a_state_of_the_same_shape_in_which_all_has_moved(world, a_year, begun, central):
    fixed, state = begun
    after, _ = a_year(state, known(world, 2013), jnp.float64(0.5), fixed, central)
    assert isinstance(after, State)
    assert jax.tree.structure(after) == jax.tree.structure(state)
    assert [leaf.shape for leaf in jax.tree.leaves(after)] == [leaf.shape for leaf in jax.tree.leaves(state)]
    still = {
        name
        for name in Memory._fields
        if all(
            np.array_equal(a, b)
            for a, b in zip(
                jax.tree.leaves(getattr(after.memory, name)),
                jax.tree.leaves(getattr(state.memory, name)),
                strict=True,
            )
        )
    }
    assert still == {"guided", "renewed"}  # none without a measure: their own tests move them
    for one, other in zip(after.stocks, state.stocks, strict=True):
        assert not np.array_equal(one, other)


def test_outcomes_have_the_axes_they_name_and_tell_of_the_same_people(world, a_year, begun, central):
    fixed, state = begun
    after, outcome = a_year(state, known(world, 2013), jnp.zeros(()), fixed, central)
    for name in Outcome._fields:
        assert getattr(outcome, name).shape == SIZES.get(name, (len(GROUPS),)), name
        assert np.all(np.isfinite(getattr(outcome, name))), name
    work = np.asarray(after.stocks.work)
    assert np.allclose(outcome.employed, work[: len(GROUPS)].sum(axis=(1, 2, 3)), rtol=1e-11)
    assert float(outcome.unemployed.sum()) == float(np.float64(work[len(GROUPS)].sum())) or np.isclose(
        outcome.unemployed.sum(), work[len(GROUPS)].sum(), rtol=1e-11
    )
    assert np.allclose(outcome.people, people(after.stocks).sum(axis=1), rtol=1e-13)
    assert np.allclose(outcome.at_work, work[: len(GROUPS)].sum(axis=(0, 2, 3)), rtol=1e-11)
    assert np.allclose(outcome.at_work_ages, work[: len(GROUPS)].sum(axis=(0, 1, 3)), rtol=1e-11)
    retired = outcome.flows[0, NAMES.index("retirement")].sum()
    assert np.isclose(outcome.retired.sum(), retired, rtol=1e-12)
    assert float(retired) > 1e4
    assert np.allclose(after.memory.employed, outcome.employed)
    assert np.allclose(outcome.filled.sum(), 8.3e5, rtol=0.2)  # published for 2014
