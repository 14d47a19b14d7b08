"""What realised figures say of the goals of an agenda made as if at the end of a past year.

Nothing of those years was fitted by that agenda, so figures up to 2024 teach it (:mod:`krapte.learning.since`):
technicians at work weigh the runs, as they do for an agenda of today, and the figures of each series tell what its own
forecast missed until then. Each goal that is still to come then has its chance anew.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from krapte.agenda import again
from krapte.agenda.folder import Agenda
from krapte.agenda.learn import Chance, Lesson
from krapte.agenda.realised import Figures, Observed, bridged
from krapte.agenda.schema import Goal
from krapte.analysis import then
from krapte.analysis.runs import Progress
from krapte.analysis.then import Then
from krapte.figures.errors import InputError
from krapte.learning import assimilate, panel, since
from krapte.learning.assimilate import Learned
from krapte.learning.since import Came
from krapte.learning.weigh import CollapsedError

Floats = NDArray[np.float64]
Of = tuple[str, str]  # group and reading
TEACHES: Of = ("techniek", "employed")


def lesson(agenda: Agenda, figures: Figures, draws: int, progress: Progress | None = None) -> Lesson:
    """Run the agenda again and weigh its draws; InputError where nothing can be learned or too few draws are left."""
    lab = again.laboratory(agenda, draws)
    assert isinstance(lab, Then)
    cube = lab.run(again.package(agenda), progress).results
    known = by_series(lab.origin, bridged(figures.latest))
    if len(known[TEACHES]) < 2:
        raise InputError("nothing_realised", where="--realised", expected=" ".join(TEACHES))
    found = {of: _came(lab, cube, of, values) for of, values in known.items()}
    try:
        weights, effective = since.weights({"": found[TEACHES]}, assimilate.LEAST)
    except CollapsedError as error:
        told = f"{error.effective:.0f} / {error.draws}"
        raise InputError(
            "draws_collapsed", where="--realised", found=told, expected=f"{error.least:.0f}"
        ) from None
    goals = [one for one in agenda.about.goals if one.year > max(known[one.group, one.reading])]
    chances = tuple(
        _chance(one, cube, since.ahead(found[one.group, one.reading]), weights, known[one.group, one.reading])
        for one in goals
    )
    last = max(known[TEACHES])
    foreseen = {".".join(reversed(TEACHES)): _below(cube, last, known[TEACHES][last])}
    return Lesson(len(known[TEACHES]) - 1, draws, Learned(weights, effective, foreseen), chances)


def by_series(origin: int, found: Iterable[Observed]) -> dict[Of, dict[int, float]]:
    """Whole years of each series that is told, the published value of the origin first."""
    made = {(one.group, one.reading): {origin: panel.series(one.series).values[origin]} for one in then.TOLD}
    for one in found:
        own = made.get((one.group, one.reading))
        if own is not None and not one.quarter and one.value:
            own[one.year] = one.value
    return {of: dict(sorted(own.items())) for of, own in made.items()}


def _came(lab: Then, cube: xr.Dataset, of: Of, values: dict[int, float]) -> Came:
    """The forecast of a series with the package, and the steps of its figures."""
    series = next(one.series for one in then.TOLD if (one.group, one.reading) == of)
    both = cube[of[1]].sel(group=of[0], year=slice(lab.origin, None))
    more = np.log(both.sel(variant="package").values / both.sel(variant="baseline").values)
    return since.came(lab.runs.parts[series], more, values, lab.origin, panel.series(series).breaks)


def _chance(goal: Goal, cube: xr.Dataset, ahead: Floats, weights: Floats, values: dict[int, float]) -> Chance:
    """The chance of a goal as the agenda was made, and from the latest figure of its series on."""
    last, origin = max(values), min(values)
    level = values[last] * np.exp(ahead[:, last - origin : goal.year - origin].sum(axis=1))
    before = np.asarray(
        cube[goal.reading].sel(variant="package", group=goal.group, year=goal.year).values, dtype=np.float64
    )
    low, median, high = (float(assimilate.quantile(level, weights, at)) for at in (0.1, 0.5, 0.9))
    return Chance(
        goal, float(_good(before, goal).mean()), float(weights @ _good(level, goal)), low, median, high
    )


def _good(values: Floats, goal: Goal) -> Floats:
    return np.asarray(
        values <= goal.value if goal.bound == "at_most" else values >= goal.value, dtype=np.float64
    )


def _below(cube: xr.Dataset, year: int, value: float) -> float:
    """The share of draws that lay below a figure."""
    group, reading = TEACHES
    return float((cube[reading].sel(variant="package", group=group, year=year).values < value).mean())
