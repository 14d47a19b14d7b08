"""What a run hangs on besides its own numbers: the code of the model, the libraries that compute, the data.

Two machines that agree on this give the same bits on the same kind of processor. So it is part of the key under which
a run is kept, and what a worker of a cluster is asked before it computes anything.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

import jax
import numpy as np

from krapte.engine import manifest
from krapte.engine.cohort import SLOTS, World
from krapte.version import __version__

LIBRARIES = ("jax", "jaxlib", "numpy")
# What turns a draw's numbers into its outcome.
CODE = ("krapte.market", "krapte.engine")
FILES = (("krapte.country", "axes.py"), ("krapte.measures", "apply.py"), ("krapte.measures", "effects.py"))
DIGITS = 12  # of a hash, where people read it


class Identity(NamedTuple):
    """Who computes."""

    krapte: str
    model: str
    """The hash of the code that turns numbers into an outcome."""
    libraries: tuple[tuple[str, str], ...]
    processor: str

    def told(self) -> str:
        """Versions for people."""
        libraries = ", ".join(f"{name} {version}" for name, version in self.libraries)
        return f"krapte {self.krapte} ({self.model[:DIGITS]}), {libraries}"


@cache
def here() -> Identity:
    """Who computes in this process."""
    versions = tuple((name, metadata.version(name)) for name in LIBRARIES)
    # Options of the compiler move the last digits as a processor does.
    flags = os.environ.get("XLA_FLAGS", "")
    return Identity(__version__, _model(), versions, f"{manifest.processor()} {flags}".strip())


def of_world(world: World) -> str:
    """The hash of the country's data under a scenario."""
    digest = hashlib.sha256()
    for leaf in jax.tree.leaves(world):
        add(digest, np.asarray(leaf))
    return digest.hexdigest()


def add(digest: hashlib._Hash, array: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> None:
    """An array's type, shape and values into a hash."""
    digest.update(f"{array.dtype.str}|{array.shape}|".encode())
    digest.update(np.ascontiguousarray(array).data)


def _model() -> str:
    digest = hashlib.sha256("|".join(SLOTS).encode())
    folders = [file for name in CODE for file in resources.files(name).iterdir()]
    singles = [resources.files(package) / name for package, name in FILES]
    for file in sorted((one for one in (*folders, *singles) if _counts(one)), key=lambda one: str(one)):
        digest.update(f"{file.name}|".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _counts(file: Traversable) -> bool:
    return file.is_file() and file.name.endswith((".py", ".csv"))
