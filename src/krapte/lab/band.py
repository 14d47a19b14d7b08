"""The band at rest: path and range of a quick answer, sent as soon as its runs are done and before all is told of them.

Telling a whole answer (money, sectors, side effects, a manifest) takes as long as its runs. The band needs none of
that, so it goes first, and is the part of that answer under ``paths``, number for number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xarray as xr

from krapte.country.axes import ANCHOR_YEAR
from krapte.lab import told
from krapte.lab.question import Question
from krapte.lab.quick import READINGS
from krapte.telling import pick


def band(question: Question, sets: Mapping[str, xr.Dataset]) -> dict[str, Any]:
    """Median and 80 % interval by reading, group and variant, a year each from the anchor on.

    ``sets`` holds runs ``[draw, year, group]`` by variant; the groups are the one that is shown and the headline's.
    """
    groups = sorted({question.group, pick.GROUP})
    kept = {name: one.sel(year=slice(ANCHOR_YEAR, None)) for name, one in sets.items()}
    any_one = next(iter(kept.values()))
    return {
        "kind": "band",
        "draws": any_one.sizes["draw"],
        "years": [int(year) for year in any_one["year"].values],
        "paths": {
            reading: {
                group: {name: _columns(one[reading].sel(group=group)) for name, one in kept.items()}
                for group in groups
            }
            for reading in READINGS
        },
    }


def _columns(cube: xr.DataArray) -> dict[str, list[float]]:
    return told.columns(cube.transpose("draw", "year").values)
