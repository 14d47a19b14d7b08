"""The axes of the model, defined once: ages, sexes, groups, qualifications, states, sectors and years."""

from __future__ import annotations

AGES: tuple[int, ...] = tuple(range(106))  # age on 1 January; 105 is 105 and over
SEXES: tuple[str, ...] = ("m", "f")
WORK_FROM, WORK_TO = 15, 74  # the ages at which the labour force survey counts people
WORK_AGES: tuple[int, ...] = tuple(range(WORK_FROM, WORK_TO + 1))

SCHOOL_AGES = 21  # of these the ages at which people leave school with a diploma: 15-35

# Occupational groups (BRC 2014). The first five together are techniek, class 07.
TECHNIEK: tuple[str, ...] = ("technical_high", "construction", "metal", "electro", "process")
GROUPS: tuple[str, ...] = (*TECHNIEK, "ict", "care", "education", "rest")
BLOCKS: tuple[str, ...] = ("techniek", "ict", "care", "education", "rest")

# Where a person of working age stands: at work in a group, unemployed, or outside the labour force.
STATES: tuple[str, ...] = (*GROUPS, "unemployed", "outside")

# The highest diploma: below upper secondary, mbo 2-4 and havo/vwo, hbo and wo; by field.
QUALS: tuple[str, ...] = (
    "low",
    "mid_tech",
    "mid_care",
    "mid_other",
    "high_tech",
    "high_ict",
    "high_care",
    "high_other",
)

# Education: programmes and fields (care stands for care and education).
PROGRAMS: tuple[str, ...] = ("mbo2", "mbo3", "mbo4", "bbl", "ad", "hbo", "wo_ba", "wo_ma")
FIELDS: tuple[str, ...] = ("techniek", "ict", "care", "other")

# The six sectors of the paper, and the others.
SECTORS: tuple[str, ...] = (
    "industry",
    "metal",
    "construction",
    "installation",
    "energy",
    "mobility",
    "ict",
    "care",
    "education",
    "rest",
)

# The four pillars of the paper, in its order.
PILLARS: tuple[str, ...] = ("education", "inflow", "productivity", "international")

# Things that work packages deliver, each with its package.
THINGS: dict[str, str] = {"homes": "homes", "heat_pumps": "heat", "grid": "grid"}
# Readings of work left undone in these things: of techniek alone, from the anchor on.
UNDONE: tuple[str, ...] = tuple(f"undone_{thing}" for thing in THINGS)

# Migrants by the reason they come.
STREAMS: tuple[str, ...] = ("eu_labour", "knowledge", "card", "asylum", "study", "family")
STAY_YEARS = 11  # years since arrival 0-9, and ten or more
CARD_YEARS = 5  # the longest stay under the skilled-worker scheme, in years

FIRST_YEAR = 2013  # the free run starts here
ANCHOR_YEAR = 2024  # the last year of published stocks: answers start from it
LAST_YEAR = 2050
HEADLINE_YEAR = 2035  # the year an answer leads with
YEARS: tuple[int, ...] = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
STEPS: tuple[int, ...] = YEARS[:-1]  # the step named t leads from 1 January t to 1 January t + 1

# Numerical setting of the clearing: steps at most, and in a guarded search steps on the odds of no work in each.
CLEARING_STEPS = 30
CLEARING_INNER = 8

DAYS_IN_YEAR = 365
# Days of a usual vacancy: each group's own, or one for all.
BENCHMARKS: tuple[str, ...] = ("own", "56", "100")
UWV_CENSORED = 16  # values per group are published up to this one (lm_uwv_cap)
FIT_ROUNDS = 12  # of proportional fitting of where the unemployed look; 8 leave 1e-4 of a share
SPENDING_YEARS = 4  # years over which money of schools takes effect: half after two, full after four
