"""One small labour market in five kits, so that their speed can be set side by side: the same numbers, or no table.

Six stocks of a thousand persons, yearly steps from 2013 to 2050, four uncertain numbers. It is nobody's forecast: it is
small enough to be written down in every kit, and has what such models have: a chain of stocks, growth, a meeting of
vacancies and job seekers.
"""

from __future__ import annotations

from typing import Any

import numpy as np

FIRST, LAST = 2013, 2050
STEPS = LAST - FIRST
START = {
    "students": 200.0,
    "technicians": 1300.0,
    "elsewhere": 700.0,
    "seekers": 60.0,
    "vacancies": 40.0,
    "retired": 0.0,
}
NAMES = tuple(START)
UNCERTAIN = {"entrants": (50.0, 70.0), "growth": (0.0, 0.012), "leave": (0.01, 0.03), "matching": (0.8, 1.2)}
GRADUATION, DROPOUT, RETIRE, PART, BACK = 0.3, 0.04, 0.022, 0.03, 0.004
WANTED = 1350.0


def draws(count: int, seed: int = 1) -> dict[str, np.ndarray]:
    """Values of the uncertain numbers ``[draw]``."""
    stream = np.random.default_rng(seed)
    return {name: stream.uniform(low, high, count) for name, (low, high) in UNCERTAIN.items()}


def step(stocks: Any, year: Any, numbers: Any, np: Any = np) -> tuple[Any, ...]:
    """The stocks a year later; ``np`` is numpy or what has its functions."""
    students, technicians, elsewhere, seekers, vacancies, retired = stocks
    wanted = WANTED * np.exp(numbers["growth"] * (year - FIRST))
    graduates, dropouts = GRADUATION * students, DROPOUT * students
    retiring, leaving, parting = RETIRE * technicians, numbers["leave"] * technicians, PART * technicians
    back = BACK * elsewhere
    filled = np.minimum(numbers["matching"] * np.sqrt(vacancies * seekers), np.minimum(vacancies, seekers))
    opened = np.maximum(wanted - technicians - vacancies, 0.0)
    return (
        students + numbers["entrants"] - graduates - dropouts,
        technicians + graduates + filled - retiring - leaving - parting,
        elsewhere + dropouts + leaving - back,
        seekers + parting + back - filled,
        vacancies + opened - filled,
        retired + retiring,
    )


def in_numpy(numbers: dict[str, Any]) -> np.ndarray:
    """All draws at once in numpy: the stocks of the last year ``[stock, draw]``; the reference of the others."""
    size = np.ones_like(numbers["entrants"])
    stocks: tuple[Any, ...] = tuple(value * size for value in START.values())
    for year in range(FIRST, LAST):
        stocks = step(stocks, year, numbers)
    return np.array(stocks)


VENSIM = f"""{{UTF-8}}
entrants = 60 ~~|
growth = 0.005 ~~|
leave = 0.02 ~~|
matching = 1 ~~|
wanted = {WANTED} * EXP(growth * (Time - {FIRST})) ~~|
graduates = {GRADUATION} * students ~~|
dropouts = {DROPOUT} * students ~~|
retiring = {RETIRE} * technicians ~~|
leaving = leave * technicians ~~|
parting = {PART} * technicians ~~|
back = {BACK} * elsewhere ~~|
filled = MIN(matching * SQRT(vacancies * seekers), MIN(vacancies, seekers)) ~~|
opened = MAX(wanted - technicians - vacancies, 0) ~~|
students = INTEG(entrants - graduates - dropouts, {START["students"]}) ~~|
technicians = INTEG(graduates + filled - retiring - leaving - parting, {START["technicians"]}) ~~|
elsewhere = INTEG(dropouts + leaving - back, {START["elsewhere"]}) ~~|
seekers = INTEG(parting + back - filled, {START["seekers"]}) ~~|
vacancies = INTEG(opened - filled, {START["vacancies"]}) ~~|
retired = INTEG(retiring, {START["retired"]}) ~~|
INITIAL TIME = {FIRST} ~~|
FINAL TIME = {LAST} ~~|
TIME STEP = 1 ~~|
SAVEPER = TIME STEP ~~|
"""
