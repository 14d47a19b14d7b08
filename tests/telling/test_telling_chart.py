"""The chart: valid, the same bytes each time, alone in the world, with its texts and its marks."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from made import made

from krapte.telling import chart_data
from krapte.telling.chart import chart
from krapte.telling.headline import finding, headline
from krapte.words import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"


def _texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_valid_xml_with_title_description_and_size(lang: str) -> None:
    answer = made()
    root = ET.fromstring(chart(answer, lang))
    assert (root.get("width"), root.get("height"), root.get("role")) == ("960", "540", "img")
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == finding(answer, lang)
    assert root[1].tag == f"{SVG}desc"
    assert root[1].text == headline(answer, lang)
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"


def test_same_bytes_each_time() -> None:
    assert chart(made(), "nl") == chart(made(), "nl")
    assert chart(made(None), "en", "shortage") == chart(made(None), "en", "shortage")


def test_nothing_from_outside() -> None:
    svg = chart(made(), "en")
    svg = re.sub(r'xmlns(:\w+)?="[^"]*"', "", svg)
    # Its own typeface lies inside, as data.
    svg = re.sub(
        r"<style>(@font-face\{[^}(]*url\(data:font/ttf;base64,[A-Za-z0-9+/=]+\)[^}(]*\('truetype'\)\})+</style>",
        "",
        svg,
    )
    assert not re.search(r"https?:|href|url\(|@import|<script|<image|<style", svg)


def test_texts_of_the_chart() -> None:
    texts = _texts(chart(made(), "nl"))
    for words in (
        "Zonder pakket",
        "Met pakket",
        "nu (2024)",
        "kans 5 op 10",
        "kans 8 op 10",
        "2035",
        "100.000",
    ):
        assert words in texts, words
    assert texts.count("A") == 11 * 2 + 1  # each letter with its white edge, and the key
    assert any("minder" in words for words in texts)
    assert any("Bron van de punten: CBS, UWV." in words for words in texts)
    assert not any("2,035" in words or "2.035" in words for words in texts)


def test_uncertain_difference_is_not_measured_in_the_chart() -> None:
    assert not any("fewer" in words for words in _texts(chart(made(effect=-0.01, noise=0.1), "en")))


@pytest.mark.parametrize("to", [2025, 2026, 2035])
def test_short_answers_and_no_history(to: int) -> None:
    answer = made(to=to)
    answer.history.clear()
    ET.fromstring(chart(answer, "en"))


def test_any_reading_can_be_drawn() -> None:
    for reading in ("shortage", "tightness", "employed"):
        ET.fromstring(chart(made(), "nl", reading))


def test_axis_starts_at_zero_with_few_lines() -> None:
    for top in (0.7, 3.9, 16, 90_000, 129_999, 1_520_000):
        marks = chart_data.ticks(top)
        assert marks[0] == 0
        assert len(marks) <= 6
        assert marks[-1] >= top
    assert chart_data.ticks(0) == [0, 1]


def test_labels_at_the_end_stand_apart_and_above_the_axis() -> None:
    frame = chart_data.frame(made(effect=-0.001, noise=0.0001), "vacancies")
    labels = frame.end_labels("nl")
    assert labels[1].y - labels[0].y >= chart_data.LINE - 1e-9
    assert labels[-1].y <= frame.height - chart_data.LINE / 2 + 1e-9


def test_the_picture_follows_the_grammar_of_charts() -> None:
    """Checked here and not at every chart: it takes seconds."""
    import altair as alt

    from krapte.telling.chart import _spec

    spec = _spec(made(), "nl", "vacancies")
    assert alt.LayerChart.from_dict(spec, validate=True).to_dict(validate=True)["layer"]
