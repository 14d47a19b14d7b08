"""What no measure may do: reach the published past, or move what is unknown rather than decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from krapte.figures.errors import InputError
from krapte.measures import packages
from krapte.measures.schema.measure import UNKNOWNS, refuse_reading


def test_a_dose_in_the_published_past_is_refused():
    package = packages.load("m1")
    row = package.rows[0]
    early = row.measure.model_copy(
        update={"timing": row.measure.timing.model_copy(update={"earliest": 2010})}
    )
    with pytest.raises(InputError) as error:
        packages.build(replace(package, rows=(replace(row, measure=early, start=2024),)))
    assert error.value.code == "start_in_the_past"
    assert error.value.expected == ">= 2025"


@pytest.mark.parametrize("name", [*UNKNOWNS, "demand.drift[techniek]"])
def test_what_is_unknown_cannot_be_moved(name):
    with pytest.raises(InputError) as error:
        refuse_reading(name, "mine.yaml:3:4: moves.0.parameter", "a parameter")
    assert error.value.code == "unknown_cannot_be_moved"


def test_unknowns_are_parameters():
    from krapte.country import parameters

    assert set(UNKNOWNS) <= {row.id for row in parameters.load()}
