"""The split: it adds up, its title follows the rule, its parts are as long as they say, nothing overlaps."""

from __future__ import annotations

import csv
import io
import itertools
import xml.etree.ElementTree as ET

import pytest
from split_rows import MEANS, split_rows
from thin import thin

from krapte.country.axes import PILLARS
from krapte.telling import chart_rows, chart_split, chart_split_bar, draw
from krapte.telling.chart_split import read

SVG = "{http://www.w3.org/2000/svg}"
NOTHING = dict.fromkeys(MEANS, 0.0)
CASES = {
    "usual": split_rows(),
    "nothing": split_rows(NOTHING),
    "no gap": split_rows(NOTHING, baseline=0.0),
    "both ways": split_rows(
        {"education": 150.0, "inflow": -900.0, "productivity": 1400.0, "international": 40.0}, spread=2.5
    ),
    "wider": split_rows({name: -mean for name, mean in MEANS.items()}, spread=0.3),
    "huge": split_rows(
        {"education": 12e6, "inflow": 1.5e6, "productivity": 4e5, "international": 3e4}, baseline=15.2e6
    ),
    "one year": split_rows(first=2035, last=2035),
}


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


def marks(kind: str, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The layers of one kind of mark in the picture."""
    layers = chart_split.spec(rows, 2035, "nl")["layer"]
    return [layer for layer in layers if layer["mark"]["type"] == kind]


@pytest.mark.parametrize(("case", "lang"), [*((case, "nl") for case in CASES), ("usual", "en")])
def test_every_case_can_be_drawn_and_is_named(case: str, lang: str) -> None:
    rows = CASES[case]
    root = ET.fromstring(chart_split.chart(rows, 2035, lang))
    split = read(rows, 2035)
    assert root[0].text == chart_split.finding(split, lang)
    assert root[1].text == chart_split.alternative(split, lang)
    assert root.get("width") == "960"


def test_titles_follow_the_rule() -> None:
    told = {case: chart_split.finding(read(rows, 2035), "nl") for case, rows in CASES.items()}
    assert (
        told["usual"]
        == "In 2035 sluit het pakket 31.000 van de 62.000 voltijdbanen, het meest door Productiviteit"
    )
    assert told["nothing"] == "Het pakket sluit in 2035 niets"
    assert told["no gap"] == "Zonder pakket staat er in 2035 niets open"
    assert told["both ways"] == "Of het pakket in 2035 iets sluit, is onzeker"
    assert told["wider"] == "Met het pakket zijn er in 2035 31.000 voltijdbanen tekort meer"


def test_a_lead_within_the_interval_of_the_first_is_uncertain() -> None:
    near = split_rows(MEANS | {"inflow": 11_000.0})
    assert chart_split.finding(read(near, 2035), "en").endswith("which pillar does most is uncertain")


def test_the_four_parts_are_as_long_as_their_numbers() -> None:
    pieces, zero, end, edge = chart_split_bar._pieces(draw.Sheet(), read(split_rows(), 2035), "nl")
    scale = (960 - 2 * draw.MARGIN) / 62_000
    for piece in pieces:
        assert piece.right - piece.left == pytest.approx(MEANS[piece.pillar] * scale)
    assert [piece.pillar for piece in pieces] == list(PILLARS)
    assert (zero, end, edge) == pytest.approx((24, 24 + 31_000 * scale, 936))


def test_a_pillar_that_makes_it_larger_stands_left_of_zero() -> None:
    pieces, zero, end, edge = chart_split_bar._pieces(draw.Sheet(), read(CASES["both ways"], 2035), "nl")
    assert [piece.pillar for piece in pieces if piece.right <= zero + 1e-6] == ["inflow"]
    assert end < edge < 936  # what was added to the gap lies beyond the gap without the package
    words = texts(chart_split.chart(CASES["both ways"], 2035, "nl"))
    assert {"Netto sluit het pakket 690", "netto 690"} <= set(words)
    assert not any(word.startswith("Pakket sluit") for word in words)  # no line has that length


def test_a_loss_is_told_with_an_interval_of_losses() -> None:
    words = texts(chart_split.chart(CASES["wider"], 2035, "en"))
    assert words[words.index("Makes it 31,000 larger") + 1] == "(22,000 to 40,000)"


def test_what_stays_open_is_hatched_and_has_no_colour() -> None:
    lines = [layer for layer in marks("rule", split_rows()) if len(layer["data"]["values"]) > 40]
    assert len(lines) == 1
    assert lines[0]["mark"]["color"] == draw.INK3
    xs = [row[key] for row in lines[0]["data"]["values"] for key in ("x", "x2")]
    assert (min(xs), max(xs)) == pytest.approx((480, 936), abs=1)


def test_areas_are_stacked_means_and_intervals_are_not() -> None:
    areas = marks("area", split_rows())
    assert [layer["mark"]["color"] for layer in areas] == [draw.TONES[name].area for name in PILLARS]
    last = [next(row for row in layer["data"]["values"] if row["year"] == 2035) for layer in areas]
    for row, below in zip(last[1:], last, strict=False):
        assert row["low"] == below["high"]
    assert last[-1]["high"] == pytest.approx(31_000)
    bands = [
        layer["data"]["values"][0]
        for layer in marks("rule", split_rows())
        if "pillar" in layer["data"]["values"][0]
    ]
    assert next((row["low"], row["high"]) for row in bands) == pytest.approx((6_500 * 0.35, 6_500 * 1.65))
    assert all(row["low"] < row["mean"] < row["high"] for row in bands)


@pytest.mark.parametrize("case", CASES)
def test_names_above_the_bar_stand_apart_and_on_the_sheet(case: str) -> None:
    sheet = draw.Sheet()
    chart_split_bar.bar(sheet, read(CASES[case], 2035), 100, "nl")
    found = []
    for layer in sheet.spec(300)["layer"]:
        if layer["mark"]["type"] == "text" and layer["mark"]["fontWeight"] == 600:
            for row in layer["data"]["values"]:
                if row["words"] in ("Onderwijs", "Instroom", "Productiviteit", "Internationaal"):
                    wide = chart_rows.widest_of([row["words"]], draw.LABEL, 600)
                    found.append((row["x"], row["x"] + wide))
    assert len(found) == 4
    for (_, right), (left, _) in itertools.pairwise(sorted(found)):
        assert right < left
    assert min(found)[0] >= draw.MARGIN
    assert max(right for _, right in found) <= 960 - draw.MARGIN + 1


def test_shares_are_whole_and_sum_to_a_hundred() -> None:
    assert chart_rows.percents([1, 1, 1], "en") == ["34%", "33%", "33%"]
    assert chart_rows.percents([1, -1, 3], "en") == ["", "", ""]
    assert chart_rows.percents([0, 0], "en") == ["", ""]


def test_a_split_that_does_not_add_up_is_refused() -> None:
    rows = split_rows()
    rows[0]["mean"] += 30_000
    with pytest.raises(ValueError, match="does not add up"):
        read(rows, rows[0]["year"])
    with pytest.raises(ValueError, match="lacks education"):
        read([row for row in split_rows() if row["pillar"] != "education"], 2035)


def test_an_interval_that_is_not_a_number_is_refused() -> None:
    rows = [row | {"high": float("nan")} for row in split_rows()]
    with pytest.raises(ValueError, match="not finite"):
        read(rows, 2035)


def test_another_reading_in_the_table_is_left_alone() -> None:
    other = [
        row | {"reading": "vacancies", "unit": "vacancies", "mean": 2 * row["mean"]} for row in split_rows()
    ]
    both = [*other, *split_rows()]
    assert read(both, 2035).closed.middle == pytest.approx(31_000)
    assert "62.000 van de 124.000 vacatures" in chart_split.finding(read(both, 2035, "vacancies"), "nl")


def test_csv_twin_has_every_row() -> None:
    rows = split_rows()
    read_back = list(csv.DictReader(io.StringIO(chart_split.csv_twin(rows).decode())))
    assert [float(row["mean"]) for row in read_back] == [row["mean"] for row in rows]
    assert list(read_back[0]) == ["year", "reading", "pillar", "mean", "low", "high", "unit"]


@pytest.mark.parametrize("case", CASES)
def test_few_grid_lines_and_zero_among_them(case: str) -> None:
    ends = [end for part in read(CASES[case], 2035).pillars.values() for end in part]
    ticks = chart_rows.axis_that_fits(min(ends), max(ends), 250, 12.5, "nl")
    assert 0 in ticks
    assert 2 <= len(ticks) <= 6
    assert ticks[0] <= min(ends) <= max(ends) <= ticks[-1]


def test_pieces_are_moved_as_little_as_need_be() -> None:
    assert draw.apart([10, 50], [20, 20], 0, 100) == [10, 50]
    assert draw.apart([50, 50], [20, 20], 0, 100) == [40, 60]
    assert draw.apart([0, 1, 90], [20, 20, 20], 0, 100) == [10, 30, 90]
    assert draw.apart([95, 99], [20, 20], 0, 100) == [70, 90]


def test_the_picture_follows_the_grammar_of_charts() -> None:
    import altair as alt

    spec = chart_split.spec(CASES["usual"], 2035, "nl", foot="krapte 0.1.0.")
    assert alt.LayerChart.from_dict(thin(spec), validate=True).to_dict(validate=True)["layer"]
