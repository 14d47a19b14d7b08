"""The model among the rivals: its runs from an origin as a :class:`krapte.learning.rivals.Forecaster`.

It tells the series of ``origin_series.csv`` and leaves the others out, so its scores stand beside those of others on
the same forecasts only. Nothing is fitted: these are the priors as they could have been held at the origin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from krapte.country.origins import Track
from krapte.learning import origin_runs
from krapte.learning.panel import HORIZON, Past
from krapte.learning.trends import Floats

NAMES: dict[str, str] = {"U": "krapte", "C1": "krapte_c1", "C2": "krapte_c2"}


class Krapte:
    """The model on a track; a draw is one world, so row d of two series belong together."""

    def __init__(self, track: Track = "U", draws: int = origin_runs.DRAWS, seed: int = 1) -> None:
        self.name, self.track = NAMES[track], track
        self._runs = origin_runs.Model(track, draws, seed)

    def paths(self, past: Past, series: Sequence[str]) -> Mapping[str, Floats]:
        """Log level less that of the origin ``[draw, year ahead]``; years after 2024, never scored, repeat the last."""
        made = {}
        for name in series:
            if name in origin_runs.table():
                levels = self._runs.paths(past.origin, name)
                ahead = levels[:, 1 : HORIZON + 1] - levels[:, :1]
                room = ((0, 0), (0, HORIZON - ahead.shape[1]))
                made[name] = np.pad(ahead, room, mode="edge")
        return made


ALL: tuple[Krapte, ...] = (Krapte("U"), Krapte("C1"), Krapte("C2"))
