"""Where the gain went: both scopes on one scale, moved said as moved, whole persons of a hundred."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from thin import thin

from krapte.telling import chart_gain, chart_rows, draw
from krapte.telling.chart_gain import read

SVG = "{http://www.w3.org/2000/svg}"
ITEMS = {  # median, low, high in techniek, then in the Netherlands
    "vacancies": (38, 29, 46, 14, 6, 22),
    "more_work": (21, 12, 33, 25, 11, 40),
    "fewer_switchers": (17, 8, 27, 0, 0, 0),
    "care": (0, 0, 0, 11.4, 5, 12.6),
    "leave": (14, 7, 22, 31, 9, 40),
    "unemployed": (10, 4, 16, 19, 7, 30),
}


def gain_rows(
    items: dict[str, tuple[float, ...]] | None = None, times: float = 1.0, half: float = 0.0
) -> list:
    rows = []
    for name, numbers in (ITEMS if items is None else items).items():
        for scope, part in (("techniek", numbers[:3]), ("nl", numbers[3:])):
            middle, low, high = (times * number for number in part)
            rows.append(
                {"item": name, "scope": scope, "median": middle, "low": low - half, "high": high + half}
            )
    return rows


LONG = "arbeidsongeschiktheidsverzekeringsmaatschappijen_en_nog_veel_meer_woorden"
CASES = {
    "usual": gain_rows(),
    "nothing": gain_rows(times=0.0),
    "uncertain": gain_rows(half=60.0),
    "huge": gain_rows(ITEMS | {LONG: (3, 1, 5, 2, 1, 3)}, times=1e4),
    "one": gain_rows({"vacancies": (38, 29, 46, 30, 25, 40)}),
}


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(("case", "lang"), [*((case, "nl") for case in CASES), ("usual", "en")])
def test_every_case_can_be_drawn_and_is_named(case: str, lang: str) -> None:
    rows = CASES[case]
    root = ET.fromstring(chart_gain.chart(rows, lang))
    assert root[0].text == chart_gain.finding(read(rows), lang)
    assert root[1].text == chart_gain.alternative(read(rows), lang)


def test_titles_follow_the_rule() -> None:
    told = {case: chart_gain.finding(read(rows), "nl") for case, rows in CASES.items()}
    assert (
        told["usual"]
        == "Vult een open vacature: 38 van 100 in de techniek, landelijk 14, dus vooral verplaatst"
    )
    assert told["one"] == "Vult een open vacature: 38 van 100 in de techniek, landelijk 30"
    assert told["uncertain"] == "Vult een open vacature: hoeveel van 100, is onzeker"
    assert told["nothing"] == "Er is geen winst om te verdelen"


def test_a_country_that_is_worse_off_or_uncertain_is_not_told_with_a_minus() -> None:
    def told(middle: float, low: float, high: float, lang: str) -> str:
        return chart_gain.finding(read(gain_rows({"vacancies": (38, 29, 46, middle, low, high)})), lang)

    assert told(-6, -14, 3, "nl").endswith(
        "38 van 100 in de techniek; landelijk onzeker, dus vooral verplaatst"
    )
    assert told(-6, -14, -2, "en").endswith("38 of 100 in techniek, but 6 more vacancies nationwide")
    assert told(0, 0, 0, "en").endswith("0 nationwide, so mostly moved")
    assert told(30, -2, 50, "en").endswith("30 nationwide")


def test_without_filled_vacancies_the_largest_item_leads() -> None:
    rows = [row for row in gain_rows() if row["item"] != "vacancies"]
    assert read(rows).lead == "more_work"


def test_both_scopes_have_one_scale_and_bars_from_zero() -> None:
    layers = [
        layer
        for layer in chart_gain.spec(CASES["usual"], "nl")["layer"]
        if layer["mark"]["type"] == "rect" and "item" in layer["data"]["values"][0]
    ]
    assert len(layers) == 2 * len(ITEMS)
    scales = {scope: [] for scope in chart_gain.SCOPES}
    for layer in layers:
        (row,), scale = layer["data"]["values"], layer["encoding"]["x"]["scale"]
        scales[row["scope"]].append((tuple(scale["domain"]), scale["range"][1] - scale["range"][0]))
        assert row["zero"] == 0
        assert row["median"] == ITEMS[row["item"]][0 if row["scope"] == "techniek" else 3]
    assert set(scales["techniek"]) == set(scales["nl"])
    assert len(set(scales["nl"])) == 1
    assert scales["nl"][0][0][0] == 0


def test_numbers_are_whole_persons() -> None:
    words = texts(chart_gain.chart(CASES["usual"], "nl"))
    assert {"38", "29 tot 46", "11", "5 tot 13"} <= set(words)
    assert not [word for word in words if "," in word and word[0].isdigit()]


def test_long_names_stand_on_two_lines_clear_of_the_bars() -> None:
    layers = chart_gain.spec(CASES["huge"], "nl")["layer"]
    first = min(
        layer["encoding"]["x"]["scale"]["range"][0]
        for layer in layers
        if layer["mark"]["type"] == "rect" and "item" in layer["data"]["values"][0]
    )
    lines = chart_gain._name(LONG, "nl")
    assert len(lines) == 2
    assert draw.MARGIN + chart_rows.widest_of(lines, draw.LABEL) < first


def test_colour_means_pillar_so_there_is_none() -> None:
    svg = chart_gain.chart(CASES["usual"], "en").lower()
    assert not [tone for tones in draw.TONES.values() for tone in tones if tone.lower() in svg]


def test_an_item_without_both_scopes_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a row for each of techniek, nl"):
        read(gain_rows()[1:])
    with pytest.raises(ValueError, match="no rows"):
        read([])


def test_csv_twin_has_every_row() -> None:
    rows = gain_rows()
    read_back = list(csv.DictReader(io.StringIO(chart_gain.csv_twin(rows).decode())))
    assert list(read_back[0]) == ["item", "scope", "median", "low", "high"]
    assert [float(row["median"]) for row in read_back] == [row["median"] for row in rows]


def test_the_picture_follows_the_grammar_of_charts() -> None:
    import altair as alt

    spec = chart_gain.spec(CASES["usual"], "nl", foot="krapte 0.1.0.")
    assert alt.LayerChart.from_dict(thin(spec), validate=True).to_dict(validate=True)["layer"]
