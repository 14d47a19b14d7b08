"""How far a run is from history, in standard errors, and how that moves with every parameter.

``missed[n]`` are the log distances of published series to those of the run, made independent by their errors
(:mod:`krapte.learning.data`); :mod:`krapte.learning.likelihood` says how likely they are. Parameters are standard
normal numbers (:mod:`krapte.learning.prior`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array, lax
from numpy.typing import NDArray

from krapte.engine import past
from krapte.engine.cohort import OPTIONS, WIDTH, World
from krapte.engine.gate import float64, use_compile_cache
from krapte.learning import observe, prior
from krapte.learning.data import Observed

Floats = NDArray[np.float64]
SHIFT = prior.SLOTS.index("published.survey_shift")


class History(NamedTuple):
    """The series and the world a fit holds against each other, and the priors where they are not those of today."""

    series: tuple[Observed, ...]
    world: World
    priors: prior.Rows | None = None

    def kept(self) -> World:
        """The world to the last year of any series."""
        return past.until(self.world, max(max(one.years) for one in self.series))

    def places(self) -> dict[str, slice]:
        """Where each series stands among the distances."""
        ends = np.cumsum([len(one.years) for one in self.series])
        pairs = zip(self.series, map(int, ends), strict=True)
        return {one.name: slice(end - len(one.years), end) for one, end in pairs}


def logs(
    z: Array, form: Array, world: World, series: Sequence[Observed], priors: prior.Rows | None = None
) -> list[Array]:
    """Log values of one run at the years of each series."""
    drawn = prior.smooth(z, form, priors)
    told = observe.series(past.run(drawn, world), drawn[SHIFT])

    def of(name: str, years: Sequence[int], first: int) -> Array:
        return jnp.log(told[name][jnp.array([year - first for year in years])])

    whole = {one.name: one.first for one in series}
    return [
        of(one.name, one.years, one.first)
        - (of(one.within, one.years, whole[one.within]) if one.within else 0)
        for one in series
    ]


class Misfit:
    """The programs of a history: distances of runs, and their slopes.

    The programs know the errors of the series and not their values, so that another history of the same series
    (:meth:`of`) compiles nothing.
    """

    def __init__(self, history: History) -> None:
        self.history = history
        self.world, self.places = float64(history.kept()), history.places()
        self._inverse = [np.linalg.inv(one.factor) for one in history.series]
        self.seen = self.scaled([one.log for one in history.series])
        use_compile_cache()
        many = jax.vmap(self._told, in_axes=(0, 0, None))
        self._batch: Callable[[Floats, Floats, World], Array] = jax.jit(many, compiler_options=OPTIONS)
        self._columns = jax.jit(self._slopes, compiler_options=OPTIONS)

    def of(self, values: Sequence[Floats]) -> Misfit:
        """The same with other log values of each series ``[year]``."""
        made = copy(self)
        made.seen = self.scaled(values)
        return made

    def scaled(self, values: Sequence[Floats]) -> Floats:
        """Log values of each series in independent standard errors ``[n]``."""
        return np.concatenate([inverse @ log for inverse, log in zip(self._inverse, values, strict=True)])

    def one(self, z: Array, form: Array, world: World) -> Array:
        """Distances of one run ``[n]``; differentiable."""
        return jnp.asarray(self.seen) - self._told(z, form, world)

    def _told(self, z: Array, form: Array, world: World) -> Array:
        told = logs(z, form, world, self.history.series, self.history.priors)
        return jnp.concatenate([inverse @ own for inverse, own in zip(self._inverse, told, strict=True)])

    def _slopes(self, z: Array, form: Array, ways: Array, world: World) -> tuple[Array, Array]:
        """What a run tells, and how it moves along ways ``[batch, WIDTH, slot]``: ``[batch, WIDTH, n]``."""

        def along(way: Array) -> Array:
            moved: Array = jax.jvp(lambda at: self._told(at, form, world), (z,), (way,))[1]
            return moved

        return self._told(z, form, world), lax.map(jax.vmap(along), ways)

    def told(self, z: Floats, form: Floats) -> Floats:
        """What runs z ``[draw, slot]`` with their forms ``[draw]`` tell, in standard errors ``[draw, n]``."""
        made = []
        for begin in range(0, len(z), WIDTH):
            index = np.minimum(np.arange(begin, begin + WIDTH), len(z) - 1)
            made.append(np.asarray(self._batch(z[index], form[index], self.world)))
        return np.concatenate(made)[: len(z)]

    def missed(self, z: Floats, form: Floats) -> Floats:
        """Distances ``[draw, n]`` of draws z ``[draw, slot]`` with their forms ``[draw]``."""
        return self.seen - self.told(z, form)

    def slopes(self, z: Floats, form: float, places: Sequence[int]) -> tuple[Floats, Floats]:
        """Distances ``[n]`` at one z ``[slot]``, and their slopes ``[n, place]`` in some places of it."""
        count = -(-len(places) // WIDTH)
        ways = np.zeros((count * WIDTH, len(prior.SLOTS)))
        ways[np.arange(len(places)), places] = 1
        told, moved = self._columns(z, np.float64(form), ways.reshape(count, WIDTH, -1), self.world)
        columns = np.asarray(moved).reshape(count * WIDTH, -1)[: len(places)]
        return self.seen - np.asarray(told), -columns.T
