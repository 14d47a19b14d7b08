"""Does the fit mean what it says? Made histories whose parameters are known, fitted as the real one.

::

    truth     a draw of the prior, and the history that the model makes of it, with errors as the likelihood has them
    fit       mode and directions as in the fit; draws of Laplace's normal, and of the prior for the rest, weighed
    place     the share of the weight below the truth, along each direction of the shipped posterior

If the fit is right, places are even over 0 to 1 (simulation-based calibration; Talts and others 2018). Drawing is by
weighed Laplace and not by the no-U-turn sampler, which takes minutes per history; on the real history both agree
(``docs/learning.md``). Shipped as ``calibration.csv``, made again by ``make calibration``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from krapte.engine.cohort import cores
from krapte.engine.draws import Uniforms
from krapte.learning import directions, likelihood, mode, prior, weigh
from krapte.learning.directions import Directions
from krapte.learning.misfit import Misfit
from krapte.learning.posterior import Posterior

Floats = NDArray[np.float64]
TABLE = "calibration.csv"
DRAWS, BINS = 400, 10
WIDER = 1.2  # the normal is drawn this much wider, so that weights reach its tails
FREEDOM = 5.0  # and from Student's t with so many degrees of freedom
HEADER = ("history", "form", "effective", "direction", "place")


class Place(NamedTuple):
    """Where the truth of a made history lies in its fit, along a direction (counted from the strongest)."""

    history: int
    form: int
    effective: float
    direction: int
    place: float


class Evenness(NamedTuple):
    """How even places are: counts in bins, the chi-square test against even, and how often 80 % held the truth."""

    counts: tuple[int, ...]
    statistic: float
    p: float
    held: float


def run(
    misfit: Misfit, of: Posterior, seed: int, count: int, hear: Callable[[int, int], None]
) -> list[Place]:
    """Places of so many made histories; the same on any number of threads."""

    def of_history(number: int) -> list[Place]:
        return list(one(misfit, of, seed, number))

    made: list[Place] = []
    with ThreadPoolExecutor(max_workers=cores()) as pool:
        for done, places in enumerate(pool.map(of_history, range(count)), start=1):
            made += places
            hear(done, count)
    return made


def one(misfit: Misfit, of: Posterior, seed: int, number: int) -> Iterator[Place]:
    """The places of one made history."""
    form = float(number % 2)
    truth = normals(f"{seed}.{number}.truth", 1, len(prior.SLOTS))[0]
    made = misfit.of(history(misfit, truth, form, f"{seed}.{number}"))
    free = prior.free()
    best = mode.climb(made, form, np.zeros(len(prior.SLOTS)), free)
    along = directions.at(best, free)
    z, log = draws(made, form, along, f"{seed}.{number}.fit")
    weights = weigh.normalised(log)
    worth = weigh.effective(weights)
    branch = of.branches[int(form)]
    found, true = (values[..., branch.places] @ branch.basis for values in (z, truth))
    for i in range(branch.basis.shape[1]):
        yield Place(number, int(form), worth, i + 1, float(weights[found[:, i] < true[i]].sum()))


def history(misfit: Misfit, z: Floats, form: float, key: str) -> list[Floats]:
    """Log values of each series as a run would be counted, with errors of the likelihood."""
    told = misfit.told(z[None], np.array([form]))[0]
    made = []
    for one in misfit.history.series:
        place = misfit.places[one.name]
        uniforms = Uniforms(0, 1)
        scale = np.sqrt(
            likelihood.SURE / stats.chi2.ppf(uniforms(f"{key}.{one.name}.scale")[0], likelihood.SURE)
        )
        error = normals(f"{key}.{one.name}", 1, len(one.years))[0]
        made.append(one.factor @ (told[place] + scale * error))
    return made


def draws(misfit: Misfit, form: float, of: Directions, key: str) -> tuple[Floats, Floats]:
    """Draws ``[draw, slot]`` and their log weights: posterior over what they were drawn from."""
    count = len(of.strength)
    chi = stats.chi2.ppf(Uniforms(0, DRAWS)(f"{key}.chi"), FREEDOM)
    c = normals(f"{key}.along", DRAWS, count) * np.sqrt(FREEDOM / chi)[:, None]
    along = of.centre + WIDER * of.spread * c
    z = normals(f"{key}.rest", DRAWS, len(prior.SLOTS))
    places = list(of.places)
    z[:, places] = of.place(along, z[:, places])
    likely = likelihood.log_likelihood(misfit.missed(z, np.full(DRAWS, form)), misfit.places)
    drawn = -(FREEDOM + count) / 2 * np.log1p((c**2).sum(axis=1) / FREEDOM)
    return z, likely - (along**2).sum(axis=1) / 2 - drawn


def normals(key: str, count: int, slots: int) -> Floats:
    """Standard normal numbers ``[count, slot]``, by key."""
    uniforms = Uniforms(0, count)
    return np.stack([special.ndtri(uniforms(f"calibrate.{key}.{slot}")) for slot in range(slots)], axis=1)


def even(places: list[Place], strongest: int | None = None) -> Evenness:
    """How even the places are, over the strongest directions or all."""
    found = [one for one in places if strongest is None or one.direction <= strongest]
    at = np.array([one.place for one in found])
    counts = np.histogram(at, bins=BINS, range=(0, 1))[0]
    statistic, p = stats.chisquare(counts)
    held = float(np.mean((at >= 0.1) & (at <= 0.9)))
    return Evenness(tuple(int(count) for count in counts), float(statistic), float(p), held)


def as_csv(places: list[Place]) -> bytes:
    """The table that is shipped."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    for one in places:
        writer.writerow([one.history, one.form, f"{one.effective:.0f}", one.direction, f"{one.place:.4f}"])
    return file.getvalue().encode()


@cache
def load() -> list[Place]:
    """The shipped places."""
    text = resources.files("krapte.learning").joinpath(TABLE).read_text(encoding="utf-8")
    return [
        Place(
            int(row["history"]),
            int(row["form"]),
            float(row["effective"]),
            int(row["direction"]),
            float(row["place"]),
        )
        for row in csv.DictReader(text.splitlines())
    ]
