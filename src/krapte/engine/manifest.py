"""The manifest: what made a result, so that it can be made again bit for bit."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping
from importlib import metadata, resources
from typing import Any

import numpy as np
import xarray as xr

from krapte import figures
from krapte.engine import workshop
from krapte.version import __version__

LIBRARIES = ("numpy", "scipy", "jax", "jaxlib", "xarray", "h5netcdf", "h5py")
TABLES = {
    "krapte.country": (
        "parameters.csv",
        "assumptions.csv",
        "assumption_values.csv",
        "scenarios.csv",
        "law.csv",
        "law_parameters.csv",
    ),
    "krapte.market": ("flows.csv",),
    "krapte.learning": ("posterior.npz", "posterior.json"),
}


def of_bytes(data: bytes) -> str:
    """The hash of a file's content."""
    return hashlib.sha256(data).hexdigest()


def of_array(array: xr.DataArray) -> str:
    """The hash of an array: name of its type, dimensions, shape and values, not of the file it is kept in."""
    values = np.ascontiguousarray(array.values)
    head = f"{values.dtype.str}|{array.dims}|{values.shape}|".encode()
    return of_bytes(head + values.tobytes())


def content(results: xr.Dataset) -> dict[str, str]:
    """The hash of every array of a dataset, by name."""
    return {str(name): of_array(results[name]) for name in sorted(map(str, results.data_vars))}


def inputs(sources: Mapping[str, str]) -> dict[str, str]:
    """The hash of every input: embedded tables, and the texts of package and measures."""
    made = {f"figures/{name}": value for name, value in figures.hashes().items()}
    for package, names in TABLES.items():
        for name in names:
            data = resources.files(package).joinpath(name).read_bytes()
            made[f"{package.removeprefix('krapte.')}/{name}"] = of_bytes(data)
    return made | {f"package/{name}": of_bytes(text.encode()) for name, text in sources.items()}


def versions() -> dict[str, str]:
    """What ran: krapte, Python, the libraries that compute, and the processor they compiled for."""
    made = {"krapte": __version__, "python": platform.python_version()}
    made |= {name: metadata.version(name) for name in LIBRARIES}
    return made | {"machine": platform.machine(), "processor": _computed_on()}


def _computed_on() -> str:
    """The processors of the cluster that ran, or this machine's."""
    place = workshop.current()
    joined = place.cluster if place.opens("cluster") else None
    return joined.identity.processor if joined else processor()


def processor() -> str:
    """The processor's name; results are promised bit for bit on one kind of processor only."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def make(
    question: Mapping[str, Any], sources: Mapping[str, str], results: xr.Dataset, command: str
) -> dict[str, Any]:
    """The whole manifest, ready for JSON. It holds no time and no place: the same question gives the same text."""
    return {
        "schema": "krapte/1",
        "question": dict(question),
        "command": command,
        "sources": dict(sources),
        "inputs": inputs(sources),
        "versions": versions(),
        "content": content(results),
    }
