"""The axes of the model, defined once: ages, sexes, groups, stocks and years."""

from __future__ import annotations

AGES: tuple[int, ...] = tuple(range(106))  # age on 1 January; 105 is 105 and over
SEXES: tuple[str, ...] = ("m", "f")
GROUPS: tuple[str, ...] = ("techniek", "rest")

WORK_FROM, WORK_TO = 15, 74  # the ages at which the labour force survey counts people
CARD_YEARS = 5  # the longest stay under the skilled-worker scheme, in years

FIRST_YEAR = 2013  # the free run starts here
ANCHOR_YEAR = 2024  # the last year of published stocks: answers start from it
LAST_YEAR = 2050
YEARS: tuple[int, ...] = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
STEPS: tuple[int, ...] = YEARS[:-1]  # the step named t leads from 1 January t to 1 January t + 1

# Every person is in exactly one of these stocks.
STOCKS: tuple[str, ...] = ("outside", "techniek", "rest", "seek_techniek", "seek_rest", "card")

# Numerical setting of the clearing: guarded steps on the log of the smaller market side. Over extreme draws 14 are too
# few for some markets and 20 leave 1e-14; the rest is room.
CLEARING_STEPS = 30

DAYS_IN_YEAR = 365
UWV_CENSORED = 16  # values per group are published up to this one (lm_uwv_cap)
