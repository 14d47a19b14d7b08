"""The runs beside the baseline that a package is told with, each by the name of its variant.

``package`` is the package itself. ``avoided`` is the world in which a plan that it asks not to carry out does come
about: what is lost there is what not doing it saves, and it is told apart, since nothing closes by it. ``beside`` is
another legal world with the same measures.
"""

from __future__ import annotations

from krapte.measures.packages import Package

PACKAGE, AVOIDED, BESIDE = "package", "avoided", "beside"
# How the difference of each world from the baseline is called in the rows of an answer.
DIFFERENCE = {PACKAGE: "difference", AVOIDED: "loss", BESIDE: "beside"}


def of(package: Package | None) -> dict[str, Package]:
    """The packages to run by variant; none without a package."""
    if package is None:
        return {}
    worlds = {PACKAGE: package, AVOIDED: package.avoided, BESIDE: package.beside}
    return {name: world for name, world in worlds.items() if world is not None}
