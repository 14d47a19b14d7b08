"""Corrections: the cheapest first, never above the budget, and nothing promised that the runs do not give."""

from __future__ import annotations

import dataclasses
import json

import pytest

from krapte.agenda import correct, folder, monitor, realised
from krapte.agenda.correct import Candidate
from krapte.telling import monitor_table as table
from krapte.words import LANGUAGES


def one(name, effect, public):
    return Candidate(name, 1.0, 2028, (effect, effect, effect), public, 0.0, False)


FOUND = [
    one("dear", -100.0, 9e6),
    one("cheap", -100.0, 1e6),
    one("middle", -100.0, 3e6),
    one("saves", -10.0, -5e5),
]


@pytest.mark.parametrize(
    ("gap", "room", "names"),
    [
        (90, None, ["saves", "cheap"]),
        (150, None, ["saves", "cheap", "middle"]),
        (1000, None, ["saves", "cheap", "middle", "dear"]),
        (1000, 4e6, ["saves", "cheap", "middle"]),
        (1000, 0.0, ["saves"]),
        (0, None, []),
    ],
)
def test_the_cheapest_come_first_until_the_gap_or_the_room_is_full(gap, room, names):
    assert [each.measure for each in correct._choose(FOUND, gap, room)] == names


@pytest.fixture(scope="module")
def fixed(agenda, written, tmp_path_factory):
    """What eight draws say of vacancies far above the path."""
    kept = folder.read(written)
    level = kept.distribution[2029, "techniek", "vacancies", "package"].at(0.97)
    out = tmp_path_factory.mktemp("figures") / "f.csv"
    head = ",".join(realised.COLUMNS)
    out.write_text(f"{head}\n2029,techniek,vacancies,{level:.0f},vacancies,2030-02,,made\n", encoding="utf-8")
    subjects = monitor.compare(kept, realised.read(out, kept.distribution))
    return correct.corrections(kept, subjects, 8)


@pytest.mark.slow
def test_every_goal_off_its_path_gets_a_correction(fixed, agenda):
    wanted = [
        g.id
        for g in agenda.about.goals
        if (g.group, g.reading) == ("techniek", "vacancies") and g.year >= 2029
    ]
    assert [each.goal.id for each in fixed] == wanted
    for each in fixed:
        assert each.gap > 0
        assert each.after >= each.before
        assert all(candidate.effect[0] < 0 for candidate in each.candidates)
        assert all(2030 <= candidate.start < each.goal.year for candidate in each.candidates)
        assert each.room == pytest.approx(1e9 - _dearest(agenda))
        assert sum(candidate.public for candidate in each.chosen) <= each.room


def _dearest(agenda):
    sums = {}
    for means in agenda.means:
        if means.side == "public":
            sums[means.year] = sums.get(means.year, 0.0) + means.eur
    return max(sums.values())


@pytest.mark.slow
def test_together_they_are_run_and_not_added_up(fixed):
    last = fixed[-1]
    assert last.chosen
    assert last.together[0] < 0
    assert last.together[0] != sum(candidate.effect[0] for candidate in last.chosen)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_told_by_what_is_closed(fixed, agenda, lang):
    from krapte.agenda.check import measures_of

    known = measures_of(agenda)
    last = fixed[-1]
    turns = {
        "short": dataclasses.replace(last, gap=1e6),
        "enough": dataclasses.replace(last, gap=1.0),
        "nothing": dataclasses.replace(last, candidates=()),
    }
    told = {name: table.corrected([each], known, lang)[0][0] for name, each in turns.items()}
    assert len(set(told.values())) == 3
    assert ("maar" if lang == "nl" else "only") in told["short"]
    assert ("geen maatregel" if lang == "nl" else "no measure") in told["nothing"]
    assert table.corrected([], known, lang) == ([], [])
    assert json.dumps([each._asdict() for each in last.candidates])
