"""From a central value and a range to a distribution one can draw from.

``low`` and ``high`` mean one thing everywhere: the 5 % and 95 % points for ``normal`` and ``lognormal``, the
outer limits for ``triangular``, ``pert``, ``uniform`` and ``choice``. ``fixed`` has no range.

Every prior is drawn through its quantile function, so a draw is a number between 0 and 1 looked up here:
the same number gives the same draw in every scenario (common random numbers).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import special

from krapte.figures.errors import InputError

Shape = Literal["fixed", "normal", "lognormal", "triangular", "pert", "uniform", "choice"]
SHAPES: tuple[str, ...] = get_args(Shape)
TAIL = 0.95  # the probability at which ``high`` of a normal or lognormal stands
KEPT, KEPT_DRAWS = 1024, 1000  # draws of priors that are kept, and how many draws the largest has
Floats = NDArray[np.float64]


def _beta(a: float, b: float, u: Floats) -> Floats:
    """The quantile function of a beta distribution, by far the slowest here: what was asked last is kept."""
    if u.size > KEPT_DRAWS:
        return np.asarray(special.betaincinv(a, b, u))
    return _kept_beta(float(a), float(b), u.shape, u.tobytes())


@lru_cache(maxsize=KEPT)
def _kept_beta(a: float, b: float, shape: tuple[int, ...], raw: bytes) -> Floats:
    made = np.asarray(special.betaincinv(a, b, np.frombuffer(raw).reshape(shape)))
    made.flags.writeable = False  # it is handed out again
    return made


def check(shape: str, central: float, low: float, high: float, where: str) -> None:
    """Refuse a prior that cannot be drawn from, naming the place."""
    if shape not in SHAPES:
        raise InputError("unknown_prior_shape", where=where, found=shape, expected=", ".join(SHAPES))
    if not np.all(np.isfinite([central, low, high])):
        raise InputError(
            "range_out_of_order", where=where, found=f"{low} | {central} | {high}", expected="finite numbers"
        )
    if shape == "fixed":
        return
    if shape == "choice" and not (low == 0 and high == 1):
        raise InputError(
            "range_out_of_order", where=where, found=f"{low} | {high}", expected="0 and 1 for a choice"
        )
    if not low <= central <= high or low == high:
        raise InputError(
            "range_out_of_order",
            where=where,
            found=f"{low} | {central} | {high}",
            expected="low <= central <= high",
        )
    if shape == "lognormal" and low <= 0:
        raise InputError("range_not_positive", where=where, found=low, expected="low > 0 for a lognormal")


def quantile(shape: str, central: float, low: float, high: float, u: Floats) -> Floats:
    """Values of the prior at the probabilities ``u`` (any array in (0, 1)); same shape as ``u``.

    ``choice`` is a coin: 0 or 1, with the central value as the chance of 1.
    A lognormal keeps ``central`` as its median; when the range is lopsided each side has its own spread.
    """
    check(shape, central, low, high, where=shape)
    u = np.asarray(u, dtype=np.float64)
    if shape == "fixed":
        return np.full_like(u, central)
    if shape == "uniform":
        return low + (high - low) * u
    if shape == "choice":
        return (u < central).astype(np.float64)
    if shape == "triangular":
        rise, fall = (central - low) * (high - low), (high - central) * (high - low)
        up = u * (high - low) < central - low
        return np.asarray(np.where(up, low + np.sqrt(u * rise), high - np.sqrt((1 - u) * fall)))
    if shape == "pert":
        a = 1 + 4 * (central - low) / (high - low)
        b = 1 + 4 * (high - central) / (high - low)
        return np.asarray(low + (high - low) * _beta(a, b, u))
    z = special.ndtri(u) / special.ndtri(TAIL)
    if shape == "normal":
        return np.asarray(central + np.where(z < 0, central - low, high - central) * z)
    down, up = np.log(central / low), np.log(high / central)
    return np.asarray(central * np.exp(np.where(z < 0, down, up) * z))
