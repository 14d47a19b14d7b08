"""The gate: 64-bit is set before the first array, and every input becomes a float64 array.

A stray Python int or a 32-bit array would trace a new program; past this gate there is one type only.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

import jax
import numpy as np

jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]

T = TypeVar("T")


def float64(tree: T) -> T:
    """The same tree with every leaf a float64 numpy array."""
    made: T = jax.tree.map(lambda leaf: np.asarray(leaf, dtype=np.float64), tree)
    return made


def use_compile_cache() -> None:
    """Keep compiled programs in the user's cache folder; ``KRAPTE_CACHE=off`` leaves it out."""
    where = os.environ.get("KRAPTE_CACHE", "")
    if where == "off":
        return
    home = os.environ.get("XDG_CACHE_HOME", "") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(where or os.path.join(home, "krapte", "programs"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return  # a read-only home compiles anew each time
    jax.config.update("jax_compilation_cache_dir", str(folder))  # type: ignore[no-untyped-call]
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.2)  # type: ignore[no-untyped-call]
