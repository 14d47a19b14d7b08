"""The directions in which the data move parameters more than the prior holds them.

At the mode the data's curvature is ``J'J`` and the prior's is one in every direction of z. Along an eigenvector with
eigenvalue v the posterior spread is ``1 / sqrt(1 + v)`` of the prior's (Laplace). Eigenvectors with v of at least
:data:`LEAST` span the part that is sampled; across it the data hardly speak, parameters keep their prior there and are
weighed afterwards. Directions, since history mostly tells sums and differences: growth of demand less that of
productivity, not either of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country import assumptions
from krapte.learning.mode import Mode

Floats = NDArray[np.float64]
LEAST = assumptions.value("learning.directions.least")  # the data take at least a twentieth off the spread
SEEN = assumptions.value("learning.directions.seen")  # standard errors a unit of z; less is not seen at all
ROWS = 128  # at a time, to bound memory


class Directions(NamedTuple):
    """An orthonormal basis of what is sampled, in the coordinates of the parameters that history sees."""

    places: tuple[int, ...]
    """Places of the parameters seen ``[seen]``."""
    basis: Floats
    """[seen, direction], the strongest first."""
    strength: Floats
    """Eigenvalues ``[direction]``."""
    rest: float
    """Sum of the eigenvalues that were left out."""
    centre: Floats
    """The mode along each direction ``[direction]``."""

    @property
    def spread(self) -> Floats:
        """Posterior spread by Laplace ``[direction]``."""
        return 1 / np.sqrt(1 + self.strength)

    def place(self, along: Floats, across: Floats) -> Floats:
        """z of the parameters seen ``[..., seen]``: ``along`` the directions, as ``across`` in all others."""
        return place(self.basis, along, across)


def place(basis: Floats, along: Floats, across: Floats) -> Floats:
    """Coordinates ``[..., seen]``: ``along`` the columns of a basis, as ``across`` in all other directions."""
    return across + rows_times(along - rows_times(across, basis), basis.T)


def rows_times(rows: Floats, matrix: Floats) -> Floats:
    """Rows ``[..., a]`` times a matrix ``[a, b]``, each row by itself.

    A library's product rounds a row differently by how many others there are; a draw must not hang on that.
    """
    flat = rows.reshape(-1, rows.shape[-1])
    parts = [
        (flat[begin : begin + ROWS, :, None] * matrix).sum(axis=1) for begin in range(0, len(flat), ROWS)
    ]
    return np.concatenate(parts).reshape(*rows.shape[:-1], matrix.shape[1])


def at(mode: Mode, places: Sequence[int]) -> Directions:
    """The directions at a mode."""
    size = np.sqrt((mode.slopes**2).sum(axis=0))
    seen = np.flatnonzero(size > SEEN)
    _, singular, rows = np.linalg.svd(mode.slopes[:, seen], full_matrices=False)
    strength = singular**2
    count = int((strength >= LEAST).sum())
    basis = rows[:count].T
    basis = basis * np.sign(basis[np.abs(basis).argmax(axis=0), np.arange(count)])
    kept = tuple(places[int(i)] for i in seen)
    rest = float(strength[count:].sum())
    return Directions(kept, basis, strength[:count], rest, mode.z[list(kept)] @ basis)
