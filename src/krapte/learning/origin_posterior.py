"""The posterior of each origin: draws of a forecast made then, after the history that was known then.

Shipped as ``origin_posterior.npz`` (by origin and form of clearing: basis, centre and spread along the directions that
data move) with ``origin_posterior.json``. Made again by ``make fit-origins``.

A draw keeps its own random numbers: along a direction its prior's standard normal number ``c`` becomes
``centre + spread x c``. So with and without the fit a draw is the same world otherwise, and what data do not move stays
as it was, bit for bit.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from krapte.country import assumptions, origin_priors, parameters
from krapte.country.parameters import Parameter
from krapte.engine.draws import matrix
from krapte.figures.errors import InputError
from krapte.learning import directions, keep, likelihood, prior
from krapte.learning.origin_fit import Fitted, history

Floats = NDArray[np.float64]
ARRAYS, MANIFEST = "origin_posterior.npz", "origin_posterior.json"
MAKE = "make fit-origins"
PARTS = ("basis", "centre", "spread")


class Branch(NamedTuple):
    """Laplace's normal of an origin under one form of clearing."""

    places: list[int]
    basis: Floats
    """[seen, direction]"""
    centre: Floats
    """[direction], as ``spread``"""
    spread: Floats

    def moved(self, z: Floats) -> Floats:
        """Prior draws ``[draw, seen]`` as the fit has them."""
        along = directions.rows_times(z, self.basis)
        return directions.place(self.basis, self.centre + self.spread * along, z)


def drawn(origin: int, uniforms: Callable[[str], Floats]) -> Floats:
    """Parameters ``[draw, slot]`` of an origin after its history, from the numbers of each key."""
    rows, slots = origin_priors.load(origin), parameters.slots()
    made = matrix(uniforms, rows)
    form = made[:, prior.FORM].copy()
    for number, branch in enumerate(load()[origin]):
        of = np.flatnonzero(form == number)
        z = np.stack([special.ndtri(uniforms(slots[place])[of]) for place in branch.places], axis=1)
        values = prior.values(branch.moved(z), number, branch.places, rows)
        made[np.ix_(of, np.array(branch.places))] = values
    return made


@cache
def load() -> dict[int, list[Branch]]:
    """The shipped posteriors by origin; InputError where they are missing, broken or made for other priors."""
    try:
        files = [
            resources.files("krapte.learning").joinpath(name).read_bytes() for name in (ARRAYS, MANIFEST)
        ]
    except FileNotFoundError:
        raise InputError("file_not_found", where=ARRAYS, expected=MAKE) from None
    return parse(*files)


def parse(arrays: bytes, text: bytes) -> dict[int, list[Branch]]:
    """Posteriors from the bytes of both files."""
    found = hashlib.sha256(arrays).hexdigest()
    try:
        manifest = json.loads(text)
        shown, sure = str(manifest["arrays"]), manifest["sure"]
        of = {int(origin): dict(one) for origin, one in manifest["origins"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("broken_posterior", where=MANIFEST, found=error, expected=MAKE) from None
    if found != shown:
        raise InputError("broken_posterior", where=ARRAYS, found=found[:12], expected=shown[:12])
    if sure != likelihood.SURE:
        where = f"{assumptions.VALUES}: learning.likelihood.sure"
        raise InputError("stale_posterior", where=where, found=likelihood.SURE, expected=sure)
    with np.load(io.BytesIO(arrays)) as kept:
        return {origin: _branches(kept, origin, one) for origin, one in of.items()}


def _branches(kept: Any, origin: int, of: dict[str, Any]) -> list[Branch]:
    slots = parameters.slots()
    now = priors_hash(origin_priors.load(origin), [slot for seen in of["slots"] for slot in seen])
    if now != of["priors"]:
        where = f"{origin_priors.FILE}: {origin}"
        raise InputError("stale_posterior", where=where, found=now[:12], expected=of["priors"][:12])
    return [
        Branch(
            [slots.index(slot) for slot in seen],
            *(kept[f"{part}_{origin}_{form}"].astype(float) for part in PARTS),
        )
        for form, seen in enumerate(of["slots"])
    ]


def priors_hash(rows: Iterable[Parameter], slots: Sequence[str]) -> str:
    """A hash of the priors of some parameters at an origin."""
    asked = set(slots)
    told = [
        f"{row.slot}|{row.shape}|{row.central:.9g}|{row.low:.9g}|{row.high:.9g}"
        for row in sorted(rows, key=lambda row: row.slot)
        if row.slot in asked
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def files(fitted: Iterable[Fitted]) -> dict[str, bytes]:
    """Both files, from the fits of all origins with both forms."""
    by_origin: dict[int, list[Fitted]] = {}
    for one in fitted:
        by_origin.setdefault(one.origin, []).append(one)
    kept, told, slots = {}, {}, parameters.slots()
    for origin, forms in by_origin.items():
        for one in forms:
            parts = (one.directions.basis, one.directions.centre, one.directions.spread)
            for part, values in zip(PARTS, parts, strict=True):
                # To a thousandth of a prior's spread.
                kept[f"{part}_{origin}_{one.form:.0f}"] = values.astype(np.float16)
        seen = [[slots[place] for place in one.directions.places] for one in forms]
        of = history(origin)
        told[str(origin)] = {
            "slots": seen,
            "priors": priors_hash(origin_priors.load(origin), [slot for names in seen for slot in names]),
            "data": keep.data_hash(of.series),
            "last_year": max(max(series.years) for series in of.series),
            "values": sum(len(series.years) for series in of.series),
            "forms": [_told(one) for one in forms],
        }
    file = io.BytesIO()
    np.savez_compressed(file, **kept)  # type: ignore[arg-type]
    arrays = file.getvalue()
    manifest = {
        "schema": "krapte/origin-posterior/1",
        "arrays": hashlib.sha256(arrays).hexdigest(),
        "sure": likelihood.SURE,
        "origins": told,
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    return {ARRAYS: arrays, MANIFEST: text.encode()}


def _told(one: Fitted) -> dict[str, Any]:
    return {
        "height": round(one.mode.height, 4),
        "steps": one.mode.steps,
        "directions": [round(float(value), 4) for value in one.directions.strength],
    }
