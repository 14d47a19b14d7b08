"""Readings: what the outcomes of the market mean on the rulers people use. Never mixed, never fed back.

    shortage   = (open vacancies - vacancies filled x usual duration) x full-time jobs per worker, not below zero
    tightness  = vacancies per unemployed person x ratio of the UWV scale, censored at 16 as published
    undone     = (jobs that output asks for - jobs filled - vacancies of a usual duration) x full-time jobs per worker
    things     = labour of a work package x share of its technical work left undone / labour of one thing

Plain arithmetic on outcomes, after the run: the choice of a ruler changes no outcome by a bit. The usual duration
(benchmark) is shown and can be switched: ``own`` of each group, or one number of days for all.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.country.axes import DAYS_IN_YEAR, UWV_CENSORED

Floats = NDArray[np.float64]


class Readings(NamedTuple):
    """How outcomes are read; by group, but the ratio of scales and the labour for a thing."""

    frictional_days: Any
    fte_per_person: Any
    uwv_ratio: Any
    fte_per_thing: Any


def usual(filled: Floats, frictional_days: Floats | float) -> Floats:
    """Vacancies that would be open if all were filled in the usual time."""
    return np.asarray(filled * frictional_days / DAYS_IN_YEAR)


def of_all(values: Floats, workers: Floats) -> Floats:
    """The mean of values by group (last axis), each weighted by its workers."""
    return np.asarray((workers * values).sum(axis=-1) / workers.sum(axis=-1))


def shortage(vacancies: Floats, filled: Floats, frictional_days: Floats, fte_per_person: Floats) -> Floats:
    """Vacancies beyond those of a usual duration, full-time jobs."""
    return np.maximum(vacancies - usual(filled, frictional_days), 0) * fte_per_person


def tightness(vacancies: Floats, unemployed: Floats, uwv_ratio: Floats) -> Floats:
    """Vacancies per short-term benefit recipient on the UWV scale, at most 16."""
    return np.minimum(vacancies / unemployed * uwv_ratio, UWV_CENSORED)


def undone(
    asked: Floats, employed: Floats, filled: Floats, frictional_days: Floats, fte_per_person: Floats
) -> Floats:
    """Work that output asks for and nobody does, open vacancies of a usual duration aside, full-time jobs."""
    return np.maximum(asked - employed - usual(filled, frictional_days), 0) * fte_per_person


def things(labour: Floats, share: Floats, mix: Floats, fte_per_thing: Floats) -> Floats:
    """Things that a work package would deliver in a year and does not, in their own unit ``[..., thing]``.

    ``labour`` of the package, fte ``[..., thing]``; ``share`` of work left undone ``[..., group]``; ``mix`` of the
    package's technicians ``[thing, group]``. A group is taken to leave undone the same share of all its work.
    """
    return np.asarray(labour * (share @ mix.T) / fte_per_thing)
