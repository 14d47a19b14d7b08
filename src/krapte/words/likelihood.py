"""Words for a chance, on one written scale: *likely* is 66 to 90 %, and nothing else.

The scale stands beside every text that uses its words, so that a reader can turn a word back into a number.
"""

from __future__ import annotations

from typing import NamedTuple

from krapte.words.catalogue import text
from krapte.words.formats import share


class Band(NamedTuple):
    """A word and the chances it is for: above ``low`` up to and with ``high``."""

    name: str
    low: float
    high: float


SCALE = (
    Band("almost_never", 0.0, 0.05),
    Band("unlikely", 0.05, 0.34),
    Band("even", 0.34, 0.66),
    Band("likely", 0.66, 0.90),
    Band("almost_sure", 0.90, 1.0),
)


def band(chance: float) -> Band:
    """The band of a chance; at an edge the more careful one, nearer to even."""
    if not 0 <= chance <= 1:
        raise ValueError(f"{chance} is no chance")
    if chance < 0.5:
        return next(one for one in SCALE if chance < one.high)
    return next(one for one in SCALE if chance <= one.high)


def word(chance: float, lang: str) -> str:
    """The word of a chance: likely."""
    return text(f"likelihood.{band(chance).name}", lang)


def scale(lang: str) -> str:
    """The whole scale in one line: likely 66 % to 90 %."""
    told = [
        text(
            "likelihood.band",
            lang,
            word=text(f"likelihood.{one.name}", lang),
            low=share(one.low, lang),
            high=share(one.high, lang),
        )
        for one in reversed(SCALE)
    ]
    return text("likelihood.scale", lang, bands=", ".join(told))
