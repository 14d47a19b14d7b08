"""The flows: up what comes in, down what leaves, the net line where the account says, names beside their layer."""

from __future__ import annotations

import csv
import io
import itertools
import xml.etree.ElementTree as ET
from importlib import resources

import pytest
from flow_rows import IN, OUT, flow_rows
from thin import thin

from krapte.telling import chart_flows, draw
from krapte.telling.chart_flows import Flow, read
from krapte.words import LANGUAGES

SVG = "{http://www.w3.org/2000/svg}"
MANY = IN | {f"another_flow_{i}": 900.0 * i for i in range(1, 5)}
CASES = {
    "usual": flow_rows(net_half=100.0),
    "gained": flow_rows(IN | {"first_jobs": 52_000.0}),
    "nothing": flow_rows(dict.fromkeys(IN, 0.0), dict.fromkeys(OUT, 0.0), 0.0),
    "uncertain": flow_rows(net_half=40_000.0),
    "huge": flow_rows(MANY | {"first_jobs": 3.1e6}),
    "only out": flow_rows({}, OUT),
    "one year": flow_rows(first=2035, last=2035),
}


def marks(kind: str, rows: list[dict[str, object]], column: str) -> list[dict[str, object]]:
    layers = chart_flows.spec(rows, 2035, "nl")["layer"]
    return [
        layer for layer in layers if layer["mark"]["type"] == kind and column in layer["data"]["values"][0]
    ]


@pytest.mark.parametrize(("case", "lang"), [*((case, "nl") for case in CASES), ("usual", "en")])
def test_every_case_can_be_drawn_and_is_named(case: str, lang: str) -> None:
    rows = CASES[case]
    root = ET.fromstring(chart_flows.chart(rows, 2035, lang))
    assert root[0].text == chart_flows.finding(read(rows, 2035), lang)
    assert root[1].text == chart_flows.alternative(read(rows, 2035), lang)


def test_titles_follow_the_rule() -> None:
    told = {case: chart_flows.finding(read(rows, 2035), "nl") for case, rows in CASES.items()}
    assert told["gained"] == (
        "Per saldo komen er in 2035 21.600 technici bij; grootste instroom: eerste baan na een diploma"
    )
    assert told["uncertain"] == "Of er in 2035 per saldo technici bij komen, is onzeker"
    assert told["nothing"] == "In 2035 komt er niemand bij en gaat er niemand af"
    assert told["only out"].endswith("grootste uitstroom: overstap naar ander werk")
    assert "technici af" in told["only out"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_flow_of_people_has_words_of_its_own(lang: str) -> None:
    flows = resources.files("krapte.market").joinpath("flows.csv").read_text(encoding="utf-8")
    names = [row["name"] for row in csv.DictReader(flows.splitlines()) if row["account"] != "students"]
    assert {"switching", "first_jobs", "arrivals"} <= set(names)
    told = {
        chart_flows.name_of(Flow(name, way, {}), lang)
        for name in names
        if name != "anchor"
        for way in ("in", "out")
    }
    assert len(told) == len(names)  # the anchor moves nobody; switching has a name each way
    assert not [words for words in told if words[:1].islower()]


def test_switching_is_named_by_where_it_goes() -> None:
    told = chart_flows.alternative(read(CASES["usual"], 2035), "en")
    assert "Switchers into techniek" in told
    assert "Switchers to other work" in told


def test_bars_rise_by_what_comes_in_and_fall_by_what_leaves() -> None:
    boxes = [row for layer in marks("rect", CASES["usual"], "flow") for row in layer["data"]["values"]]
    here = [row for row in boxes if row["year"] == 2035]
    sizes = {(row["flow"], row["direction"]): row["median"] for row in CASES["usual"] if row["year"] == 2035}
    for (flow, direction), size in sizes.items():
        if direction != "net":
            way = 1 if direction == "in" else -1
            (box,) = [row for row in here if row["flow"] == flow and way * (row["high"] + row["low"]) > 0]
            assert box["high"] - box["low"] == pytest.approx(size if direction == "in" else -size)
    up = sum(size for (_, direction), size in sizes.items() if direction == "in")
    down = sum(size for (_, direction), size in sizes.items() if direction == "out")
    assert max(row["high"] for row in here) == pytest.approx(up)
    assert min(row["high"] for row in here) == pytest.approx(-down)
    assert sizes["net", "net"] == pytest.approx(up - down)


def test_the_net_line_is_the_net_of_each_year() -> None:
    paper, ink = marks("line", CASES["usual"], "net")
    assert (paper["mark"]["color"], ink["mark"]["color"]) == (draw.PAPER, draw.INK)
    net = {row["year"]: row["median"] for row in CASES["usual"] if row["flow"] == "net"}
    assert {row["year"]: row["net"] for row in ink["data"]["values"]} == pytest.approx(net)


def test_the_largest_flow_lies_next_to_zero_and_is_darkest() -> None:
    flows = read(CASES["gained"], 2035)
    assert [flow.name for flow in flows.inward][:2] == ["first_jobs", "switching"]
    first = marks("rect", CASES["gained"], "flow")[0]
    assert first["mark"]["color"] == chart_flows.SHADES[0]
    assert {row["low"] for row in first["data"]["values"]} == {0.0}


def test_the_smallest_of_many_flows_become_one_layer_without_an_interval() -> None:
    flows = read(CASES["huge"], 2035)
    assert len(flows.inward) == len(chart_flows.SHADES)
    assert flows.inward[-1].name == "other_in"
    total = sum(row["median"] for row in CASES["huge"] if row["year"] == 2035 and row["direction"] == "in")
    assert sum(flow.sizes[2035].middle for flow in flows.inward) == pytest.approx(total)
    assert "Overige erbij ongeveer" in chart_flows.alternative(flows, "nl")


def test_no_colour_of_a_pillar_is_used() -> None:
    svg = chart_flows.chart(CASES["usual"], 2035, "nl")
    assert not [tone for tones in draw.TONES.values() for tone in tones if tone.lower() in svg.lower()]


@pytest.mark.parametrize("case", CASES)
def test_labels_stand_apart_and_end_on_the_sheet(case: str) -> None:
    root = ET.fromstring(chart_flows.chart(CASES[case], 2035, "nl"))
    names = [node for node in root.iter(f"{SVG}text") if node.get("font-size") == f"{draw.LABEL}px"]
    places = []
    for node in names:
        x, y = node.get("transform").removeprefix("translate(").rstrip(")").split(",")
        if float(x) > 400:
            places.append(float(y))
    assert len(places) >= 6
    assert all(b - a >= chart_flows.LABEL_TALL - 0.1 for a, b in itertools.pairwise(sorted(places)))
    assert max(places) < float(root.get("height"))


def test_rows_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="is negative"):
        read([row | {"low": -1.0} for row in flow_rows()], 2035)
    with pytest.raises(ValueError, match="no net flow of 2050"):
        read(flow_rows(), 2050)
    with pytest.raises(ValueError, match="other years"):
        read(flow_rows()[1:], 2035)


def test_csv_twin_has_every_row() -> None:
    rows = flow_rows()
    read_back = list(csv.DictReader(io.StringIO(chart_flows.csv_twin(rows).decode())))
    assert [(row["flow"], float(row["median"])) for row in read_back] == [
        (row["flow"], row["median"]) for row in rows
    ]


def test_the_picture_follows_the_grammar_of_charts() -> None:
    import altair as alt

    spec = chart_flows.spec(CASES["usual"], 2035, "en", foot="krapte 0.1.0.")
    assert alt.LayerChart.from_dict(thin(spec), validate=True).to_dict(validate=True)["layer"]
