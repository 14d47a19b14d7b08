"""What a worker of a cluster does with a part: look whether it may answer, make the country, run, return what is kept.

A worker has krapte itself. It makes the world from its own embedded data, checked against the hash in the question; no
code travels, only this function's name, text and numbers.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from krapte.country import inputs, scenarios
from krapte.engine import cohort, identity
from krapte.engine.cohort import World
from krapte.engine.identity import DIGITS, Identity
from krapte.engine.kept import Floats
from krapte.engine.packed import unpack
from krapte.engine.part import Ground, Part
from krapte.engine.parts import checked
from krapte.engine.shared import SharedRuns
from krapte.figures.errors import InputError

GROUNDS = 3  # of which the years up to the first measure stay in memory, some 60 MB each

_grounds: OrderedDict[str, SharedRuns] = OrderedDict()
_lock = Lock()


def who() -> Identity:
    """Who computes here."""
    return identity.here()


def answer(asked: Part, by: Identity) -> dict[str, Floats]:
    """What is kept of a part. InputError where this worker is another version, or has other data."""
    refuse(identity.here(), by)
    # One thread a part: the cluster gives a worker as many parts as it has threads.
    return checked(_shared(asked.ground).outcome(unpack(asked.table)), asked.pages)


def refuse(own: Identity, wanted: Identity, where: str = "--cluster") -> None:
    """Refuse to compute as another version than was asked for; the processor is no part of that."""
    if own._replace(processor="") != wanted._replace(processor=""):
        raise InputError("cluster_other_version", where=where, found=own.told(), expected=wanted.told())


def _shared(ground: Ground) -> SharedRuns:
    """The runs of these draws, with their first years at hand if a variant of them ran before."""
    key = ground.key()
    with _lock:
        if key in _grounds:
            _grounds.move_to_end(key)
            return _grounds[key]
    made = SharedRuns(
        ground.parameters, ground.shock, _world(ground.scenario, ground.world), ground.to, threads=1
    )
    with _lock:
        _grounds[key] = made
        while len(_grounds) > GROUNDS:
            _grounds.popitem(last=False)
    return made


@lru_cache(maxsize=4)
def _world(scenario: str, wanted: str) -> World:
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
