"""Realised figures against an agenda: on track, at risk or off track by what the model itself expected.

    place      the chance that the model gave to a figure at least as good: 0.5 is the middle of the path
    on track   place <= 0.80
    at risk    place up to 0.95
    off track  beyond it

If the path is right, 15 % of figures are called at risk and 5 % off track, by chance alone: that is the rate of false
alarms, and no margin was chosen. A figure that is not on track is *late* where the path of at most three years before
would have it on track; if none would, a figure off track says that the path itself looks *wrong*, and one at risk can
still be chance. A goal is judged by its latest figure.

The draws are not learned from the figures here: chances are those of the agenda when it was made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from krapte.agenda import folder as files
from krapte.agenda.distribution import CARRIED_OUT, UP, Spread, Table
from krapte.agenda.folder import Agenda
from krapte.agenda.realised import Figures, Observed, bridged, expected
from krapte.engine import manifest
from krapte.figures.errors import InputError
from krapte.version import __version__

ON, RISK, OFF = "on_track", "at_risk", "off_track"
NONE = "no_figure"
AT_RISK, OFF_TRACK = 0.80, 0.95
LATEST, STEP = 3.0, 0.25  # years that a path may be late, in quarters
LOG = "monitor.jsonl"


class Verdict(NamedTuple):
    """What one figure says of its path; ``late`` are the years it is behind, nothing where the path is wrong."""

    observed: Observed
    expected: Spread
    place: float
    status: str
    late: float | None


class Subject(NamedTuple):
    """A goal, or a measure that is carried out, with the verdicts on its figures in order of time."""

    id: str
    group: str
    reading: str
    verdicts: tuple[Verdict, ...]

    @property
    def status(self) -> str:
        """That of the latest figure."""
        return self.verdicts[-1].status if self.verdicts else NONE


def judge(table: Table, one: Observed) -> Verdict | None:
    """The verdict on a figure; nothing where the path does not know its time."""
    spread = expected(table, one)
    if spread is None or one.value is None:
        return None
    better_high = one.reading in UP
    place = _place(spread, one.value, better_high)
    status = ON if place <= AT_RISK else RISK if place <= OFF_TRACK else OFF
    return Verdict(one, spread, place, status, None if status == ON else _late(table, one, better_high))


def _place(spread: Spread, value: float, better_high: bool) -> float:
    below = spread.below(value)
    return 1 - below if better_high else below


def _late(table: Table, one: Observed, better_high: bool) -> float | None:
    """The fewest years by which an earlier point of the path would have the figure on track."""
    assert one.value is not None
    for step in range(1, round(LATEST / STEP) + 1):
        spread = expected(table, one, back=step * STEP)
        if spread is not None and _place(spread, one.value, better_high) <= AT_RISK:
            return step * STEP
    return None


def compare(agenda: Agenda, figures: Figures) -> list[Subject]:
    """Every goal, then every measure of which it is known how much is carried out."""
    known = bridged(figures.latest)
    made = []
    for goal in agenda.about.goals:
        own = [one for one in known if (one.group, one.reading) == (goal.group, goal.reading)]
        until = [one for one in own if one.year <= goal.year]
        made.append(Subject(goal.id, goal.group, goal.reading, _verdicts(agenda.distribution, until)))
    for action in agenda.actions:
        own = [one for one in known if (one.group, one.reading) == (action.measure, CARRIED_OUT)]
        if own:
            verdicts = _verdicts(agenda.distribution, own)
            made.append(Subject(action.measure, action.measure, CARRIED_OUT, verdicts))
    return made


def _verdicts(table: Table, own: Sequence[Observed]) -> tuple[Verdict, ...]:
    return tuple(found for found in (judge(table, one) for one in own) if found is not None)


def entry(folder: Path, realised: Path, subjects: Sequence[Subject], before: str) -> dict[str, Any]:
    """A line of the log: what was concluded, on which agenda and figures, after which line."""
    read = {name: manifest.of_bytes((folder / name).read_bytes()) for name in (files.AGENDA, files.ACTIONS)}
    return {
        "krapte": __version__,
        "before": before,
        "agenda": read,
        "figures": {"name": realised.name, "sha256": manifest.of_bytes(realised.read_bytes())},
        "concluded": [
            {
                "subject": one.id,
                "status": one.status,
                "period": one.verdicts[-1].observed.period if one.verdicts else None,
                "published": one.verdicts[-1].observed.published if one.verdicts else None,
                "value": one.verdicts[-1].observed.value if one.verdicts else None,
                "place": round(one.verdicts[-1].place, 4) if one.verdicts else None,
                "late": one.verdicts[-1].late if one.verdicts else None,
            }
            for one in subjects
        ],
    }


def append(folder: Path, realised: Path, subjects: Sequence[Subject]) -> bool:
    """Add a line to the log, unless its last line says the same of the same data; whether one was added.

    Each line holds the hash of the one before it, so that a line changed or taken out later is seen.
    """
    log = folder / LOG
    lines = read_log(log)
    last = hashlib.sha256(lines[-1].encode()).hexdigest() if lines else ""
    made = entry(folder, realised, subjects, last)
    if lines and {**json.loads(lines[-1]), "before": ""} == {**made, "before": ""}:
        return False
    try:
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(made, ensure_ascii=False, sort_keys=True) + "\n")
    except OSError as error:
        raise InputError("output_not_writable", where=str(log), found=error.strerror or "") from None
    return True


def read_log(log: Path) -> list[str]:
    """The lines of a log; InputError at the first that does not follow from the one before it."""
    if not log.is_file():
        return []
    lines = log.read_text(encoding="utf-8").splitlines()
    before = ""
    for number, line in enumerate(lines, start=1):
        try:
            found = json.loads(line)["before"]
        except (json.JSONDecodeError, KeyError, TypeError):
            raise InputError("log_broken", where=f"{log}:{number}", expected="a line krapte wrote") from None
        if found != before:
            raise InputError("log_broken", where=f"{log}:{number}", found=found[:16], expected=before[:16])
        before = hashlib.sha256(line.encode()).hexdigest()
    return lines
