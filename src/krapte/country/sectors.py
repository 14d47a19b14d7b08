"""Sectors: which groups work where, how large the firms are, and how far they have adopted technology.

Occupation by industry is published by section and major group only (``nace_isco_2022``). Three steps make of it jobs
by sector and group, an allocation of grade C that is exact in its margins:

    1  each major group of a section is shared out over its two-digit groups, fitted (IPF) to the two-digit totals of
       2022; ``sectors.odds`` is the seed: how much likelier a group is in a section than elsewhere
    2  sections become sectors: metal SMEs come out of manufacturing, installation out of construction, garages out of
       trade, by ``sectors.parts``
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
from krapte.country import assumptions, published
from krapte.country.axes import GROUPS, SECTORS
from krapte.country.fitting import Margin, classes, rake
from krapte.country.occupations import ISCO

Floats = NDArray[np.float64]
SECTIONS = "ABCDEFGHIJKLMNOPQRST"
TABLE_YEAR = 2022
TECHNICAL = SECTORS[: SECTORS.index("ict")]  # the six sectors of the paper
SIZES = ("micro", "sme", "large")  # firms of 0-9, 10-249 and 250 workers and more
OTHERS = "*"  # the part of an assumption that holds for all that it does not name
INSIDE = {"metal": "C", "installation": "F", "mobility": "G"}  # the section that a sector lies in
WHOLE = {"B": "industry", "C": "industry", "F": "construction", "D": "energy", "E": "energy"}
WHOLE |= {"J": "ict", "Q": "care", "P": "education"}


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
    rest, odds = GROUPS.index("rest"), assumptions.nested("sectors.odds")
    for major in range(10):
        rows = 1000 * np.array([cells.get((section, f"OC{major}"), 0.0) for section in SECTIONS])
        names = [name for name in odds if name[0] == str(major)]
        if not names:
            made[:, rest] += rows
            continue
        seed = np.array([[odds[n].get(s, odds[n][OTHERS]) for n in names] for s in SECTIONS])
        totals = np.array([digits[name] for name in names])
        shared = fit(seed * (rows > 0)[:, None], rows, totals * rows.sum() / totals.sum())
        for column, name in enumerate(names):
            group = next((group for group, codes in ISCO.items() if name in codes), "rest")
            made[:, GROUPS.index(group)] += shared[:, column]
    return made


def seed() -> Floats:
    """Employed of 2022 by sector and group ``[10, 9]``, persons, before the fit to sectors; step 2."""
    sections, parts = by_section(), assumptions.nested("sectors.parts")
    made = np.zeros((len(SECTORS), len(GROUPS)))
    for row, section in enumerate(SECTIONS):
        left = sections[row].copy()
        for sector, shares in parts.items():
            if INSIDE[sector] == section:
                part = sections[row] * np.array([shares.get(group, shares[OTHERS]) for group in GROUPS])
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
    placed against manufacturing by their use of AI in 2019 (construction and garages; the others are like it).
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
    micro = assumptions.value("sectors.micro") * small
    levels = np.stack([np.full_like(sme, micro), sme, np.full_like(sme, large)], axis=1)
    return np.asarray(levels * np.array([against.get(sector, 1.0) for sector in TECHNICAL])[:, None])
