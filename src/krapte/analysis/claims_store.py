"""Claims as arrays with a manifest, so that an output directory can be made again and compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr

from krapte.analysis.claims import CLAIMS, HERE, LINES, OF, VERDICTS, Claim, read
from krapte.engine import manifest

WHAT = "claims"


def results(found: Sequence[Claim]) -> xr.Dataset:
    """``ruler[claim]`` in the claim's unit (not a number without one), ``years[claim]`` and ``verdict[claim]``, its
    place in ``VERDICTS``.
    """
    values = [np.nan if claim.ruler is None else claim.ruler.value for claim in found]
    verdicts = [VERDICTS.index(claim.verdict) for claim in found]
    return xr.Dataset(
        {
            "ruler": ("claim", np.array(values, dtype=np.float64)),
            "years": ("claim", np.array([claim.years for claim in found], dtype=np.int64)),
            "verdict": ("claim", np.array(verdicts, dtype=np.int64)),
        },
        coords={"claim": [claim.id for claim in found]},
        attrs={"verdicts": " ".join(VERDICTS)},
    )


def manifest_of(lists: Sequence[str], made: xr.Dataset) -> dict[str, Any]:
    """The manifest: which lists were asked for, and the two tables they were read from."""
    sources = {name: (HERE / name).read_text(encoding="utf-8") for name in (CLAIMS, LINES)}
    asked = f" --of {lists[0]}" if len(lists) == 1 else ""
    return manifest.make({"what": WHAT, "of": list(lists)}, sources, made, f"krapte claims{asked}")


def again(question: dict[str, Any]) -> dict[str, Any]:
    """The manifest that the same question gives now."""
    lists = [name for name in OF if name in question.get("of", OF)]
    return manifest_of(lists, results([claim for claim in read() if claim.of in lists]))
