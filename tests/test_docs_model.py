"""The page on the model names what exists: parameters with their ranges, figures, mechanisms, sizes."""

from __future__ import annotations

import fnmatch
import importlib
import re
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from krapte import figures
from krapte.country import assumptions, inputs, parameters, scenarios
from krapte.country.published import rows
from krapte.engine import cohort
from krapte.market import start
from krapte.market.parameters import unpack

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
TABLE = {row.slot: row for row in parameters.load()}
RANGE = r"`([a-z]+\.[a-z_]+(?:\[\w+\])?)`\s+(-?[\d.]+)\s+\((-?[\d.]+)\s+to\s+(-?[\d.]+)\)"


def test_ranges_on_the_page_are_those_of_the_table() -> None:
    told = re.findall(RANGE, PAGE)
    assert len(told) > 50
    for slot, *numbers in told:
        row = TABLE[slot]
        assert [float(number) for number in numbers] == [row.central, row.low, row.high], slot


def test_parameters_on_the_page_exist() -> None:
    records = {row.id.split(".")[0] for row in TABLE.values()}
    known = set(TABLE) | {row.id for row in TABLE.values()}
    for name in re.findall(r"`([a-z]+\.[a-z_]+(?:\[\w+\])?)`", PAGE):
        record, _, field = name.partition(".")
        if record in records and name not in known:
            assert hasattr(importlib.import_module(f"krapte.market.{record}"), field), name


def test_figures_on_the_page_exist() -> None:
    tables = {path.stem for path in (ROOT / "src/krapte/figures/tables/series").glob("*.csv")}
    known = {*figures.load().ids(), *tables, *(row["series"] for row in rows("panel"))}
    told = re.findall(r"\*\*Figures\.\*\*(.*?)(?=\*\*|\n\n)", PAGE, re.DOTALL)
    names = [name for part in told for name in re.findall(r"`([^`]+)`", part)]
    assert len(names) > 80
    assert [name for name in names if not fnmatch.filter(known, name)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "src/krapte/market").glob("*.py")), ids=lambda path: path.name
)
def test_every_mechanism_has_its_place_on_the_page(path: Path) -> None:
    # Records and sums are no mechanisms: they are told by the page as a whole.
    book = {"__init__", "account", "records", "demand_records", "state", "parameters"}
    assert path.stem in book or f"`market/{path.name}`" in PAGE


def test_counts_on_the_page() -> None:
    grades = [row.grade for row in TABLE.values()]
    assert f"the {len(TABLE)} numbers" in PAGE
    assert f"Another {sum(len(row.values) for row in assumptions.load())} behind" in PAGE
    assert (grades.count("A"), grades.count("B")) == (0, 1)
    country = jax.tree.map(jnp.asarray, cohort.world(inputs.load(scenarios.load("moderate"))).country)

    def begin(vector: jax.Array) -> object:
        p = unpack(vector, parameters.slots())
        return start.state(start.setting(country, p), p)

    leaves = jax.tree.leaves(jax.eval_shape(begin, jnp.asarray(parameters.central())))
    numbers = sum(int(np.prod(leaf.shape)) for leaf in leaves)
    assert f"| one draw | | {numbers:,} |" in PAGE
    parts = re.findall(
        r"^\| [^|]+ \| [^|]* \| ([\d,]+) \|$", PAGE.split("### How much")[1].split("###")[0], re.M
    )
    assert sum(int(part.replace(",", "")) for part in parts) == numbers
