"""Draws: numbers between 0 and 1, keyed so that they never move.

Each uncertain quantity has a key (a parameter's slot, a measure's quantity) and a place: a dimension of the Sobol
sequence, the same whatever else is drawn. A digital shift keyed by (seed, key) randomises it, so draw 17 of
``meeting.form`` is one number for a seed: in every scenario and package, alone or in a thousand draws, on any
machine. A quick answer is the head of the full one.

Yearly shocks are plain numbers keyed by (seed, key, draw, year), standard normal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Floats = NDArray[np.float64]
BITS = 30  # of the Sobol sequence as the library makes it
MEASURE_PLACES = 128  # places of measures begin here; those of parameters lie below


def _key(seed: int, key: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}|{key}".encode()).digest()[:8], "little")


def _sobol(draws: int, places: int) -> NDArray[np.uint64]:
    power = max(int(np.ceil(np.log2(draws))), 0)
    points = stats.qmc.Sobol(places, scramble=False, bits=BITS).random_base2(power)[:draws]
    return np.asarray(points * 2**BITS).astype(np.uint64)


class Uniforms:
    """Numbers in (0, 1) by key; ``places`` are the keys in their fixed order."""

    def __init__(self, seed: int, draws: int, places: Sequence[str]) -> None:
        self.seed, self.draws = seed, draws
        self.at = {key: place for place, key in enumerate(places) if key}
        self.points = _sobol(draws, max(len(places), 1))

    def __call__(self, key: str) -> Floats:
        """This key's numbers, one per draw."""
        shift = np.uint64(_key(self.seed, key) % 2**BITS)
        shifted = self.points[:, self.at[key]] ^ shift
        return np.asarray((shifted.astype(np.float64) + 0.5) / 2**BITS)


def shocks(seed: int, key: str, draws: int, years: Sequence[int]) -> Floats:
    """Standard normal shocks ``[draw, year]`` keyed by seed, key, draw and year."""
    made = np.empty((draws, len(years)))
    for column, year in enumerate(years):
        stream = np.random.Philox(key=np.array([_key(seed, key), year], dtype=np.uint64))
        made[:, column] = np.random.Generator(stream).random(draws)
    return np.asarray(special.ndtri(np.clip(made, 1e-12, 1 - 1e-12)))


def matrix(uniforms: Callable[[str], Floats], rows: Sequence[object]) -> Floats:
    """Parameter vectors ``[draw, slot]`` from the rows of the parameter table."""
    columns = [row.draw(uniforms(row.slot)) for row in rows]  # type: ignore[attr-defined]
    return np.stack(columns, axis=1)
