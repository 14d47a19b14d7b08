"""krapte: an open laboratory for the shortage of technical workers in the Netherlands.

Five lines to a result::

    import krapte
    lab = krapte.load()
    run = lab.run("m1")
    run.shortage()
    run.rows

Importing krapte loads no numerical library; :func:`load` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from krapte.version import __version__

if TYPE_CHECKING:
    from krapte.analysis.laboratory import Laboratory

__all__ = ["__version__", "load"]


def load(*, scenario: str = "moderate", draws: int = 1000, seed: int = 1, to: int = 2050) -> Laboratory:
    """Open the laboratory on the embedded figures; see :class:`krapte.analysis.laboratory.Laboratory`."""
    from krapte.analysis.laboratory import Laboratory

    return Laboratory(scenario=scenario, draws=draws, seed=seed, to=to)
