"""The posterior as files: written together or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from krapte import figures
from krapte.country import parameters
from krapte.learning import data, fit, likelihood, moved, posterior, pulls, sample
from krapte.learning.data import Observed
from krapte.learning.fit import Fitted
from krapte.learning.misfit import History

FOLDER = Path(__file__).parent


def files(fitted: tuple[Fitted, ...], history: History, seed: int) -> dict[str, bytes]:
    """The files of a fit by name."""
    slots = parameters.slots()
    seen = {f"{one.form:.0f}": [slots[place] for place in one.directions.places] for one in fitted}
    arrays = _arrays(fitted)
    manifest: dict[str, Any] = {
        "schema": "krapte/posterior/1",
        "arrays": hashlib.sha256(arrays).hexdigest(),
        "priors": posterior.priors_hash([slot for names in seen.values() for slot in names]),
        "data": data_hash(history.series),
        "last_year": max(max(one.years) for one in history.series),
        "figures": figures.hashes(),
        "seed": seed,
        "chains": sample.CHAINS,
        "sure": likelihood.SURE,
        "slots": seen,
        "forms": {f"{one.form:.0f}": _of_form(one, history) for one in fitted},
    }
    text = json.dumps(manifest, indent=1, sort_keys=True).encode() + b"\n"
    made = {posterior.ARRAYS: arrays, posterior.MANIFEST: text}
    rows = pulls.told(posterior.parse(arrays, text), fitted, history.places())
    return made | {moved.TABLE: moved.as_csv(rows)}


def _arrays(fitted: tuple[Fitted, ...]) -> bytes:
    file = io.BytesIO()
    kept = {}
    for one in fitted:
        kept[f"basis_{one.form:.0f}"] = one.directions.basis.astype(np.float32)
        kept[f"rows_{one.form:.0f}"] = one.rows.astype(np.float16)  # to a thousandth of a prior's spread
    np.savez_compressed(file, **kept)  # type: ignore[arg-type]
    return file.getvalue()


def _of_form(one: Fitted, history: History) -> dict[str, Any]:
    missed = {name: one.mode.missed[place] for name, place in history.places().items()}
    raw = {of.name: of.factor @ missed[of.name] for of in history.series}
    return {
        "height": round(one.mode.height, 4),
        "directions": [round(float(value), 4) for value in one.directions.strength],
        "left_out": round(one.directions.rest, 4),
        "quality": {name: round(float(value), 4) for name, value in one.quality._asdict().items()},
        "misfit": {name: round(float(value @ value), 3) for name, value in missed.items()},
        "years": {of.name: len(of.years) for of in history.series},
        "scales": {k: round(v, 3) for k, v in likelihood.scales(one.mode.missed, history.places()).items()},
        "breaks": {
            step.series: {"year": step.year, "size": round(step.size, 4), "error": round(step.error, 4)}
            for step in data.steps(history.series, raw)
        },
        "rows": fit.ROWS,
    }


def data_hash(series: tuple[Observed, ...]) -> str:
    """A hash of what was fitted: names, years, values and errors."""
    told = hashlib.sha256()
    for one in series:
        told.update(f"{one.name}|{one.within}|{one.years}|".encode())
        told.update(np.round(one.log, 9).tobytes() + np.round(one.factor, 9).tobytes())
    return told.hexdigest()


def write(made: dict[str, bytes], folder: Path = FOLDER) -> None:
    """Put the files in place, each whole: all are written beside their places before the first is moved."""
    with tempfile.TemporaryDirectory(dir=folder) as room:
        for name, content in made.items():
            (Path(room) / name).write_bytes(content)
        for name in made:
            os.replace(Path(room) / name, folder / name)
