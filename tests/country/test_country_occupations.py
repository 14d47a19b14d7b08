"""Technicians as the survey counts them, break included, and one factor to the Dutch classification."""

from __future__ import annotations

import numpy as np
import pytest

from krapte import figures
from krapte.country import occupations, published

GROUPS = ("21", "31", "71", "72", "74", "75", "81", "82")


def test_technicians_are_the_sum_of_the_published_groups_in_every_year():
    rows = {row["isco"]: row for row in figures.table("isco").rows}
    summed = [sum(float(rows[code][str(year)]) for code in GROUPS) for year in range(2013, 2025)]
    assert occupations.technicians().tolist() == summed


def test_technicians_are_their_figures():
    book = figures.load()
    figure = [book[f"lm_isco_tech8_{year}"].value for year in range(2013, 2025)]
    assert occupations.technicians().tolist() == figure


def test_the_break_of_the_survey_is_left_as_published():
    series = occupations.technicians()
    step = series[2021 - 2013] / series[2020 - 2013] - 1
    assert step == pytest.approx(1_259_000 / 1_213_200 - 1, abs=1e-12)
    others = np.delete(series[1:] / series[:-1] - 1, 2021 - 2014)
    assert step > others.max()  # nothing took the step out
    flags = {int(r["year"]): r["break_flag"] for r in published.rows("panel") if r["series"] == "emp_tech8"}
    assert flags[occupations.BREAK_YEAR] == "1"


def test_the_bridge_is_the_share_of_class_07_times_the_mean_of_the_year():
    book = figures.load()
    share = 1_383_000 / 9_809_000
    assert book["lm_emp_brc07_2024q4"].value / book["lm_emp_total_2024q4"].value == pytest.approx(share)
    assert occupations.bridge() == pytest.approx(share * 9_780_000 / 1_361_100, rel=1e-12)
    assert occupations.bridge() == pytest.approx(1, abs=0.05)  # two cuts of the same trades


def test_class_07_is_the_sum_of_its_groups():
    rows = [row for row in figures.table("brc_2024q4").rows if row["class_code"] == "07"]
    summed = sum(float(row["employed_2024q4"]) for row in rows if row["employed_2024q4"])
    assert summed == pytest.approx(figures.load()["lm_emp_brc07_2024q4"].value, abs=500 * len(rows))
