"""Sources of an answer: a line per publication; our own assumptions are counted and never look like one."""

from __future__ import annotations

from krapte.analysis import sources
from krapte.measures import packages
from krapte.telling import sources_table

ROWS = sources.rows(packages.load("first-four"))


def test_every_figure_of_the_files_is_there_with_its_letter() -> None:
    assert {row["measure"] for row in ROWS} == {m.id for m in packages.load("first-four").measures}
    assert {row["grade"] for row in ROWS} == {"A", "B", "C"} or {row["grade"] for row in ROWS} == {"A", "C"}
    assert len({(row["measure"], row["figure"]) for row in ROWS}) == len(ROWS)


def test_an_assumption_is_no_publication() -> None:
    g = sources_table.grid(ROWS, "en")
    assert all("C" not in letters for *_, letters in g.cells)
    ours = len({row["figure"] for row in ROWS if row["grade"] == "C"})
    assert f"{ours} assumptions of ours (C)" in g.title
    assert len(g.cells) == len({(r["publisher"], r["year"], r["source"]) for r in ROWS if r["grade"] != "C"})


def test_the_measures_behind_a_publication_are_named_once() -> None:
    for _, named, _ in sources_table.grid(ROWS, "nl").cells:
        assert len(named.split(", ")) == len(set(named.split(", ")))
