"""Small helpers of the tests."""

from __future__ import annotations

from typing import Any

import jax
import numpy as np


def same(one: Any, other: Any) -> bool:
    """Whether two trees of arrays are equal bit for bit."""
    pairs = zip(jax.tree.leaves(one), jax.tree.leaves(other), strict=True)
    return all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in pairs)
