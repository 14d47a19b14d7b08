"""What a worker of a cluster does with a question: look whether it may answer, make the country, answer.

A worker has krapte itself. It makes the world from its own embedded data, checked against the hash in the question; no
code travels, only names in krapte, text and numbers.
"""

from __future__ import annotations

from functools import lru_cache

from krapte.country import inputs, scenarios
from krapte.engine import cohort, identity, part
from krapte.engine.asked import Question, Runners
from krapte.engine.cohort import World
from krapte.engine.identity import DIGITS, Identity
from krapte.engine.kept import Floats
from krapte.engine.part import Ground
from krapte.figures.errors import InputError

DRAWS = 3 * part.SIZE  # of which the years up to the first measure stay in memory, some 60 MB for each 256


def who() -> Identity:
    """Who computes here."""
    return identity.here()


def answer(asked: Question, by: Identity) -> dict[str, Floats]:
    """What is kept of a question. InputError where this worker is another version, or has other data."""
    refuse(identity.here(), by)
    return asked.answer(_runners.of(asked, asked.ground.key()))


def refuse(own: Identity, wanted: Identity, where: str = "--cluster") -> None:
    """Refuse to compute as another version than was asked for; the processor is no part of that."""
    if own._replace(processor="") != wanted._replace(processor=""):
        raise InputError("cluster_other_version", where=where, found=own.told(), expected=wanted.told())


def _world(ground: Ground) -> World:
    return _made(ground.scenario, ground.world)


@lru_cache(maxsize=4)
def _made(scenario: str, wanted: str) -> World:
    """The world that this worker's own data give, if it is the one that is meant."""
    cohort.program()  # 64-bit and the cache of compiled programs, before the first array
    made = cohort.world(inputs.load(scenarios.load(scenario)))
    found = identity.of_world(made)
    if found != wanted:
        raise InputError(
            "cluster_other_data",
            where="--cluster",
            found=f"{scenario} {found[:DIGITS]}",
            expected=wanted[:DIGITS],
        )
    return made


# One thread a question: the cluster gives a worker as many as it has threads.
_runners = Runners(_world, 1, DRAWS)
