"""The three fields found by rule, on real figures and on small made-up rows."""

from __future__ import annotations

from collections import Counter

import pytest

from krapte import figures
from krapte.figures import kinds, layout, rules
from krapte.figures.dimensions import DIMENSIONS
from krapte.figures.units import UNITS


@pytest.fixture(scope="module")
def book():
    return figures.load()


HOW = {
    "lm_emp_brc07_2024q4": "read",
    "lm_isco_oc72_2017": "read",
    "dem_births_2012": "read",
    "lm_wage_brc0711_2024": "read",
    "dem_aow_rule_base": "second_hand",
    "pd.homes.new.2013": "second_hand",
    "eei_e2_fee_2025": "second_hand",
    "dem_retlt62_2023": "second_hand",
    "lm_uwv_tension_0744_2023q1": "second_hand",
    "pd.install.size.workers.250+": "second_hand",
    "gp_ind_kt_app_2024": "second_hand",
    "reg_pop_am01_2021": "derived",
    "gp_piaac_age_techniek_16-24": "derived",
    "lm_match_raw_elast_v_1998_2023": "derived",
    "lm_frictional_duration_min": "derived",
    "dem_kennismigrant_2019": "derived",
    "shr_hotech_in_2021": "derived",
    "eei_e1_p_cost": "derived",
    "pd.grid.labour": "derived",
    "dem_empl_new_2017": "derived",
    "stud_mbo1_2015": "digitised",
    "in_mbo_bol_2018": "digitised",
    "mboleave_wage_gemiddeld_2021": "digitised",
    "eei_e1_p_passthrough": "chosen_point",
    "pd.assume.rebound.market": "chosen_point",
    "ret_c_mbo4_y5": "chosen_point",
    "eei_e6_katz": "chosen_point",
    "ip_30_dialogic": "chosen_point",
    "reg_grid_class_pv21_2024": "chosen_point",
    "lm_fulltime_brc07": "chosen_point",
    "dem_sc2050_pop_low": "chosen_point",
}


@pytest.mark.parametrize(("figure_id", "how"), HOW.items())
def test_how_a_number_came_to_us(book, figure_id, how):
    assert book[figure_id].how == how


def test_a_row_that_speaks_of_derived_motives_is_not_derived_by_us(book):
    assert book["dem_eu_motive_study_2013"].how == "read"


BOUNDS = {
    "gp_piaac_age_techniek_16-24": "uncertainty",
    "dem_un2024_pop_2050": "uncertainty",
    "eei_i1_ips_low": "uncertainty",
    "grad_mbo1_2014": "uncertainty",
    "eei_e1_p_passthrough": "uncertainty",
    "pd.grid.labour": "uncertainty",
    "lm_wage_brc0711_2024": "quantile",
    "lm_wage_brctotaal_2022": "quantile",
    "eei_e1_jm_college": "quantile",
    "eei_e1_pf15_17": "range_of_items",
    "eei_e6_katz": "range_of_items",
    "eei_e2_p_cost_entrant": "range_of_items",
    "pd.adopt.indhomes.share.2024": "range_of_items",
    "lm_excessvac_A-U_2023": "range_of_items",
    "dem_sc2050_pop_moderate": "range_of_items",
    "ip_30_elast_nl": "range_of_items",
    "lm_emp_brc07_2024q4": "",
}


@pytest.mark.parametrize(("figure_id", "type_"), BOUNDS.items())
def test_what_a_range_is(book, figure_id, type_):
    figure = book[figure_id]
    assert figure.bound_type == type_
    assert figure.may_be_drawn == (type_ == "uncertainty")


def test_wage_quartiles_are_never_drawn_from(book):
    wages = [f for f in book if f.figure_id.startswith("lm_wage_brc") and f.low is not None]
    assert len(wages) >= 38
    assert {f.bound_type for f in wages} == {"quantile"}


KIND = {
    "dem_pop_2023": "stock",
    "lm_emp_brc07_2024q4": "stock",
    "stud_mbo_2019": "stock",
    "lm_vac_open_total_2012": "stock",
    "gp_piaac_stock_engineering_mid_m": "stock",
    "gp_leavers1516_wo_ba_techniek": "flow",
    "lm_vac_filled_total_2008": "flow",
    "dem_births_2012": "flow",
    "dem_wia_in_2018": "flow",
    "grad_mbo4_2019": "flow",
    "dem_retn_2014_2015": "flow",
    "lm_claim_aanvalsplan": "flow",
    "pd.homes.new.2020": "flow",
    "pd.hours.C26.2012": "flow",
    "ocw_hbo_bek_2019": "flow",
    "eei_e2_p_cost": "flow",
    "lm_roa2022_expansion": "sum",
    "ip_arrivals_km_2009_2012": "sum",
    "ip_beethoven_eur": "sum",
    "slim_extra": "sum",
    "reg_homes_pv25_2022_2030": "sum",
    "lm_ses_wage_C_oc7_2022": "",
    "ip_thr30_2023": "",
    "tuition_2021": "flow",
    "dem_hours2023_t_15_74": "",
    "pd.sme.va_fte.small.business_services": "",
    "lm_hardtofill_F_2021": "",
}


@pytest.mark.parametrize(("figure_id", "kind"), KIND.items())
def test_stock_flow_or_sum(book, figure_id, kind):
    assert book[figure_id].kind == kind


def row(**cells):
    blank = dict.fromkeys(
        ("figure_id", "description", "low", "high", "locator", "note", "grade", "period"), ""
    )
    return {**blank, "source_id": "x", "unit": "persons", "grade": "A", **cells}


@pytest.mark.parametrize(
    ("locator", "formula"),
    [
        ("14000/0.70", True),
        ("0.17 x 74,000", True),
        ("4319 mln x 0.8 x 0.133 x 0.33", True),
        ("95.1/624*365", True),
        ("450/33000 = 13600; 43/2000 = 21500", False),
        ("2023/24", False),
        ("table 3.1", False),
        ("https://a.nl/2024/32/page", False),
        ("nltimes.nl/2024/06/15/fewer", False),
    ],
)
def test_a_formula_is_told_from_dates_and_addresses(locator, formula):
    assert rules.has_formula(row(locator=locator)) is formula


@pytest.mark.parametrize(
    ("publisher", "how_read", "note", "second"),
    [
        ("CBS", "table page read", "", False),
        ("NU.nl (CBS)", "search excerpt", "", True),
        ("ANP via nieuws.nl", "news page read", "", True),
        ("CBS, via bitboxx/jobmarket", "file read in full", "", False),
        ("Techniekpact (CBS)", "search excerpt", "", False),
        ("SEO", "not opened", "", True),
        ("installations-shop.de", "page read", "secondary source", True),
    ],
)
def test_a_reprint_is_second_hand(publisher, how_read, note, second):
    source = {"publisher": publisher, "how_read": how_read, "note": note, "title": ""}
    assert rules.is_second_hand(row(), source) is second


def test_a_span_of_one_year_is_no_sum():
    assert kinds.years_covered("2014-2015") == 1
    assert kinds.years_covered("2024Q4") == 0
    assert kinds.kind(row(description="Graduates mbo", period="2014-2015")) == "flow"
    assert kinds.kind(row(description="Graduates mbo", period="2014-2018")) == "sum"


def test_the_reason_of_a_correction_counts(book):
    assert book["ip_posted_nonroad_2021"].how == "derived"
    assert book["dem_hours2023_f_15_24"].bound_type == "uncertainty"


def test_only_known_reasons_excuse_a_missing_range(book):
    bare = [f for f in book if f.grade == "C" and f.low is None and f.high is None]
    assert len(bare) == 16
    assert rules.no_range_reason(row(unit="share", grade="C")) == ""


def test_vocabularies_are_used_and_explained(book):
    assert {f.unit for f in book} == set(UNITS)
    assert {f.how for f in book} == set(layout.HOWS)
    assert {f.bound_type for f in book} == set(layout.BOUND_TYPES)
    assert {f.kind for f in book} == set(layout.KINDS)
    assert {name for f in book for name in f.dims} == set(DIMENSIONS)


def test_most_numbers_are_read_and_few_are_chosen(book):
    count = Counter(f.how for f in book)
    assert count["read"] > 0.55 * len(book)
    assert count["chosen_point"] < 0.05 * len(book)
    assert all(f.grade == "C" for f in book if f.how == "chosen_point" and not f.bound_type)
