"""The fit: from the parameter table and published history to a posterior, with its gates.

::

    both forms of clearing, each by itself:
      mode        Gauss-Newton from dispersed starts                  (mode)
      directions  those in which data move parameters                 (directions)
      draws       no-U-turn sampler along them                        (sample)
      weights     for all other parameters, drawn from their prior    (weigh)
    gates, and only then a posterior                                  (gates)

The rest of the parameters is integrated out by importance: each draw along the directions is weighed by how likely
history is with other draws of the rest, against the likelihood with the rest at their middle.

History cannot tell the two forms of clearing apart on eleven years (``docs/model.md``), and matching is closed on the
same years under each: both keep their prior chance. Which is nearer to history is told (``height``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from krapte.country import assumptions
from krapte.engine.draws import Uniforms
from krapte.learning import directions, gates, likelihood, mode, prior, sample, weigh
from krapte.learning.directions import Directions
from krapte.learning.gates import Quality
from krapte.learning.misfit import History, Misfit
from krapte.learning.mode import Mode

Floats = NDArray[np.float64]
Tell = Callable[[str], None]
FORMS = (0.0, 1.0)
STARTS = 3  # the middle of the prior, and draws of it
ROWS = 500  # draws kept of each form
OTHERS = 2  # draws of the rest for each draw along the directions
SAME = assumptions.value("learning.fit.same")  # modes whose heights differ by less are one


class Fitted(NamedTuple):
    """The posterior under one form of clearing."""

    form: float
    mode: Mode
    directions: Directions
    rows: Floats
    """Draws along the directions ``[row, direction]``."""
    quality: Quality


def fit(
    history: History,
    seed: int = 1,
    tell: Tell = print,
    draws: int = sample.DRAWS,
    warmup: int = sample.WARMUP,
) -> tuple[Fitted, ...]:
    """The posterior under both forms; InputError where a gate is failed."""
    misfit = Misfit(history)
    made = []
    for form in FORMS:
        found = one(misfit, form, seed, tell, draws, warmup)
        gates.check(found.quality, f"fit: form {form:.0f}")
        made.append(found)
    return tuple(made)


def one(misfit: Misfit, form: float, seed: int, tell: Tell, draws: int, warmup: int) -> Fitted:
    """The posterior under one form, gates not yet looked at."""
    places = prior.free()
    modes = mode.find(misfit, form, starts(seed, places), places)
    best = modes[0]
    tell(f"form {form:.0f}: mode at {best.height:.2f}, from {len(modes)} starts up to {modes[-1].height:.2f}")
    along = directions.at(best, places)
    tell(f"form {form:.0f}: {len(along.strength)} directions of {len(along.places)} parameters")
    chains = sample.sample(misfit, form, along, seed, draws, warmup)
    weights = weighed(misfit, form, along, chains.along.reshape(-1, len(along.strength)), seed)
    flat = chains.along.reshape(-1, len(along.strength))
    quality = Quality(
        rhat=float(gates.rhat(chains.along).max()),
        effective=float(gates.effective(chains.along).min()),
        diverged=chains.diverged / len(flat),
        rest=weigh.effective(weights) / len(flat),
        arrived=float(modes[-1].height - best.height < SAME and all(each.arrived for each in modes)),
    )
    tell(f"form {form:.0f}: " + ", ".join(f"{name} {value:.3g}" for name, value in quality._asdict().items()))
    return Fitted(form, best, along, flat[weigh.resample(weights, ROWS, seed)], quality)


def starts(seed: int, places: list[int]) -> Floats:
    """The middle of the prior and draws of it ``[start, slot]``."""
    made = np.zeros((STARTS, len(prior.SLOTS)))
    uniforms = Uniforms(seed, STARTS - 1)
    for place in places:
        made[1:, place] = special.ndtri(uniforms(f"fit.start.{prior.SLOTS[place]}"))
    return made


def weighed(misfit: Misfit, form: float, of: Directions, along: Floats, seed: int) -> Floats:
    """Weights of draws along the directions ``[draw, direction]``, the rest integrated out; they add up to one."""
    middle = np.zeros((len(along), len(of.places)))
    base = _likely(misfit, form, of, along, middle)
    others = [
        _likely(misfit, form, of, along, across(of, len(along), f"{seed}.{i}")) - base for i in range(OTHERS)
    ]
    return weigh.normalised(special.logsumexp(others, axis=0))


def across(of: Directions, count: int, key: str) -> Floats:
    """Draws of the prior of the parameters seen ``[draw, seen]``."""
    uniforms = Uniforms(0, count)
    return np.stack([special.ndtri(uniforms(f"fit.rest.{key}.{place}")) for place in of.places], axis=1)


def _likely(misfit: Misfit, form: float, of: Directions, along: Floats, rest: Floats) -> Floats:
    z = np.zeros((len(along), len(prior.SLOTS)))
    z[:, list(of.places)] = of.place(along, rest)
    return likelihood.log_likelihood(misfit.missed(z, np.full(len(z), form)), misfit.places)
