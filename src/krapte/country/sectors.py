"""Sectors: which groups work where, how large the firms are, and how far they have adopted technology.

Occupation by industry is published by section and major group only (``nace_isco_2022``). Three steps make of it jobs
by sector and group, an allocation of grade C that is exact in its margins:

    1  each major group of a section is shared out over its two-digit groups, fitted (IPF) to the two-digit totals of
       2022; ``AFFINITY`` is the seed: how much likelier a group is in a section than elsewhere
    2  sections become sectors: metal SMEs come out of manufacturing, installation out of construction, garages out of
       trade, by ``PARTS``
    3  the table is fitted (IPF) to the totals by group of the base year, given, and to the sizes of the sectors
       (workers of 2024 by section, national accounts; the branches' own counts), scaled to the same sum

``industry`` is all manufacturing and mining outside the metal SMEs: the technology industry and the process
industry, where most operators work. ``rest`` holds agencies, engineering offices, trade, government and the like:
two in five technicians. Figures: lm_sec_*_workers_2024q2, pd.metal.employees.2021, pd.install.workers.2024,
lm_mobility_empl_2017, pd.assume.sizeshare.*, pd.adopt.robot.es.industry.2018.*, pd.adopt.ai.2019.*.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from krapte import figures
from krapte.country import published
from krapte.country.axes import GROUPS, SECTORS
from krapte.country.fitting import Margin, classes, rake
from krapte.country.occupations import ISCO

Floats = NDArray[np.float64]
SECTIONS = "ABCDEFGHIJKLMNOPQRST"
TABLE_YEAR = 2022
TECHNICAL = SECTORS[: SECTORS.index("ict")]  # the six sectors of the paper
SIZES = ("micro", "sme", "large")  # firms of 0-9, 10-249 and 250 workers and more

# How much likelier the workers of a two-digit group are found in a section; "*" for all others. Judgement.
AFFINITY: dict[str, dict[str, float]] = {
    "21": {"B": 8, "C": 8, "D": 8, "E": 6, "F": 8, "M": 6, "O": 2, "P": 0.5, "Q": 0.2, "K": 0.1, "*": 0.8},
    "22": {"Q": 50, "M": 0.5, "O": 0.5, "P": 0.5, "*": 0.05},
    "23": {"P": 50, "Q": 1, "S": 1, "R": 1, "*": 0.1},
    "24": {"K": 3, "P": 0.3, "Q": 0.3, "*": 1},
    "25": {"J": 10, "K": 3, "M": 2, "O": 1.5, "C": 1, "P": 0.3, "Q": 0.2, "*": 0.7},
    "26": {"R": 8, "O": 3, "S": 3, "Q": 2, "J": 1.5, "M": 1, "*": 0.3},
    "31": {"B": 8, "C": 6, "D": 8, "E": 6, "F": 8, "M": 4, "H": 4, "*": 0.5},
    "32": {"Q": 20, "G": 3, "M": 1, "*": 0.1},
    "33": {"K": 3, "O": 2, "G": 2, "*": 1},
    "34": {"R": 6, "Q": 6, "P": 3, "I": 3, "O": 1, "*": 0.3},
    "35": {"J": 10, "O": 2, "P": 1.5, "*": 1},
    "51": {"I": 8, "S": 6, "R": 3, "N": 2, "H": 2, "*": 0.3},
    "52": {"G": 10, "*": 0.3},
    "53": {"Q": 10, "P": 8, "S": 0.5, "*": 0.05},
    "54": {"O": 8, "N": 6, "*": 0.3},
    "71": {"F": 10, "L": 3, "N": 1.5, "*": 0.4},
    "72": {"G": 8, "C": 6, "H": 2, "*": 0.5},
    "73": {"C": 4, "S": 3, "R": 2, "J": 2, "*": 0.3},
    "74": {"D": 6, "F": 4, "C": 2, "J": 2, "G": 1.5, "*": 0.5},
    "75": {"C": 6, "G": 4, "A": 3, "*": 0.5},
    "81": {"C": 10, "E": 4, "S": 2, "*": 0.3},
    "82": {"C": 10, "*": 0.3},
    "83": {"H": 10, "F": 6, "A": 4, "N": 3, "C": 1, "*": 2},
}
# Share of a group's jobs in a section that belongs to a sector inside it; "*" for all other groups. Judgement, from
# the occupations named in brc_2024q4: plumbers are a seventh of builders, mechanics of cars a third of metal workers.
PARTS: dict[str, tuple[str, dict[str, float]]] = {
    "metal": ("C", {"technical_high": 0.12, "metal": 0.5, "process": 0.12, "ict": 0.05, "*": 0.18}),
    "installation": ("F", {"construction": 0.18, "metal": 0.35, "electro": 0.85, "process": 0.15, "*": 0.3}),
    "mobility": ("G", {"metal": 0.75, "electro": 0.25, "technical_high": 0.15, "process": 0.05, "*": 0.025}),
}
WHOLE = {"B": "industry", "C": "industry", "F": "construction", "D": "energy", "E": "energy"}
WHOLE |= {"J": "ict", "Q": "care", "P": "education"}

# Adoption against manufacturing: construction and garages from pd.adopt.ai.2019 (group over total), the rest C.
MICRO = 0.5  # adoption in firms of 0-9 against firms of 10-49


def fit(seed: Floats, rows: Floats, columns: Floats) -> Floats:
    """A table with the given margins and the odds ratios of the seed (IPF); rows and columns share one sum."""
    of_rows, of_columns = (classes(seed.shape, {axis: range(size)}) for axis, size in enumerate(seed.shape))
    return rake(seed, [Margin("columns", of_columns, columns), Margin("rows", of_rows, rows)])


def by_section() -> Floats:
    """Employed of 2022 by section and group ``[20, 9]``, persons; step 1."""
    cells = {
        (r["nace_r2"], r["isco08"]): float(r["employed_thousands"]) for r in published.rows("nace_isco_2022")
    }
    digits = {row["isco"]: float(row[str(TABLE_YEAR)]) for row in published.rows("isco")}
    made = np.zeros((len(SECTIONS), len(GROUPS)))
    rest = GROUPS.index("rest")
    for major in range(10):
        rows = 1000 * np.array([cells.get((section, f"OC{major}"), 0.0) for section in SECTIONS])
        names = [name for name in AFFINITY if name[0] == str(major)]
        if not names:
            made[:, rest] += rows
            continue
        seed = np.array([[AFFINITY[n].get(s, AFFINITY[n]["*"]) for n in names] for s in SECTIONS])
        totals = np.array([digits[name] for name in names])
        shared = fit(seed * (rows > 0)[:, None], rows, totals * rows.sum() / totals.sum())
        for column, name in enumerate(names):
            group = next((group for group, codes in ISCO.items() if name in codes), "rest")
            made[:, GROUPS.index(group)] += shared[:, column]
    return made


def seed() -> Floats:
    """Employed of 2022 by sector and group ``[10, 9]``, persons, before the fit to sectors; step 2."""
    sections = by_section()
    made = np.zeros((len(SECTORS), len(GROUPS)))
    for row, section in enumerate(SECTIONS):
        left = sections[row].copy()
        for sector, (inside, shares) in PARTS.items():
            if inside == section:
                part = sections[row] * np.array([shares.get(group, shares["*"]) for group in GROUPS])
                made[SECTORS.index(sector)] += part
                left -= part
        made[SECTORS.index(WHOLE.get(section, "rest"))] += left
    return made


def sizes() -> Floats:
    """Workers by sector ``[10]``, persons, as the sources count them; rest is what the others leave."""
    book = figures.load()

    def workers(section: str) -> float:
        return book[f"lm_sec_{section}_workers_2024q2"].value

    mining = book["lm_sec_B_workers_2022na"].value
    found = {
        "metal": book["pd.metal.employees.2021"].value,
        "installation": book["pd.install.workers.2024"].value,
        "energy": workers("B-E") - workers("C") - mining,
        "mobility": book["lm_mobility_empl_2017"].value,
        "ict": workers("J"),
        "care": workers("Q"),
        "education": workers("P"),
    }
    found["industry"] = workers("C") + mining - found["metal"]
    found["construction"] = workers("F") - found["installation"]
    found["rest"] = workers("A-U") - sum(found.values())
    return np.array([found[sector] for sector in SECTORS])


def structure(groups: Floats) -> Floats:
    """Jobs by sector and group ``[10, 9]``, persons, with the given totals by group; step 3."""
    workers = sizes()
    return fit(seed(), workers * groups.sum() / workers.sum(), groups)


def firm_sizes() -> Floats:
    """Share of a technical sector's workers in firms of 0-9, 10-249 and 250 and more ``[6, 3]`` (C)."""
    return np.asarray(_classes() @ np.array([[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1.0]]))


def _classes() -> Floats:
    """The same by the four published classes ``[6, 4]``, scaled to sum to one."""
    names = {"industry": "technology_industry", "energy": "energy_water_waste"}
    book = figures.load()
    found = np.array(
        [
            [
                book[f"pd.assume.sizeshare.{names.get(s, s)}.{c}"].value
                for c in ("0-9", "10-49", "50-249", "250+")
            ]
            for s in TECHNICAL
        ]
    )
    return np.asarray(found / found.sum(1, keepdims=True))


def adopted() -> Floats:
    """Share of workers in firms that have adopted production technology, base year ``[6, 3]`` (C).

    Levels by size are those of robots in Spanish industry (2018, flat since), where sizes are published; sectors are
    placed against manufacturing by their use of AI in 2019.
    """
    book = figures.load()
    small, medium, large = (
        book[f"pd.adopt.robot.es.industry.2018.{size}"].value for size in ("10-49", "50-249", "250+")
    )
    total = book["pd.adopt.ai.2019.total"].value
    building = book["pd.adopt.ai.2019.construction"].value / total
    garage = book["pd.adopt.ai.2019.transport"].value / total
    against = {"construction": building, "installation": building, "mobility": garage}
    classes = _classes()
    sme = (classes[:, 1] * small + classes[:, 2] * medium) / (classes[:, 1] + classes[:, 2])
    levels = np.stack([np.full_like(sme, MICRO * small), sme, np.full_like(sme, large)], axis=1)
    return np.asarray(levels * np.array([against.get(sector, 1.0) for sector in TECHNICAL])[:, None])
