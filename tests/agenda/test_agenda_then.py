"""The monitor's example: an agenda as if decided in 2018, published figures beside it, and what they teach."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from krapte import figures
from krapte.agenda import check, correct, example, folder, learn_then, make, monitor, realised, sheets
from krapte.analysis import then
from krapte.cli.app import app
from krapte.figures.errors import InputError
from krapte.learning import panel
from krapte.telling import monitor_table as table
from krapte.words import LANGUAGES

DRAWS = 64
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def begun():
    return example.agenda(2018, "first-four", make.Wish(), DRAWS, 1, None)


@pytest.fixture(scope="session")
def kept(begun, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("then")
    files = folder.files(begun, {}) | {example.FILE: example.realised(2018, begun.distribution, "en")}
    for name, data in files.items():
        (out / name).write_bytes(data)
    return out


@pytest.fixture(scope="session")
def rows(kept) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((kept / example.FILE).read_text(encoding="utf-8"))))


def seen(kept, until=2024):
    agenda = folder.read(kept)
    return agenda, realised.read(kept / example.FILE, agenda.distribution, until)


def test_the_example_is_a_whole_agenda_of_2018(kept):
    agenda = folder.read(kept)
    report = check.check(agenda)
    assert report.wrong == []
    assert report.open
    assert agenda.about.origin == 2018
    assert {one.start for one in agenda.actions} == {2020}
    assert {key[0] for key in agenda.distribution} == set(range(2018, 2025))
    assert {goal.year for goal in agenda.about.goals} == {2022, 2024}
    assert {goal.bound for goal in agenda.about.goals} == {"at_least", "at_most"}
    assert {goal.group for goal in agenda.about.goals} == {one.group for one in then.TOLD}
    assert all(2018 <= one.year < 2024 for one in agenda.means)


def test_a_goal_of_an_example_is_reached_as_often_as_was_wanted(begun):
    for goal in begun.about.goals:
        with_, _ = check.reached(begun.distribution, goal)
        assert goal.probability - 1e-6 <= with_ <= goal.probability + 0.2


def test_the_budget_is_a_rule_of_the_means(begun):
    sums = [sum(m.eur for m in begun.means if (m.year, m.side) == (y, "public")) for y in range(2018, 2025)]
    assert 1.1 * max(sums) <= begun.about.budget.public < 1.1 * max(sums) + 50e6


def test_every_realised_figure_is_a_published_one(rows):
    assert len(rows) == 6 * len(then.TOLD)
    book = figures.load()
    for row in rows:
        one = next(each for each in then.TOLD if (each.group, each.reading) == (row["group"], row["reading"]))
        series, year = panel.series(one.series), int(row["period"])
        found = re.search(r"published ([\d,]+)", row["source"])
        told = float(found[1].replace(",", "")) if found else float(row["value"])
        assert told == pytest.approx(series.values[year], abs=0.5), row
        assert bool(found) == any(step <= year for step in series.breaks if step > 2018), row
        ids = re.findall(r"\b(?:lm|dem)_\w+", row["source"])
        assert all(name in book for name in ids)
        assert ids or "sum:OC" in row["source"]


def test_from_a_break_on_growth_is_as_published_and_the_step_as_expected(begun, rows):
    for one in then.TOLD:
        own = {int(r["period"]): float(r["value"]) for r in rows if r["group"] == one.group}
        series = panel.series(one.series)
        if 2021 not in series.breaks:
            continue
        for year in (2022, 2023, 2024):
            grown = series.values[year] / series.values[year - 1]
            assert own[year] / own[year - 1] == pytest.approx(grown, rel=1e-4)
        path = [begun.distribution[y, one.group, one.reading, "package"].at(0.5) for y in (2020, 2021)]
        assert own[2021] / own[2020] == pytest.approx(path[1] / path[0], rel=1e-4)


def test_an_agenda_of_today_refuses_figures_that_one_of_2018_reads(kept, written, tmp_path):
    _, found = seen(kept)
    assert {one.year for one in found.latest} == set(range(2019, 2025))
    for path, years in ((kept, (2018,)), (written, (2018, 2024))):
        own = folder.read(path)
        for year in years:
            file = tmp_path / "f.csv"
            line = f"{year},techniek,employed,1200000,persons,2030,,s"
            file.write_text(",".join(realised.COLUMNS) + f"\n{line}\n", encoding="utf-8")
            with pytest.raises(InputError) as caught:
                realised.read(file, own.distribution)
            assert (caught.value.code, caught.value.where) == ("year_out_of_range", "f.csv:2: period")


def test_the_verdicts_are_those_of_the_path_of_then(kept):
    agenda, found = seen(kept)
    subjects = monitor.compare(agenda, found)
    assert {one.id for one in subjects} == {goal.id for goal in agenda.about.goals}
    for one in subjects:
        last, goal = one.verdicts[-1], next(g for g in agenda.about.goals if g.id == one.id)
        assert last.observed.year == goal.year
        below = agenda.distribution[goal.year, one.group, one.reading, "package"].below(last.observed.value)
        assert last.place == pytest.approx(1 - below if one.reading == "employed" else below)
    assert {one.status for one in subjects} >= {monitor.ON, monitor.OFF}
    # Of process fewer were at work than nearly every draw of then foresaw: an earlier point of the path fits neither.
    process = next(one for one in subjects if one.group == "process")
    assert (process.status, process.verdicts[-1].late) == (monitor.OFF, None)


def test_figures_teach_what_is_to_come_and_nothing_that_has_been(kept):
    agenda, found = seen(kept, 2019)
    lesson = learn_then.lesson(agenda, found, DRAWS)
    assert lesson.figures == 1
    assert 30 <= lesson.learned.effective <= DRAWS
    assert {one.goal.id for one in lesson.goals} == {goal.id for goal in agenda.about.goals}
    whole = {one.goal.id: one for one in lesson.goals}
    # More builders were at work in 2019 than expected, and fewer operators.
    assert whole["employed-construction-2024"].after > whole["employed-construction-2024"].before
    assert whole["employed-process-2024"].after < whole["employed-process-2024"].before
    agenda, found = seen(kept, 2022)
    known = learn_then.by_series(2018, realised.bridged(found.latest))
    assert max(known["techniek", "employed"]) == 2022
    with pytest.raises(InputError) as caught:  # of 64 draws few foresaw 2020
        learn_then.lesson(agenda, found, DRAWS)
    assert caught.value.code == "draws_collapsed"


def test_without_figures_of_technicians_nothing_is_learned(kept, tmp_path):
    agenda = folder.read(kept)
    with pytest.raises(InputError) as caught:
        learn_then.lesson(agenda, realised.Figures([], [], ()), DRAWS)
    assert caught.value.code == "nothing_realised"


@pytest.mark.slow
def test_corrections_of_then_begin_when_they_still_could(kept):
    agenda, found = seen(kept, 2020)
    subjects = [one for one in monitor.compare(agenda, found) if one.group in ("techniek", "process")]
    off = {one.id for one in subjects if one.status in (monitor.RISK, monitor.OFF)}
    fixes = correct.corrections(agenda, subjects, 8)
    assert {one.goal.id for one in fixes} == off
    for one in fixes:
        spent = sum(each.public for each in one.chosen)
        assert one.candidates
        assert all(2021 <= each.start < one.goal.year for each in one.candidates)
        assert one.room is not None
        assert spent <= one.room + 1
    late, all_of = seen(kept)
    assert correct.corrections(late, monitor.compare(late, all_of), 8) == []  # 2024 is over


def test_a_spreadsheet_keeps_the_year_of_then(kept, tmp_path):
    book = tmp_path / "a.xlsx"
    book.write_bytes(sheets.write(folder.read(kept)))
    again = folder.files(sheets.read(book), {})
    assert again == {name: (kept / name).read_bytes() for name in again}


def test_a_year_that_is_no_origin_is_refused(kept, tmp_path):
    out = tmp_path / "copy"
    shutil.copytree(kept, out)
    text = (out / "agenda.yaml").read_text(encoding="utf-8")
    (out / "agenda.yaml").write_text(text.replace("origin: 2018", "origin: 2017"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        folder.read(out)
    assert "origin" in caught.value.where


def test_a_package_that_begins_too_early_has_no_example():
    with pytest.raises(InputError) as caught:
        example.agenda(2018, "cuts", make.Wish(), 8, 1, None)
    assert caught.value.code == "year_out_of_range"
    assert "2026" in str(caught.value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_says_that_it_is_an_example(lang, tmp_path):
    out = tmp_path / "example"
    words = ["agenda", "example", "--package", "first-four", "--draws", f"{DRAWS}", "--out", str(out)]
    done = CliRunner().invoke(app, [*words, "--lang", lang])
    assert done.exit_code == 0, done.output
    said = "geen ministerie plande dit" if lang == "nl" else "no ministry planned this"
    assert said in done.stdout
    assert said in (out / "agenda.yaml").read_text(encoding="utf-8")
    asked = ["monitor", str(out), "--realised", str(out / example.FILE), "--until", "2019", "--lang", lang]
    told = CliRunner().invoke(app, asked, env={"COLUMNS": "200"})
    assert told.exit_code == 0, told.output
    assert ("Openstaande vacatures," if lang == "nl" else "Open vacancies,") in told.stdout
    assert (out / monitor.LOG).is_file()


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--origin", "2017"], "2017"), (["--package", "nothing"], "nothing"), (["--public", "-1"], "--public")],
)
def test_bad_input_writes_nothing(words, code, tmp_path):
    out = tmp_path / "example"
    done = CliRunner().invoke(app, ["agenda", "example", "--out", str(out), "--draws", "8", *words])
    assert done.exit_code == 2, done.output
    assert code in done.stderr
    assert not out.exists()


def test_series_of_others_teach_an_agenda_of_today_only(kept, tmp_path):
    (tmp_path / "more.csv").write_text("series,year,value\nstudents.mbo,2020,490000\n", encoding="utf-8")
    given = ["monitor", str(kept), "--realised", str(kept / example.FILE), "--lang", "en"]
    refused = CliRunner().invoke(app, [*given, "--observed", str(tmp_path / "more.csv")])
    assert refused.exit_code == 2
    assert "learns from its own series alone" in refused.stderr
    assert not (kept / "monitor.jsonl").exists()


@pytest.mark.slow
def test_the_page_shows_what_the_commands_print(tmp_path):
    """Lines of docs/agenda.md between the marks are those of the commands that stand above them."""
    page = (ROOT / "docs/agenda.md").read_text(encoding="utf-8")
    out, runner = tmp_path / "agenda-then", CliRunner()
    shown = re.findall(r"```text\n\$ krapte ([^\n]*agenda-then[^\n]*)\n(.*?)```", page, re.DOTALL)
    assert len(shown) >= 4
    for words, lines in shown:
        asked = words.replace("agenda-then", str(out)).split()
        done = runner.invoke(app, [*asked, "--lang", "en"], env={"COLUMNS": "160"})
        assert done.exit_code == 0, done.output
        told = {" ".join(line.split()) for line in done.stdout.replace(str(out), "agenda-then").splitlines()}
        missing = [
            line for line in lines.splitlines() if line != "..." and " ".join(line.split()) not in told
        ]
        assert missing == [], words


def test_a_verdict_without_a_figure_has_no_place(kept):
    agenda, found = seen(kept, 2018)
    subjects = monitor.compare(agenda, found)
    assert {one.status for one in subjects} == {monitor.NONE}
    assert np.all([cell == table.DASH for cell in table.grid(subjects, {}, "en").cells[0][2:6]])
