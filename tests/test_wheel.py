"""The built wheel holds all that the package reads, and works without the source beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SRC = ROOT / "src"
FIGURE = "lm_emp_brc07_2024q4"
# -S leaves out the path files of site-packages, so that the editable source cannot be found.
RUN = f"""
import sys
sys.path[:0] = [sys.argv[1]]
sys.path.append(sys.argv[2])
import krapte
from krapte.country import law, parameters, scenarios
from krapte.market.account import FLOWS
from krapte.words.catalogue import catalogue
print(krapte.__file__, len(parameters.load()), len(scenarios.ids()), len(law.timeline("aow_age")), len(FLOWS),
      len(catalogue("nl")), file=sys.stderr)
assert not [path for path in sys.path if path.endswith("/src")]
sys.argv = ["krapte", "figures", {FIGURE!r}, "--format", "json"]
from krapte.cli import main
main()
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """The wheel built from this working tree and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    run = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files(folder: Path) -> set[str]:
    """All files of the package in a folder but what Python compiles there."""
    found = (folder / "krapte").rglob("*")
    return {
        path.relative_to(folder).as_posix()
        for path in found
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_file_of_the_package_is_in_the_wheel(unpacked):
    assert files(unpacked) == files(SRC)


@pytest.mark.parametrize(
    "file",
    [
        "krapte/figures/tables/manifest.json",
        "krapte/figures/tables/series/population.csv",
        "krapte/figures/tables/figures/labour_market.csv",
        "krapte/country/parameters.csv",
        "krapte/country/assumptions.csv",
        "krapte/country/assumption_values.csv",
        "krapte/country/scenarios.csv",
        "krapte/country/law.csv",
        "krapte/country/law_parameters.csv",
        "krapte/market/flows.csv",
        "krapte/words/nl.json",
        "krapte/words/en.json",
        "krapte/measures/files/m1.yaml",
        "krapte/measures/packages/m1.yaml",
        "krapte/measures/schema/measure.schema.json",
        "krapte/measures/schema/package.schema.json",
    ],
)
def test_each_sort_of_data_is_in_the_wheel_byte_for_byte(unpacked, file):
    assert (unpacked / file).read_bytes() == (SRC / file).read_bytes()


def test_the_wheel_says_what_it_is(unpacked):
    (info,) = unpacked.glob("*.dist-info")
    assert "krapte = krapte.cli:main" in (info / "entry_points.txt").read_text(encoding="utf-8")
    metadata = (info / "METADATA").read_text(encoding="utf-8")
    assert "Name: krapte\n" in metadata
    assert "Requires-Dist: jax==" in metadata
    assert (info / "licenses" / "LICENSE").is_file()


def test_a_figure_is_answered_from_the_wheel_alone(unpacked, tmp_path):
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    run = subprocess.run(
        [sys.executable, "-S", "-c", RUN, str(unpacked), sysconfig.get_path("purelib")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=clean,
    )
    assert run.returncode == 0, run.stderr
    where, *counts = run.stderr.split()
    assert Path(where).parent == unpacked / "krapte"
    assert all(int(count) > 0 for count in counts)
    answer = json.loads(run.stdout)
    assert answer["schema"] == "krapte/1"
    (row,) = answer["rows"]
    assert row["value"] == 1_383_000
    assert row["id"] == FIGURE
