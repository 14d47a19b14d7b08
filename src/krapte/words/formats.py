"""Numbers, ranges and units for people.

Median and ends of a result are rounded alike: to two significant figures of the interval's width (a width of
29,345 gives thousands), or of the median where that is finer, at most tenfold: a wide interval must not turn 46,000
and 45,000 into 50,000 and 40,000. Published figures are shown as they were published.
"""

from __future__ import annotations

import math

from krapte.words.catalogue import has, text

NBSP = "\u00a0"
MINUS = "\u2212"
MARKS = {"nl": (".", ","), "en": (",", ".")}  # thousands, decimal
PLAIN_UNITS = ("year", "years_ad", "date", "code", "flag")  # 2024 is a year, not 2,024
CALENDAR = (1900, 2150)
NOISE = 1e-9  # a width or a size below this is what arithmetic leaves of zero


def step(low: float, high: float, median: float = 0.0) -> float:
    """The rounding step that the interval allows; without a width, three figures of the value itself."""
    width = abs(high - low)
    size = max(abs(median), abs(low), abs(high))
    if math.isfinite(width) and width > max(NOISE, NOISE * size):
        by_width = 10.0 ** (math.floor(math.log10(width)) - 1)
        if abs(median) <= NOISE:
            return float(by_width)
        by_median = 10.0 ** (math.floor(math.log10(abs(median))) - 1)
        return float(max(by_width / 10, min(by_width, by_median)))
    if not math.isfinite(size) or size <= NOISE:
        return 1.0
    return float(10.0 ** (math.floor(math.log10(size)) - 2))


def number(value: float, lang: str, step: float = 1.0, signed: bool = False) -> str:
    """``value`` rounded to ``step`` with the language's marks: 31.000 and 1,3 (nl), 31,000 and 1.3 (en)."""
    if not math.isfinite(value):
        return "\u2013"
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    rounded = round(value / step) * step
    digits = f"{abs(rounded):,.{decimals}f}"
    negative = rounded < 0 and any(d in digits for d in "123456789")  # never a minus before a plain 0
    sign = MINUS if negative else "+" if signed and digits.strip("0.,") else ""
    return sign + _marks(digits, lang)


def exact(value: float, lang: str, unit: str = "") -> str:
    """A published value with all the digits it was given in; a calendar year without a mark."""
    if not math.isfinite(value):
        return "\u2013"
    shown = f"{abs(value):.12g}"
    if "e" not in shown and not (unit in PLAIN_UNITS and CALENDAR[0] <= value <= CALENDAR[1]):
        whole, _, part = shown.partition(".")
        shown = f"{int(whole):,}" + (f".{part}" if part else "")
    return (MINUS if value < 0 else "") + _marks(shown, lang)


def measured(
    median: float, low: float, high: float, lang: str, signed: bool = False, finest: float = 0.0
) -> tuple[str, str, str]:
    """Median, low and high of a result, rounded alike by the width of their interval, to ``finest`` at least."""
    size = max(step(low, high, median), finest)
    return (
        number(median, lang, size, signed),
        number(low, lang, size, signed),
        number(high, lang, size, signed),
    )


def span(low: str, high: str, lang: str) -> str:
    """Two shown numbers as a range in words: 18.000 tot 47.000, 18,000 to 47,000."""
    return text("format.span", lang, low=low, high=high)


def with_interval(
    median: float, low: float, high: float, lang: str, signed: bool = False, finest: float = 0.0
) -> str:
    """``median (low-high)`` for a cell of a table; in words where a minus would be lost beside the dash."""
    mid, bottom, top = measured(median, low, high, lang, signed, finest)
    between = f"{bottom}\u2013{top}"
    if signed or low < 0:
        between = span(bottom, top, lang).replace(" ", NBSP)  # an interval is never broken over two lines
    return f"{mid} ({between})"


def share(value: float, lang: str) -> str:
    """A share as a whole percent: 57 % in Dutch, 57% in English."""
    return text("format.percent", lang, value=number(100 * value, lang))


def money(value: float, lang: str) -> str:
    """Euros with two significant figures: € 1,3 miljard, €1.3 billion."""
    size = abs(value)
    power, name = next(((p, n) for p, n in ((9, "billion"), (6, "million")) if size >= 10**p), (0, ""))
    scaled = value / 10**power
    shown = number(scaled, lang, step(0, abs(scaled)) if scaled else 1.0)
    amount = f"{shown}{NBSP}{text(f'format.{name}', lang)}" if name else shown
    return text("format.euro", lang, value=amount)


def unit(name: str, lang: str) -> str:
    """A unit in words; one that has no words yet is shown by its own name."""
    key = f"unit.{name}"
    return text(key, lang) if has(key, lang) else name.replace("_", " ")


def grade(letter: str, lang: str) -> str:
    """The letter of a figure for a list; an assumption always says that it is one."""
    return text("grade.C.short", lang) if letter == "C" else letter


def grade_in_full(letter: str, lang: str) -> str:
    """The letter of a figure with what it means."""
    key = f"grade.{letter}"
    return text(key, lang) if has(key, lang) else letter


def _marks(digits: str, lang: str) -> str:
    thousands, decimal = MARKS[lang]
    return digits.translate({ord(","): thousands, ord("."): decimal})
