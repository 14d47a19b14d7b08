"""Draws along the directions that data move, by the no-U-turn sampler (numpyro).

It walks in coordinates in which Laplace's normal is round: ``along = centre + spread x c``. Only the size of a step is
adapted. Parameters across the directions stay at the middle of their prior meanwhile.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from krapte.engine.gate import use_compile_cache
from krapte.learning import likelihood, prior
from krapte.learning.directions import Directions
from krapte.learning.misfit import Misfit

Floats = NDArray[np.float64]
CHAINS, WARMUP, DRAWS = 4, 100, 200
DEEPEST = 5
AIM = 0.8  # share of steps accepted


class Sampled(NamedTuple):
    """Chains of draws along the directions."""

    along: Floats
    """[chain, draw, direction]"""
    diverged: int
    """Draws whose energy went astray."""


def sample(
    misfit: Misfit,
    form: float,
    of: Directions,
    seed: int,
    draws: int = DRAWS,
    warmup: int = WARMUP,
) -> Sampled:
    """Four chains from starts spread as the posterior is."""
    from numpyro.infer import MCMC, NUTS  # slow to load, and only a fit needs it

    use_compile_cache()
    basis, centre, spread = (jnp.asarray(part) for part in (of.basis, of.centre, of.spread))
    places, world = jnp.array(of.places), misfit.world

    def energy(c: Array) -> Array:
        along = centre + spread * c
        z = jnp.zeros(len(prior.SLOTS)).at[places].set(basis @ along)
        missed = misfit.one(z, jnp.float64(form), world)
        return likelihood.energy(missed, misfit.places) + along @ along / 2

    kernel = NUTS(
        potential_fn=energy, adapt_mass_matrix=False, target_accept_prob=AIM, max_tree_depth=DEEPEST
    )
    chains = MCMC(
        kernel,
        num_warmup=warmup,
        num_samples=draws,
        num_chains=CHAINS,
        chain_method="vectorized",
        progress_bar=False,
    )
    key = jax.random.PRNGKey(seed)
    first = jax.random.normal(jax.random.fold_in(key, 0), (CHAINS, len(of.strength)))
    chains.run(jax.random.fold_in(key, 1), init_params=first, extra_fields=("diverging",))
    made = np.asarray(chains.get_samples(group_by_chain=True))
    strayed = int(np.asarray(chains.get_extra_fields()["diverging"]).sum())
    return Sampled(np.asarray(of.centre + of.spread * made), strayed)
