"""No measure reaches how vacancies and people meet, how results are read, what was published, or the benchmark."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest

from krapte import measures
from krapte.country import parameters
from krapte.figures.errors import InputError
from krapte.measures import FileError, library, reading
from krapte.measures.schema.measure import UNKNOWNS
from krapte.words import LANGUAGES, explain, text

OWNERS = ("meeting.py", "readings.py", "published.py")
OWNED = [row.slot for row in parameters.load() if row.owner in OWNERS]
RESULTS = (
    "benchmark",
    "benchmark.own",
    "shortage",
    "meeting.vacancies[techniek]",
    "readings.shortage[metal]",
)
REFUSALS = {"meeting_cannot_be_moved", "reading_cannot_be_moved", "unknown_cannot_be_moved"}


def test_the_owners_are_those_of_the_table() -> None:
    assert {slot.split(".")[0] for slot in OWNED} == {"meeting", "readings", "published"}
    others = {row.id.split(".")[0] for row in parameters.load() if row.owner not in OWNERS}
    assert not {"meeting", "readings", "published"} & others
    assert "readings.frictional_days[metal]" in OWNED  # the benchmark of a draw's own


@pytest.mark.parametrize("name", measures.ids())
def test_a_shipped_measure_aimed_at_a_result_is_refused(name: str) -> None:
    document = library.shipped("files", name)
    file = resources.files("krapte.measures").joinpath("files", f"{name}.yaml")
    lines = file.read_text(encoding="utf-8").splitlines()
    first = lines.index("moves:") + 1
    assert lines[first].startswith("  - parameter: ")
    place = f"krapte/measures/files/{name}.yaml:{first + 1}:16: moves.0.parameter"
    for slot in (*OWNED, *RESULTS):
        error = refused(document, slot)
        assert error.where == place
        assert error.found == slot
        assert error.expected == "a parameter that causes it"
        assert error.code in REFUSALS
        assert (error.code == "unknown_cannot_be_moved") == (slot.split("[")[0] in UNKNOWNS)


def refused(document: Any, slot: str) -> InputError:
    """The one error of a measure whose first move goes to a slot."""
    move = {key: value for key, value in document.data["moves"][0].items() if key != "cells"}
    moves = ({**move, "parameter": slot}, *document.data["moves"][1:])
    with pytest.raises(FileError) as caught:
        reading.measure(document._replace(data={**document.data, "moves": moves}))
    (error,) = caught.value.errors
    return error


@pytest.mark.parametrize("cells", [(), ("metal", "electro")])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_refusal_reads_well(lang: str, cells: tuple[str, ...]) -> None:
    document = library.shipped("files", "x7")
    move = {**document.data["moves"][0], "parameter": "meeting.self_employed", "cells": cells}
    with pytest.raises(FileError) as caught:
        reading.measure(document._replace(data={**document.data, "moves": (move,)}))
    line = explain(caught.value.errors[0], lang)
    assert text("error.meeting_cannot_be_moved", lang) in line
    assert line.startswith("krapte/measures/files/x7.yaml:")
