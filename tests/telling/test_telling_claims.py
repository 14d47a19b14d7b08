"""Claims told: short sentences without ids, numbers from figures only, and the chart of the ruler."""

from __future__ import annotations

import re

import pytest

from krapte.analysis.claims import OF, read
from krapte.telling import chart_claims, claims_page
from krapte.telling import claims_table as told
from krapte.words import LANGUAGES, has, text
from krapte.words.catalogue import catalogue

FOUND = read()
LEVELS = re.compile(r"mbo 2-3")  # the name of two levels of education, no number of ours


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_hold_no_numbers_of_their_own_and_no_ids(lang: str) -> None:
    for key, words in catalogue(lang).items():
        if key.startswith("claims."):
            assert not re.search(r"\d|_", re.sub(r"\{\w+\}", "", LEVELS.sub("", words))), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_short(lang: str) -> None:
    lines = [told.sentence(FOUND, of, lang) for of in OF] + told.notes(lang)
    for claim in FOUND:
        parts = told.details(claim, lang)
        lines += [*parts["beside"], *parts["follows"], told.said(claim, lang)]
    for line in lines:
        for sentence in re.split(r"(?<=[.:]) ", line):
            assert len(sentence.split()) <= 25, sentence


def test_the_sentence_counts_the_verdicts() -> None:
    assert told.sentence(FOUND, "paper", "en") == (
        "Of 16 claims of fact in the paper the figures bear out 1, 8 in part and 1 not; "
        "6 cannot be checked with them."
    )
    assert told.sentence(FOUND, "figures", "nl").startswith(
        "Van 31 genoemde tekorten bevestigen de cijfers er 0, 5"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_units_and_readings_have_words(lang: str) -> None:
    for claim in FOUND:
        for name in (claim.called, claim.reading):
            assert has(f"claims.reading.{name}", lang)
        for one in claim.lines:
            assert one.unit in (*told.PERCENT, *told.BARE) or has(f"unit.{one.unit}", lang), one.unit


def test_a_claim_stands_on_the_ruler_with_what_it_is_called() -> None:
    cells = {line[0] + line[1]: line for line in told.grid(FOUND, "figures", "en").cells}
    plan = cells["Shortage of techniciansActieplan Groene en Digitale Banen, 2022Q2"]
    assert plan[2] == "86,250\u00a0vacancies at a moment, gross, open vacancies, called: shortage"
    assert plan[3:] == ["81,600\u00a0vacancies (A, 2022Q1)", "holds in part"]
    eib = cells["New full-time workers needed in constructionEIB, 2026-2029"]
    assert eib[2].startswith("18,750\u00a0full-time jobs a year, 75,000 over 4 years, gross")


def test_a_verdict_that_rests_on_an_assumption_says_so() -> None:
    by = {claim.id: claim for claim in FOUND}
    assert told.verdict(by["permit_heavy"], "en") == "holds in part (rests on our assumption)"
    assert told.verdict(by["permit_heavy"], "nl") == "ten dele (rust op onze aanname)"
    assert told.verdict(by["welfare"], "en") == "holds"


def test_every_number_has_its_letter_and_dates_behind_it() -> None:
    by = {claim.id: claim for claim in FOUND}
    follows = told.details(by["abroad"], "en")["follows"]
    assert (
        follows[0]
        == "In industry, energy and construction that is 6,620\u00a0persons a year (A, 2022\u20132025)."
    )
    assert follows[1].endswith("13,300 (10,500\u201316,800)\u00a0persons a year (C, 2022\u20132025).")
    assert told.details(by["intake"], "nl")["beside"][0] == "2 van de 4 reeksen dalen."


@pytest.mark.parametrize(
    ("value", "shown"), [(0.07, "7%"), (0.0169, "1.7%"), (0.42, "42%"), (-0.06, "\u22126%"), (0.3, "30%")]
)
def test_small_shares_have_a_decimal_where_they_need_one(value: float, shown: str) -> None:
    assert told.percent(value, "en") == shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_keeps_moment_and_year_apart(lang: str) -> None:
    rows = chart_claims.rows(FOUND, lang)
    for panel in chart_claims.PANELS:
        own = [row for row in rows if row["panel"] == panel]
        assert own[0]["claim"] == chart_claims.REFERENCE[panel]
        values = [row["value"] for row in own[1:]]
        assert values == sorted(values, reverse=True)
        assert values[-1] > 0
    assert {row["claim"] for row in rows if row["panel"] == "stock"} >= {"actieplan", "tn_shortage_2021"}
    assert {row["claim"] for row in rows if row["panel"] == "flow"} >= {"aanvalsplan", "eib_2025"}
    picture = chart_claims.chart(FOUND, lang)
    assert picture.startswith("<svg")
    assert text("claims.chart.title", lang) in picture


def test_the_page_names_the_figures() -> None:
    page = claims_page.page(FOUND)
    assert "`lm_filled_abroad_share`" in page
    assert page.count("\n| ") >= len(FOUND)
