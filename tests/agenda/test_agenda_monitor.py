"""The monitor: the bridge from quarters to years, vintages, what is missing, verdicts and their rate, and the log."""

from __future__ import annotations

import json
import math
import shutil

import numpy as np
import pytest
from scipy import stats
from typer.testing import CliRunner

from krapte.agenda import distribution, monitor, realised
from krapte.agenda.distribution import LEVELS, Spread
from krapte.agenda.realised import Observed
from krapte.analysis.laboratory import Laboratory
from krapte.cli.app import app
from krapte.figures.errors import InputError
from krapte.telling import monitor_table as table
from krapte.words import LANGUAGES

HEAD = "period,group,reading,value,unit,published,adjusted,source\n"
Z = stats.norm.ppf(LEVELS)


def path(middle=lambda year: 100_000.0 - 5_000 * (year - 2025), wide=4_000.0):
    """A normal distribution per year around a falling path."""
    return {
        (year, "techniek", "vacancies", "package"): Spread("vacancies", tuple(middle(year) + wide * Z))
        for year in range(2024, 2041)
    }


TABLE = path()


def seen(year, quarter=0, value=90_000.0, adjusted=True, published="2030", reading="vacancies"):
    return Observed(year, quarter, "techniek", reading, value, "vacancies", published, adjusted, "s")


def file(tmp_path, *lines):
    out = tmp_path / "figures.csv"
    out.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return out


def test_a_year_is_its_own_path_and_a_quarter_lies_between_two():
    assert realised.expected(TABLE, seen(2030)).at(0.5) == pytest.approx(75_000)
    for quarter, part in ((1, -3 / 8), (2, -1 / 8), (3, 1 / 8), (4, 3 / 8)):
        found = realised.expected(TABLE, seen(2030, quarter)).at(0.5)
        assert found == pytest.approx(75_000 - 5_000 * part)


def test_four_quarters_around_a_year_have_the_mean_of_a_straight_path():
    four = [realised.expected(TABLE, seen(2030, q)).at(0.5) for q in (1, 2, 3, 4)]
    assert sum(four) / 4 == pytest.approx(realised.expected(TABLE, seen(2030)).at(0.5))


def test_outside_the_path_nothing_is_expected():
    assert realised.expected(TABLE, seen(2040, 4)) is None
    assert realised.expected(TABLE, seen(2041)) is None
    assert monitor.judge(TABLE, seen(2041)) is None


def test_unadjusted_quarters_count_only_as_a_whole_year():
    quarters = [seen(2030, q, 70_000 + 1000 * q, adjusted=False) for q in (1, 2, 3, 4)]
    assert realised.bridged(quarters[:3]) == []
    (year,) = realised.bridged(quarters)
    assert (year.quarter, year.value) == (0, 72_500)
    published = seen(2030, value=72_000)
    assert realised.bridged([*quarters, published]) == [published]


def test_missing_is_missing(tmp_path):
    quarters = ((1, 1), (2, ""), (3, 1), (4, 1))
    lines = [f"2030Q{q},techniek,vacancies,{value},vacancies,2031,no,s" for q, value in quarters]
    found = realised.read(file(tmp_path, *lines), TABLE)
    assert [one.value for one in found.latest] == [1, None, 1, 1]
    assert realised.bridged(found.latest) == []  # three quarters are no year, and the gap is no zero


def test_a_revision_replaces_and_both_are_kept(tmp_path):
    lines = (
        "2030,techniek,vacancies,80000,vacancies,2031-02,,s",
        "2030,techniek,vacancies,82000,vacancies,2031-08,,s",
    )
    for order in (lines, lines[::-1]):
        found = realised.read(file(tmp_path, *order), TABLE)
        assert [one.value for one in found.latest] == [82_000]
        assert [one.value for one in found.replaced] == [80_000]
    gap = realised.read(file(tmp_path, lines[0], "2030,techniek,vacancies,,vacancies,2031-08,,s"), TABLE)
    assert [one.value for one in gap.latest] == [80_000]


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("2030,techniek,vacancies,80000,fte,2031,,s", "wrong_unit", "unit"),
        ("2030,techniek,vacancies,-5,vacancies,2031,,s", "out_of_range", "value"),
        ("2030,techniek,vacancies,many,vacancies,2031,,s", "wrong_type", "value"),
        ("2030-03,techniek,vacancies,8,vacancies,2031,,s", "period_malformed", "period"),
        ("2030Q5,techniek,vacancies,8,vacancies,2031,,s", "period_malformed", "period"),
        ("2013,techniek,vacancies,8,vacancies,2031,,s", "year_out_of_range", "period"),
        ("2061,techniek,vacancies,8,vacancies,2031,,s", "year_out_of_range", "period"),
        ("2030,techniek,happiness,8,vacancies,2031,,s", "unknown_indicator", "reading"),
        ("2030,technik,vacancies,8,vacancies,2031,,s", "not_one_of", "group"),
        ("2030,techniek,vacancies,8,vacancies,later,,s", "date_malformed", "published"),
        ("2030,techniek,vacancies,8,vacancies,2031,perhaps,s", "not_one_of", "adjusted"),
    ],
)
def test_a_figure_that_cannot_be_compared_is_refused_with_its_line(line, code, field, tmp_path):
    good = "2029,techniek,vacancies,80000,vacancies,2030,,s"
    with pytest.raises(InputError) as caught:
        realised.read(file(tmp_path, good, line), TABLE)
    assert (caught.value.code, caught.value.where) == (code, f"figures.csv:3: {field}")


def test_the_same_figure_twice_is_refused(tmp_path):
    line = "2030,techniek,vacancies,80000,vacancies,2031,,s"
    with pytest.raises(InputError) as caught:
        realised.read(file(tmp_path, line, line), TABLE)
    assert caught.value.code == "duplicate_period"


@pytest.mark.parametrize(
    ("value", "status", "late"),
    [
        (75_000, "on_track", None),
        (75_000 + 4_000 * 0.84, "on_track", None),
        (75_000 + 4_000 * 1.2, "at_risk", 0.5),
        (75_000 + 4_000 * 2.0, "off_track", 1.0),
        (120_000, "off_track", None),
        (40_000, "on_track", None),
    ],
)
def test_verdicts_come_from_the_distribution_and_late_is_not_wrong(value, status, late):
    found = monitor.judge(TABLE, seen(2030, value=value))
    assert (found.status, found.late) == (status, late)
    wide = monitor.judge(path(wide=40_000.0), seen(2030, value=75_000 + 4_000 * 2.0))
    assert wide.status == "on_track"  # no fixed margin: a wider path forgives more


def test_of_what_should_rise_less_is_worse():
    table = {(year, group, "employed", of): spread for (year, group, _, of), spread in TABLE.items()}
    low = monitor.judge(table, seen(2030, value=60_000, reading="employed"))
    high = monitor.judge(table, seen(2030, value=90_000, reading="employed"))
    assert (low.status, high.status) == ("off_track", "on_track")


def test_on_200_histories_alarms_come_at_the_rate_that_is_stated():
    """False alarms of a right path and misses of a path one and a half years behind, in the 95 % band of their rate."""
    rng = np.random.default_rng(8)
    histories = 75_000 + 4_000 * rng.standard_normal(200)
    right = [monitor.judge(TABLE, seen(2030, value=value)).status for value in histories]
    behind = [monitor.judge(TABLE, seen(2030, value=value + 7_500)).status for value in histories]
    alarm, warned = 1 - monitor.OFF_TRACK, monitor.OFF_TRACK - monitor.AT_RISK
    miss = stats.norm.cdf(stats.norm.ppf(monitor.OFF_TRACK) - 7_500 / 4_000)
    for rate, count in (
        (alarm, right.count("off_track")),
        (warned, right.count("at_risk")),
        (miss, 200 - behind.count("off_track")),
    ):
        low, high = stats.binom.interval(0.95, 200, rate)
        assert low <= count <= high, (rate, count)


@pytest.fixture
def kept(written, tmp_path):
    out = tmp_path / "agenda"
    shutil.copytree(written, out)
    return out


def run(folder, figures, *more):
    return CliRunner().invoke(app, ["monitor", str(folder), "--realised", str(figures), *more])


LINE = "2030,techniek,vacancies,{},vacancies,2031-02,,made"


@pytest.mark.parametrize(("lang", "said"), [("nl", "van koers"), ("en", "off track")])
def test_the_command_tells_goals_and_writes_one_line_for_one_conclusion(kept, tmp_path, lang, said):
    figures = file(tmp_path, LINE.format(900_000), "2030,i3,carried_out,3500,persons_per_year,2031-02,,made")
    first = run(kept, figures, "--lang", lang)
    assert first.exit_code == 0, first.output
    assert said in first.stdout
    run(kept, figures, "--lang", lang)
    lines = (kept / monitor.LOG).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    file(tmp_path, LINE.format(10))
    assert run(kept, figures).exit_code == 0
    after = (kept / monitor.LOG).read_text(encoding="utf-8").splitlines()
    assert after[0] == lines[0]
    assert [json.loads(one)["concluded"][0]["status"] for one in after] == ["off_track", "on_track"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_path_is_called_wrong_only_off_track_and_late_where_a_later_path_fits(lang):
    def told(value):
        verdict = monitor.judge(TABLE, seen(2030, value=value))
        subject = monitor.Subject("g", "techniek", "vacancies", (verdict,))
        return table.sentences([subject], {}, lang)

    assert len(told(75_000)) == 1  # on track: the counts alone
    late, wrong = told(83_000)[1], told(120_000)[1]
    assert ("jaar later" if lang == "nl" else "years later") in late
    assert ("lijkt verkeerd" if lang == "nl" else "looks wrong") in wrong
    steep = path(lambda year: 75_000.0 + 0 * year)
    risk = monitor.Subject("g", "techniek", "vacancies", (monitor.judge(steep, seen(2030, value=80_000)),))
    assert risk.status == "at_risk"
    assert ("toeval" if lang == "nl" else "chance") in table.sentences([risk], {}, lang)[1]


def test_a_log_that_was_changed_is_seen(kept, tmp_path):
    figures = file(tmp_path, LINE.format(900_000))
    run(kept, figures)
    file(tmp_path, LINE.format(10))
    run(kept, figures)
    log = kept / monitor.LOG
    log.write_text(log.read_text(encoding="utf-8").replace("off_track", "on_track", 1), encoding="utf-8")
    file(tmp_path, LINE.format(20))
    done = run(kept, figures, "--lang", "en")
    assert done.exit_code == 2
    assert "monitor.jsonl:2" in done.stderr
    assert len(log.read_text(encoding="utf-8").splitlines()) == 2


def test_an_agenda_made_anew_keeps_its_log(kept, tmp_path):
    run(kept, file(tmp_path, LINE.format(900_000)))
    before = (kept / monitor.LOG).read_bytes()
    sheet = tmp_path / "a.xlsx"
    CliRunner().invoke(app, ["agenda", "export", str(kept), "--out", str(sheet)])
    done = CliRunner().invoke(app, ["agenda", "import", str(sheet), "--out", str(kept), "--replace"])
    assert done.exit_code == 0
    assert (kept / monitor.LOG).read_bytes() == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_left_out_is_told(kept, tmp_path, lang):
    figures = file(
        tmp_path,
        "2030Q1,techniek,vacancies,80000,vacancies,2030-05,no,made",
        "2030Q2,techniek,vacancies,,vacancies,2030-08,yes,made",
        "2030Q3,techniek,vacancies,80000,vacancies,2030-11,yes,made",
        "2029,techniek,vacancies,80000,vacancies,2030-02,,made",
        "2029,techniek,vacancies,81000,vacancies,2030-08,,made",
    )
    told = run(kept, figures, "--lang", lang).stdout
    for period in ("2030Q1", "2030Q2", "2029 (2030-02)"):
        assert period in " ".join(told.split()), period
    data = json.loads(run(kept, figures, "--format", "json").stdout)["rows"]
    assert {row["period"] for row in data} == {"2029", "2030Q3"}
    assert all(math.isfinite(row["place"]) for row in data)


@pytest.mark.slow
def test_on_200_histories_of_the_model_itself_alarms_come_at_the_rate_that_is_stated():
    """Histories are other draws of the model than those the path is made of."""
    made = Laboratory(draws=600, seed=1, to=2031).run("m1", split=False, ratios=False)
    table = distribution.make(made.results)
    other = Laboratory(draws=200, seed=2, to=2031).run("m1", split=False, ratios=False).results
    for reading, group in (("vacancies", "techniek"), ("shortage", "techniek"), ("employed", "construction")):
        for year in (2027, 2030):
            values = other[reading].sel(variant="package", group=group, year=year).values
            unit = table[year, group, reading, "package"].unit
            found = [
                monitor.judge(
                    table, Observed(year, 0, group, reading, float(value), unit, "2031", None, "made")
                )
                for value in values
            ]
            for rate, status in ((1 - monitor.OFF_TRACK, "off_track"), (1 - monitor.AT_RISK, None)):
                count = sum(one.status == status if status else one.status != "on_track" for one in found)
                # The quantiles of the path come from 600 draws, which widens the band of the count a little.
                spread = math.sqrt(rate * (1 - rate) * (1 / 200 + 1 / 600))
                assert abs(count / 200 - rate) <= 2.6 * spread + 1 / 200, (reading, year, status, count)
