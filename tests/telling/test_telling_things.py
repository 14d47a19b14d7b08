"""Work left undone in things: a table of its own beside the readings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import made

from krapte.telling import tables, things_table


def with_things(package: str | None = "paper"):
    answer = made(package)
    rows = [
        {
            "year": year,
            "group": "techniek",
            "reading": f"undone_{thing}",
            "variant": variant,
            "median": value,
            "low": value - abs(value) / 2,
            "high": value + abs(value) / 2,
            "unit": unit,
            "right_sign": None,
        }
        for year in range(2024, 2051)
        for thing, unit in (
            ("homes", "homes_per_year"),
            ("heat_pumps", "units_per_year"),
            ("grid", "meur_per_year"),
        )
        for variant, value in (("baseline", 2000.0), ("package", 1800.0), ("difference", -200.0))
        if package or variant == "baseline"
    ]
    return replace(answer, rows=[*answer.rows, *rows])


@pytest.mark.parametrize(
    ("package", "line"),
    [
        (None, ["2035", *3 * ["2,000 (1,000\u20133,000)"]]),
        ("paper", ["2035", *3 * ["2,000 (1,000\u20133,000)", "−200 (−300 to −100)"]]),
    ],
)
def test_each_thing_stands_with_its_unit_and_what_the_package_changes(package, line):
    grid = things_table.grid(with_things(package), "en")
    assert next(cells for cells in grid.cells if cells[0] == "2035") == line
    assert grid.heads[1] == "Homes not built (homes per year)"
    assert ("Change by the package" in grid.heads) == (package is not None)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_table_comes_with_a_note_that_it_is_an_allocation(lang):
    answer = with_things()
    assert tables.parts(answer, lang)[0].title == things_table.grid(answer, lang).title
    assert "(C)" in things_table.notes(lang)[0]
    assert things_table.notes(lang)[0] in tables.notes(answer, lang)
    assert not things_table.there(made())
