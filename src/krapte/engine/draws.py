"""Draws: numbers between 0 and 1, keyed so that they never move.

Each uncertain quantity has a key (a parameter's slot, a measure's quantity). Its numbers hang on (seed, key) alone:
blocks of 128 draws, each with one number in every 128th part of the unit interval, in a keyed order, the blocks
shifted against one another so that together they fill it evenly. So draw 17 of ``meeting.form`` is one number for a
seed: in every scenario and package, alone or in a thousand draws, on any machine; nothing else that is drawn can
move it; and a quick answer of 128 draws, the head of the full one, covers every prior evenly by itself.

Yearly shocks are keyed by (seed, key, draw, year), standard normal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
STRATA = 128  # draws of a quick answer
GOLDEN = (np.sqrt(5) - 1) / 2  # shifts of successive blocks by this fill the gaps evenly


def _key(seed: int, key: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}|{key}".encode()).digest()[:8], "little")


class Uniforms:
    """Numbers in (0, 1) by key, one per draw."""

    def __init__(self, seed: int, draws: int) -> None:
        self.seed, self.draws = seed, draws

    def __call__(self, key: str) -> Floats:
        """This key's numbers."""
        stream = np.random.Generator(
            np.random.Philox(key=np.array([_key(self.seed, key), 0], dtype=np.uint64))
        )
        start = stream.random()
        blocks = []
        for block in range(-(-self.draws // STRATA)):
            inside = (start + block * GOLDEN) % 1
            blocks.append((stream.permutation(STRATA) + inside) / STRATA)
        return np.asarray(np.clip(np.concatenate(blocks)[: self.draws], 1e-12, 1 - 1e-12))


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
