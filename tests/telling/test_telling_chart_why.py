"""The chart of what an interval rests on: bars as long as their shares, a title that claims no more than is sure."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from made import made
from why_made import rests_rows

from krapte.telling import chart_why, export
from krapte.words import text
from krapte.words.catalogue import LANGUAGES


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variant", ["difference", "baseline"])
def test_it_is_drawn_and_named(lang, variant):
    rows = rests_rows(variant)
    root = ET.fromstring(chart_why.chart(rows, lang, "foot"))
    assert root[0].text == chart_why.finding(rows, lang)
    assert root[1].text == chart_why.alternative(rows, lang)
    words = " ".join("".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text"))
    assert text("rests.part.works", lang).split()[0] in words
    assert "foot" in words


def boxes(rows):
    """Length of the dark and light boxes by colour, from the data of the picture."""
    sheet = chart_why.spec(rows, "en")
    found: dict[str, list[float]] = {}

    def walk(node):
        if isinstance(node, dict):
            mark = node.get("mark")
            if isinstance(mark, dict) and mark.get("type") == "rect" and "fill" in mark:
                data = node["data"].get("values") or sheet["datasets"][node["data"]["name"]]
                found.setdefault(mark["fill"], []).extend(one["x2"] - one["x"] for one in data)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(sheet)
    return found


def test_bars_are_as_long_as_their_shares():
    rows = rests_rows()
    found = boxes(rows)
    alone = sorted(row["alone"] for row in rows if row["alone"] > 0)
    lengths = sorted(found[chart_why.INK2])
    assert [length / lengths[-1] for length in lengths] == pytest.approx([a / alone[-1] for a in alone])
    more = sorted(row["total"] - row["alone"] for row in rows if row["total"] > row["alone"])
    scale = lengths[-1] / alone[-1]
    assert sorted(found[chart_why.LIGHT]) == pytest.approx([scale * value for value in more])


def test_the_title_claims_a_kind_only_where_that_is_sure():
    assert chart_why.finding(rests_rows(), "en") == text("rests.find.none", "en")
    rows = rests_rows()
    rows[0] |= {"alone": 0.8, "total": 0.9}
    rows[3] |= {"alone": 0.05, "total": 0.06}
    assert text("rests.part.figures", "en") in chart_why.finding(rows, "en")


def test_an_answer_with_a_bar_has_the_picture_and_its_numbers():
    answer = replace(made(), rests_on=rests_rows())
    assert export.pictures(answer) == ("why",)
    assert export.picture(answer, "nl", "why").startswith("<svg")
    assert chart_why.csv_twin(rests_rows()) == export.tables(answer)["rests_on.csv"]
