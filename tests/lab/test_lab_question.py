"""A question by link or message: equal questions have equal links, and what is wrong is told by its field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krapte.figures.errors import InputError
from krapte.lab.question import Question, doses, link, of_link, read, shown


def parts(written: str) -> dict[str, str]:
    return dict(one.split("=", 1) for one in written.split("&"))


def test_a_link_holds_the_whole_question():
    asked = of_link(
        {"p": "first-four", "s": "high", "y": "2033", "to": "2038", "m": "p2:600@2029,e1:0", "l": "en"}
    )
    assert (asked.package, asked.scenario, asked.year, asked.to, asked.lang) == (
        "first-four",
        "high",
        2033,
        2038,
        "en",
    )
    assert asked.doses["p2"].dose == 600
    assert asked.doses["p2"].start == 2029
    assert asked.doses["e1"].dose == 0
    assert of_link(parts(link(asked))) == asked


def test_equal_questions_have_equal_links():
    one, other = (of_link({"m": written}) for written in ("p2:600,e1:0", "e1:0.0,p2:600.0"))
    assert link(one) == link(other)


@pytest.mark.parametrize(
    ("raw", "code", "where"),
    [
        ({"p": "papier"}, "unknown_package", "package"),
        ({"p": "../paper"}, "unknown_package", "package"),
        ({"s": "nowhere"}, "unknown_scenario", "scenario"),
        ({"y": "2060"}, "year_out_of_range", "year"),
        ({"to": "1999"}, "year_out_of_range", "to"),
        ({"y": "soon"}, "lab_bad_field", "year"),
        ({"r": "happiness"}, "unknown_reading", "reading"),
        ({"g": "cooks"}, "unknown_group", "group"),
        ({"b": "57"}, "unknown_benchmark", "benchmark"),
        ({"l": "fy"}, "unknown_language", "lang"),
        ({"draws": "5000"}, "lab_bad_field", "draws"),
        ({"m": "p2"}, "lab_bad_dose", "m.1"),
        ({"m": "p2:many"}, "lab_bad_dose", "m.1"),
        ({"m": "p2:1,p2:2"}, "lab_measure_twice", "m.2"),
        ({"m": "p2:nan"}, "lab_bad_field", "doses.p2.dose"),
        ({"password": "x"}, "lab_unknown_part", "password"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(raw, code, where):
    with pytest.raises(InputError) as caught:
        of_link(raw)
    assert caught.value.code == code
    assert caught.value.where == where


def test_an_error_never_repeats_a_long_message():
    assert len(shown("x" * 10_000)) < 100
    with pytest.raises(InputError) as caught:
        of_link({"p": "x" * 10_000})
    assert len(str(caught.value)) < 1000


WORDS = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.none(), st.lists(st.text(max_size=3), max_size=2)
)


@given(st.dictionaries(st.sampled_from(list(Question.model_fields)), WORDS, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_message_is_a_question_or_a_mistake_that_is_told(raw):
    try:
        made = read(raw)
    except InputError as error:
        made = error.where
    assert made


@given(st.text(alphabet="abcp2:@,.0123456789-e", max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_doses_are_read_or_told(written):
    try:
        made = all(name for name in doses(written)) or "" in doses(written)
    except InputError as error:
        made = error.where.startswith("m.")
    assert made
