"""The banenafspraak: how many extra jobs hours of work count for, and how far the goal is.

Wet banenafspraak en quotum arbeidsbeperkten: market and government promise extra jobs for a target group, above those
of 2012. A job is a number of paid hours a week, so hours count and not persons. Figures: eei_i1_ba_hours (25.5),
dem_ba_goal_2026 (125,000 by the end of 2026).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from krapte.country.law.dated import in_force, timeline
from krapte.figures.errors import InputError


def counted(hours: Iterable[float], day: date) -> float:
    """Jobs for which people of the target group with these paid hours a week count."""
    weekly = list(hours)
    if any(one < 0 for one in weekly):
        raise InputError("hours_negative", where="hours", found=min(weekly), expected=">= 0")
    return sum(weekly) / in_force("banenafspraak_hours", day).value


def missing(jobs: float) -> float:
    """Extra jobs still to be made for the goal (the end of 2026)."""
    return max(timeline("banenafspraak_jobs")[-1].value - jobs, 0.0)
