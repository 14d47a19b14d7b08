"""The generated pages of parameters and flows, and the command that lists the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from krapte.cli import docs
from krapte.cli.parameters import parameters as command
from krapte.country import assumptions, parameters
from krapte.figures.errors import InputError
from krapte.market.account import FLOWS
from krapte.telling import pages_tables
from krapte.words import LANGUAGES, has

DOCS = Path(__file__).parents[2] / "docs"
ROWS = parameters.load()
RECORDS = list(dict.fromkeys(pages_tables.record_of(row) for row in ROWS))


@pytest.mark.parametrize("name", ["parameters.md", "flows.md", "law.md", "claims.md"])
def test_generated_pages_are_those_of_the_tables(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == docs.PAGES[name](), "run `make docs`"


def test_every_slot_has_a_line_under_its_record() -> None:
    parts = re.split(r"^## (\w+): ", pages_tables.parameters_page(ROWS), flags=re.MULTILINE)[1:]
    told = {
        name: re.findall(r"^\| `([^`]+)`", part, re.MULTILINE)
        for name, part in zip(parts[::2], parts[1::2], strict=True)
    }
    assert list(told) == RECORDS
    assert [slot for slots in told.values() for slot in slots] == [row.slot for row in ROWS]
    assert all(slot.startswith(f"{name}.") for name, slots in told.items() for slot in slots)


def test_an_assumption_shows_as_one_in_the_table_of_parameters() -> None:
    lines = {
        line.split("`")[1]: line for line in docs.parameters_page().splitlines() if line.startswith("| `")
    }
    assert all(("assumption" in lines[row.slot]) == (row.grade == "C") for row in ROWS)


def test_a_reason_is_told_once_for_an_id_and_never_for_another() -> None:
    text = pages_tables.parameters_page(ROWS)
    assert text.count("| as above |") > 50
    assert all(f" {row.why}" in text for row in ROWS)
    line = next(line for line in text.splitlines() if line.startswith("| `demand.mix_fade`"))
    assert "as above" not in line


def test_every_record_has_a_title_in_both_languages_and_every_flow_a_line() -> None:
    assert [name for name in RECORDS for lang in LANGUAGES if not has(f"record.{name}", lang)] == []
    assert pages_tables.record_title("nothing", "nl") == "nothing"
    assert set(pages_tables.TOLD) == set(FLOWS)
    page = pages_tables.flows_page(list(FLOWS.values()))
    assert all(f"| `{flow.name}` | {flow.source} | {flow.target} |" in page for flow in FLOWS.values())


def test_what_is_not_drawn_stands_apart_at_the_end_of_the_page() -> None:
    drawn, _, others = docs.parameters_page().partition("\n## Not drawn: ")
    assert drawn.strip() == pages_tables.parameters_page(ROWS).strip()
    told = re.findall(r"^\| `([^`]+)`", others, re.MULTILINE)
    assert told == [row.slot(one) for row in assumptions.load() for one in row.values]
    owners = re.findall(r"^### `([^`]+)`", others, re.MULTILINE)
    assert owners == list(dict.fromkeys(row.owner for row in assumptions.load()))
    assert all(others.count(f" {row.title_en} ") >= 1 and row.why in others for row in assumptions.load())


def test_pages_can_be_made_one_by_one(tmp_path: Path) -> None:
    docs.main(tmp_path, ["flows.md"])
    assert [path.name for path in tmp_path.iterdir()] == ["flows.md"]
    with pytest.raises(SystemExit, match=r"other\.md"):
        docs.main(tmp_path, ["other.md"])


def test_the_list_has_a_heading_per_record(capsys: pytest.CaptureFixture[str]) -> None:
    command(lang="en")
    shown = capsys.readouterr().out
    at = [shown.index(f"  {name.upper()} ") for name in RECORDS]
    assert at == sorted(at)


def test_a_record_lists_its_own_rows(capsys: pytest.CaptureFixture[str]) -> None:
    command("tasks", lang="en")
    shown = capsys.readouterr().out
    assert all((row.slot in shown) == (pages_tables.record_of(row) == "tasks") for row in ROWS)
    command("tasks", lang="en", format="csv")
    assert len(capsys.readouterr().out.splitlines()) == 1 + sum(row.id.startswith("tasks.") for row in ROWS)


def test_an_id_of_many_slots_is_a_list_and_its_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    command("retirement.group", lang="en")
    shown = capsys.readouterr().out
    assert shown.count("retirement.group[metal]") == 2
    assert shown.count("as the mean of all workers") == 1
    assert shown.count("heavy work") == 1


def test_a_wrong_name_is_bad_input() -> None:
    with pytest.raises(InputError):
        command("task", lang="en")
