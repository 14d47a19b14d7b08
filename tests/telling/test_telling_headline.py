"""The headline follows its rule: certain, uncertain, no effect, the wrong way, no package."""

from __future__ import annotations

import pytest
from made import made

from krapte.telling.headline import finding, headline
from krapte.words import LANGUAGES


def test_certain_gain_leads_with_absolute_numbers_and_its_chance() -> None:
    told = headline(made(), "nl")
    assert told.startswith("Met het pakket ‘De position paper’ staan er in 2035 ongeveer 7")
    assert "minder, met een kans van 8 op 10 tussen" in told
    assert "van de 100 berekeningen" in told
    assert "onzeker" not in told
    assert "fewer technical vacancies" in finding(made(), "en")


def test_a_run_of_a_hundred_is_never_rounded_away() -> None:
    answer = made()
    for row in answer.rows:
        if row["variant"] == "difference":
            row["right_sign"] = 0.999
    assert "99 of 100 runs" in headline(answer, "en")


def test_uncertain_difference_says_so_and_gives_both_ends() -> None:
    answer = made(effect=-0.01, noise=0.1)
    told = headline(answer, "nl")
    assert "Het verschil is onzeker: ongeveer" in told
    assert "met een kans van 8 op 10 tussen" in told
    assert "minder en" in told
    assert "meer; in " in told
    assert "onzeker" in finding(answer, "nl")
    assert "uncertain" in finding(answer, "en", "shortage")


def test_an_interval_that_ends_at_zero_is_uncertain() -> None:
    answer = made()
    for row in answer.rows:
        if row["variant"] == "difference":
            row["high"] = 0.0
    assert "uncertain" in headline(answer, "en")


def test_a_package_that_makes_it_worse_says_more() -> None:
    answer = made(effect=0.3)
    assert "meer, met een kans van 8 op 10" in headline(answer, "nl")
    assert "more technical vacancies" in finding(answer, "en")
    assert "larger" in finding(answer, "en", "shortage")


def test_a_package_without_effect() -> None:
    answer = made(effect=0, noise=0)
    assert headline(answer, "en").endswith("The package does not change this number.")
    assert finding(answer, "en") == "In 2035 the package changes nothing"


def test_without_a_package_vacancies_and_shortage_with_their_intervals() -> None:
    told = headline(made(None), "nl")
    assert told.startswith("Zonder pakket staan er in 2035 ongeveer")
    assert "de kans is 8 op 10" in told
    assert "Het tekort is dan ongeveer" in told


def test_a_short_answer_speaks_of_its_last_year() -> None:
    assert "in 2030" in headline(made(to=2030), "en")


def test_a_year_outside_the_answer() -> None:
    assert headline(made(), "en", 2090) == "There is no result for 2090."


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "answer", [made(), made(None), made(effect=-0.01, noise=0.1)], ids=["sure", "base", "unsure"]
)
def test_one_or_two_sentences(answer: object, lang: str) -> None:
    told = headline(answer, lang)  # type: ignore[arg-type]
    assert 1 <= told.count(". ") + 1 <= 2
    assert told.endswith(".")
    assert "{" not in told
