"""The posterior that answers use: draws of the parameters after history was seen.

Shipped as ``posterior.npz`` (by form of clearing: basis and draws along the directions that data move) with
``posterior.json`` (what it was made from and how good it is). Made again by ``make fit``.

A draw takes its prior draw, on its own random numbers, and replaces what lies along the directions by one of the
posterior's draws. What history does not move stays as it was, bit for bit: with and without the posterior a draw is
the same world otherwise.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from krapte.country import assumptions, parameters
from krapte.engine.draws import matrix
from krapte.figures.errors import InputError
from krapte.learning import directions, prior

Floats = NDArray[np.float64]
ARRAYS, MANIFEST = "posterior.npz", "posterior.json"
ROW = "posterior.row"  # the key of the number that picks a draw
NAME = 12  # digits of the hash by which a posterior is called
FORM, FORMS = "meeting.form", ("0", "1")


@dataclass(frozen=True)
class Branch:
    """The posterior under one form of clearing."""

    places: list[int]
    """Places of the parameters that history sees."""
    basis: Floats
    """[seen, direction]"""
    rows: Floats
    """[row, direction]"""

    def moved(self, z: Floats, pick: Floats) -> Floats:
        """Prior draws ``[draw, seen]`` with what lies along the directions replaced; ``pick [draw]`` in (0, 1)."""
        along = self.rows[np.minimum((pick * len(self.rows)).astype(int), len(self.rows) - 1)]
        return directions.place(self.basis, along, z)


@dataclass(frozen=True)
class Posterior:
    """Both branches and where they come from."""

    branches: tuple[Branch, ...]
    manifest: dict[str, Any]
    hash: str

    @property
    def name(self) -> str:
        """The first digits of the hash."""
        return self.hash[:NAME]

    def drawn(self, uniforms: Callable[[str], Floats]) -> Floats:
        """Parameters ``[draw, slot]``, from the numbers of each key: one per slot, and one that picks a draw."""
        made, pick = matrix(uniforms, parameters.load()), uniforms(ROW)
        slots = parameters.slots()
        form = made[:, slots.index(FORM)]
        for number, branch in enumerate(self.branches):
            of = np.flatnonzero(form == number)
            if not len(of):
                continue
            z = np.stack([special.ndtri(uniforms(slots[place])[of]) for place in branch.places], axis=1)
            made[np.ix_(of, np.array(branch.places))] = prior.values(
                branch.moved(z, pick[of]), number, branch.places
            )
        return made


@cache
def load() -> Posterior:
    """The shipped posterior; InputError where it is missing, broken or made for other priors."""
    return parse(*(_packaged(name) for name in (ARRAYS, MANIFEST)))


def _packaged(name: str) -> bytes:
    try:
        return resources.files("krapte.learning").joinpath(name).read_bytes()
    except FileNotFoundError:
        raise InputError("file_not_found", where=name, expected="make fit") from None


def parse(arrays: bytes, text: bytes) -> Posterior:
    """A posterior from the bytes of its two files."""
    found = hashlib.sha256(arrays).hexdigest()
    try:
        manifest = json.loads(text)
        shown, fitted = str(manifest["arrays"]), str(manifest["priors"])
        seen: list[list[str]] = [manifest["slots"][key] for key in FORMS]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("broken_posterior", where=MANIFEST, found=error, expected="make fit") from None
    if found != shown:
        raise InputError("broken_posterior", where=ARRAYS, found=found[:NAME], expected=shown[:NAME])
    now = priors_hash([slot for slots in seen for slot in slots])
    sure = assumptions.value("learning.likelihood.sure")
    if manifest.get("sure") != sure:
        where = f"{assumptions.VALUES}: learning.likelihood.sure"
        raise InputError("stale_posterior", where=where, found=sure, expected=manifest.get("sure"))
    if now != fitted:
        raise InputError("stale_posterior", where=parameters.FILE, found=now[:NAME], expected=fitted[:NAME])
    branches = [_branch(arrays, key, slots) for key, slots in zip(FORMS, seen, strict=True)]
    return Posterior(tuple(branches), manifest, found)


def _branch(data: bytes, key: str, slots: list[str]) -> Branch:
    """The arrays of a form; their hash was looked at."""
    places = [parameters.slots().index(slot) for slot in slots]
    with np.load(io.BytesIO(data)) as kept:
        return Branch(places, kept[f"basis_{key}"].astype(float), kept[f"rows_{key}"].astype(float))


def priors_hash(slots: list[str]) -> str:
    """A hash of the priors of some parameters: whoever changes one of them fits anew."""
    asked = set(slots)
    told = [
        f"{row.slot}|{row.shape}|{row.central!r}|{row.low!r}|{row.high!r}|{row.bound_low!r}|{row.bound_high!r}"
        for row in sorted(parameters.load(), key=lambda row: row.slot)
        if row.slot in asked
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
