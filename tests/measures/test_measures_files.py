"""What comes with krapte, and how a user's own files are found."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from measure_texts import KNOWN, LEVER, PACKAGE, bent, lever

from krapte import measures
from krapte.figures.errors import InputError
from krapte.measures import packages, sources
from krapte.measures.schema import json_schema, quantities

ROOT = resources.files("krapte.measures")


@pytest.mark.parametrize("name", measures.ids())
def test_shipped_measures_are_good(name: str) -> None:
    made = measures.load(name)
    assert made.id == name
    assert made.timing.start >= made.timing.earliest
    text = (ROOT / "files" / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/measure.schema.json\n")


@pytest.mark.parametrize("name", packages.ids())
def test_shipped_packages_are_good(name: str) -> None:
    assert packages.load(name).id == name
    text = (ROOT / "packages" / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/package.schema.json\n")


def test_the_orange_card_as_the_evidence_has_it() -> None:
    card = measures.load("m1")
    assert (card.dose.default, card.dose.low, card.dose.high) == (3000, 0, 10_000)
    assert (card.timing.earliest, card.timing.start) == (2027, 2028)
    assert [(move.parameter, move.how, move.value.central) for move in card.moves] == [
        ("card.quota", "add", 1)
    ]
    assert quantities(card)["cost.0.eur"].limits == (4000, 18_000)
    assert quantities(card)["side_effects.0.value"].central == 0.4


@pytest.mark.parametrize("name", json_schema.MODELS)
def test_json_schema_is_up_to_date(name: str) -> None:
    shipped = (ROOT / "schema" / name).read_text(encoding="utf-8")
    assert shipped == json_schema.schema(json_schema.MODELS[name])


@pytest.mark.parametrize("name", json_schema.MODELS)
def test_every_field_is_documented(name: str) -> None:
    made = json_schema.MODELS[name].model_json_schema()
    for model in (made, *made["$defs"].values()):
        assert model["description"]
        assert not [field for field, told in model["properties"].items() if "description" not in told]


def test_the_page_names_every_field() -> None:
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
    for model in json_schema.MODELS.values():
        made = model.model_json_schema()
        for part in (made, *made["$defs"].values()):
            assert not [field for field in part["properties"] if f"`{field}`" not in page]


def test_the_examples_of_the_page_are_good(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
    measure, package = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    (tmp_path / "guidance.yaml").write_text(measure)
    (tmp_path / "mine.yaml").write_text(package)
    assert [row.measure.id for row in packages.load(tmp_path / "mine.yaml").rows] == [
        "guidance",
        "guidance",
        "m1",
    ]


def test_the_page_names_every_error() -> None:
    page = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
    code = "".join(Path(str(entry)).read_text(encoding="utf-8") for entry in Path(str(ROOT)).rglob("*.py"))
    named = set(re.findall(r'"([a-z0-9]+(?:_[a-z0-9]+)+)"', page.replace("`", '"')))
    raised = set(re.findall(r'(?:InputError|Problem|refuse|_absent)\(\s*"([a-z0-9_]+)"', code))
    assert len(raised) > 30
    assert raised <= named


def test_a_measure_may_share_a_limit_with_one_beside_it(tmp_path: Path) -> None:
    """Also when the texts of an answer are read again without the other file."""
    shared = LEVER + "shares_limit_with: [crank]\n"
    (tmp_path / "lever.yaml").write_text(shared)
    (tmp_path / "mine.yaml").write_text(PACKAGE)
    with pytest.raises(InputError, match="unknown measure: found crank"):
        packages.load(tmp_path / "mine.yaml")
    (tmp_path / "crank.yaml").write_text(bent(("id: lever", "id: crank")))
    made = packages.load(tmp_path / "mine.yaml")
    texts = sources.texts(tmp_path / "mine.yaml", made)
    assert sorted(texts) == ["lever.yaml", "mine.package.yaml"]
    (tmp_path / "again").mkdir()
    assert sources.load(texts, tmp_path / "again").measures == made.measures


def test_a_package_finds_the_measure_beside_it_first(tmp_path: Path) -> None:
    (tmp_path / "m1.yaml").write_text(bent(("id: lever", "id: m1")))
    (tmp_path / "mine.yaml").write_text(bent(("measure: lever", "measure: m1"), text=PACKAGE))
    row = packages.load(tmp_path / "mine.yaml", KNOWN).rows[0]
    assert row.measure.title.en == "Lever"
    assert (row.dose, row.start, row.end) == (20.0, 2028, 2030)


def test_a_package_of_the_same_name_is_no_measure(tmp_path: Path) -> None:
    text = bent(("measure: lever", "measure: m1"), text=PACKAGE)
    (tmp_path / "m1.yaml").write_text(bent(("id: mine", "id: m1"), text=text))
    (tmp_path / "mine.yaml").write_text(text)
    for name in ("m1", "mine"):
        assert packages.load(str(tmp_path / f"{name}.yaml")).rows[0].measure == measures.load("m1")


def test_a_measure_file_alone_is_a_package(tmp_path: Path) -> None:
    (tmp_path / "lever.yaml").write_text(LEVER)
    made = packages.load(tmp_path / "lever.yaml", KNOWN)
    assert (made.id, made.rows[0].dose, made.rows[0].start, made.rows[0].end) == ("lever", 10.0, 2027, None)
    assert made.rows[0].measure == measures.load_file(tmp_path / "lever.yaml", KNOWN)


def test_other_doses() -> None:
    one, two = lever("a"), lever("b")
    rows = (packages.Row(one, 5, 2027, 2030), packages.Row(one, 6, 2029), packages.Row(two, 7, 2028))
    made = packages.build(replace(packages.alone(one), rows=rows)).with_doses({"a": 0.5})
    assert [(row.measure.id, row.dose, row.start, row.end) for row in made.rows] == [
        ("b", 7, 2028, None), ("a", 0.5, 2027, None)]  # fmt: skip
    with pytest.raises(InputError, match="unknown measure: found c, expected a, b"):
        made.with_doses({"c": 1})
    with pytest.raises(InputError, match="dose out of range"):
        made.with_doses({"a": 5000})


def test_no_jax_before_apply() -> None:
    code = "import sys, krapte.measures.effects; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
