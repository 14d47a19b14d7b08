"""Made rows of split, cost and gain, as the tables take them."""

from __future__ import annotations

from typing import Any

import numpy as np

from krapte.analysis import gain, money, split
from krapte.country.axes import GROUPS


def split_rows(means: dict[str, float], spread: float, reading: str = "vacancies", group: str = "techniek"):
    """Rows for 2030 and 2035: parts of ``means``, each with its own spread."""
    draws = np.linspace(-1, 1, 201)[:, None] * [1.0, 1.0]
    parts = {name: mean + spread * draws * (1 + place) for place, (name, mean) in enumerate(means.items())}
    made = split.Split((2030, 2035), parts, sum(parts.values()))
    return split.rows(made, reading, group)


def cost_rows(state: float = 2e8, employers: float = 1e8, spread: float = 0.2, year: int = 2035):
    draws = 1 + spread * np.linspace(-1, 1, 101)[:, None]
    paid = [
        money.Paid("i3", "state", 2024, state * draws),
        money.Paid("i3", "employers", 2024, employers * draws),
        money.Paid("e1", "state", 2026, state * draws),
    ]
    return money.summarise(paid, (year,))


def gain_rows(
    tech: float = 1000,
    national: float = 700,
    extra: float = 3000,
    care: float = -300,
    spread: float = 0.1,
    lost: float = 0,
):
    """Rows of 2035: ``tech`` and ``national`` vacancies closed, ``extra`` technicians, ``care`` workers.

    ``lost`` people are counted nowhere, as where work and residents are counted at different moments.
    """
    draws = (1 + spread * np.linspace(-1, 1, 101))[:, None]
    shape = (101, 1, len(GROUPS))
    base = {name: np.zeros(shape) for name in ("employed", "unemployed", "vacancies")}
    base |= {name: np.zeros((101, 1)) for name in ("outside", "residents")}
    with_ = {name: values.copy() for name, values in base.items()}
    with_["vacancies"][:, :, 0] = -tech * draws
    with_["vacancies"][:, :, GROUPS.index("rest")] = -(national - tech) * draws
    with_["employed"][:, :, 0] = 0.6 * extra * draws
    with_["employed"][:, :, GROUPS.index("care")] = care * draws
    with_["unemployed"][:, :, 0] = -0.1 * extra * draws
    with_["outside"][:] = -(0.5 * extra + care - lost) * draws
    brought = gain.Brought(0.8 * extra * draws, 0.2 * extra * draws)
    return gain.rows(gain.gain(base, with_, brought, 1.0), (2035,), 1.0)


def only(rows: Any, **wanted: object) -> Any:
    """The one row with these values."""
    (row,) = [r for r in rows if all(r[name] == value for name, value in wanted.items())]
    return row
