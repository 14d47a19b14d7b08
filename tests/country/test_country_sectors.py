"""Sectors: the allocation keeps its margins, firm sizes sum to one, levels of adoption lie where sources put them."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import occupations, published, sectors
from krapte.country.axes import GROUPS, SECTORS, TECHNIEK

TOTAL = published.panel("emp_total")[2024]
NAMED = occupations.by_isco()[-1]
TOTALS = np.append(NAMED, TOTAL - NAMED.sum())  # by ISCO: its trades are narrower than those of the model
MADE = sectors.structure(TOTALS)


def test_fit_meets_both_margins_and_keeps_odds():
    seed = np.array([[1.0, 2.0], [3.0, 1.0]])
    made = sectors.fit(seed, np.array([30.0, 10.0]), np.array([25.0, 15.0]))
    assert np.allclose(made.sum(1), [30, 10])
    assert np.allclose(made.sum(0), [25, 15])
    assert made[0, 0] * made[1, 1] / made[0, 1] / made[1, 0] == pytest.approx(1 / 6)


def test_sections_hold_everybody_the_table_has():
    made = sectors.by_section()
    rows = published.rows("nace_isco_2022")
    for letter in "CFQ":
        of_section = sum(float(r["employed_thousands"]) for r in rows if r["nace_r2"] == letter)
        assert made[sectors.SECTIONS.index(letter)].sum() == pytest.approx(1000 * of_section)
    # The seed only shares people out: nothing is lost from one step to the next.
    assert sectors.seed().sum() == pytest.approx(made.sum())
    assert np.all(sectors.seed() >= 0)


def test_jobs_by_sector_and_group_have_the_totals_of_both():
    assert np.allclose(MADE.sum(0), TOTALS)
    workers = sectors.sizes()
    assert np.allclose(MADE.sum(1) / MADE.sum(), workers / workers.sum())
    assert np.all(MADE > 0)


def test_other_totals_by_group_give_another_table():
    more = TOTALS * np.where(np.array(GROUPS) == "electro", 1.2, 1.0)
    made = sectors.structure(more)
    assert np.allclose(made.sum(0), more)
    assert (
        made[SECTORS.index("installation"), GROUPS.index("electro")]
        > 1.1 * (MADE[SECTORS.index("installation"), GROUPS.index("electro")])
    )


def test_sizes_are_those_of_the_sources_and_add_up():
    book, made = figures.load(), sectors.sizes()
    assert made.sum() == pytest.approx(book["lm_sec_A-U_workers_2024q2"].value)
    of = dict(zip(SECTORS, made, strict=True))
    assert of["construction"] + of["installation"] == book["lm_sec_F_workers_2024q2"].value
    assert of["industry"] + of["metal"] + of["energy"] == book["lm_sec_B-E_workers_2024q2"].value
    assert np.all(made > 0)


def test_the_allocation_puts_groups_where_they_are_known_to_work():
    def share(group: str, *inside: str) -> float:
        column = MADE[:, GROUPS.index(group)]
        return sum(column[SECTORS.index(sector)] for sector in inside) / column.sum()

    assert share("education", "education") > 0.85
    assert share("care", "care") > 0.8
    assert share("construction", "construction", "installation") > 0.65
    assert 0.2 < share("metal", "mobility") < 0.3
    # About half of the technical vacancies arise outside the industries B-F (94,600 of about 190,000 in 2022).
    technicians = MADE[:, : len(TECHNIEK)].sum(1)
    assert 0.45 < technicians[:6].sum() / technicians.sum() < 0.65


def test_firm_sizes_are_the_published_shares():
    made = sectors.firm_sizes()
    assert made.shape == (6, 3)
    assert np.allclose(made.sum(1), 1)
    assert made[1] == pytest.approx([0.16, 0.67, 0.17])


def test_adoption_starts_higher_in_large_firms_and_lower_on_site():
    made = sectors.adopted()
    assert np.all(np.diff(made, axis=1) > 0)
    assert np.allclose(made[2] / made[0], [5 / 12, made[2, 1] / made[0, 1], 5 / 12])
    assert made[0, 2] == pytest.approx(figures.load()["pd.adopt.robot.es.industry.2018.250+"].value)
    assert np.all((made > 0) & (made < 0.7))
