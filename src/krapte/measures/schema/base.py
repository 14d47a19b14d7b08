"""The parts every measure is made of: texts in two languages, and quantities with their range and grade."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from krapte.country import priors
from krapte.figures.errors import InputError

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=64)]
Words = Annotated[str, Field(min_length=1)]
Year = Annotated[int, Field(ge=2000, le=2100)]
Chance = Annotated[float, Field(ge=0, le=1)]
Grade = Literal["A", "B", "C"]
Floats = NDArray[np.float64]
LIMITED: tuple[str, ...] = ("fixed", "triangular", "pert", "uniform", "choice")  # shapes with hard limits


class Strict(BaseModel):
    """No field too many, no silent conversion, no change after reading."""

    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True
    )


class Text(Strict):
    """The same text in Dutch and in English."""

    nl: Words
    """Dutch, in plain words."""
    en: Words
    """English, in plain words."""


class Quantity(Strict):
    """A number with its range, the shape of that range, and what it rests on."""

    central: float
    """The most likely value; the median of a lognormal, the chance of 1 of a choice."""
    low: float | None = None
    """Lower end: the 5 % point of a normal or lognormal, the hard limit of the other shapes."""
    high: float | None = None
    """Upper end: the 95 % point of a normal or lognormal, the hard limit of the other shapes."""
    shape: priors.Shape
    """How values are spread between low and high; `fixed` has no range and must say why."""
    grade: Grade
    """A: read in a published source. B: known literature, not opened. C: assumption with a range."""
    figures: tuple[str, ...] = ()
    """Ids of the published figures it rests on."""
    unit: Words
    """Unit of the value: `share`, `years`, `eur`, ..."""
    why: Text | None = None
    """Why this value. A `fixed` quantity must say it."""

    @model_validator(mode="after")
    def _check(self) -> Quantity:
        if self.shape == "fixed":
            for name in ("low", "high"):
                if getattr(self, name) is not None:
                    raise InputError(
                        "fixed_has_no_range", where=name, found=getattr(self, name), expected="no range"
                    )
            if self.why is None:
                raise InputError("fixed_without_why", where="shape", found="fixed", expected="why")
            return self
        for name in ("low", "high"):
            if getattr(self, name) is None:
                raise InputError("range_missing", where="central", found=self.central, expected="low, high")
        try:
            priors.check(self.shape, self.central, *self.limits, where="central")
        except InputError as error:  # the same error, at the field a person must mend
            field = "low" if error.code == "range_not_positive" else "central"
            raise InputError(error.code, where=field, found=error.found, expected=error.expected) from None
        return self

    @property
    def limits(self) -> tuple[float, float]:
        """Low and high; the central value twice where it is fixed."""
        low = self.central if self.low is None else self.low
        high = self.central if self.high is None else self.high
        return low, high

    def draw(self, u: Floats) -> Floats:
        """Values at the probabilities ``u``."""
        return priors.quantile(self.shape, self.central, *self.limits, u)


def _share(quantity: Quantity) -> Quantity:
    """A share lies between 0 and 1 in every draw, so its shape needs hard limits."""
    if quantity.shape not in LIMITED:
        raise InputError(
            "share_without_limits", where="shape", found=quantity.shape, expected=", ".join(LIMITED)
        )
    low, high = quantity.limits
    if not 0 <= low <= high <= 1:
        field = "central" if quantity.shape == "fixed" else "low" if low < 0 else "high"
        raise InputError("share_out_of_range", where=field, found=getattr(quantity, field), expected="0 to 1")
    return quantity


def _duration(quantity: Quantity) -> Quantity:
    """Time does not run backwards; a normal would, somewhere in its tail."""
    low, _ = quantity.limits
    if quantity.shape == "normal":
        raise InputError(
            "duration_can_be_negative", where="shape", found="normal", expected="lognormal, pert, ..."
        )
    if low < 0:
        field = "central" if quantity.shape == "fixed" else "low"
        raise InputError("duration_can_be_negative", where=field, found=low, expected=">= 0")
    return quantity


Share = Annotated[Quantity, AfterValidator(_share)]
Duration = Annotated[Quantity, AfterValidator(_duration)]


def leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every value under a model with its path, in the order of the fields; quantities whole and in parts."""
    if isinstance(value, BaseModel):
        if isinstance(value, Quantity):
            yield path, value
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from leaves(part, (*path, index))
    else:
        yield path, value


def quantities(value: object) -> dict[str, Quantity]:
    """The quantities of a measure by their path (``timing.ramp_years``, ``moves.0.value``)."""
    return {".".join(map(str, path)): part for path, part in leaves(value) if isinstance(part, Quantity)}


def quantity(value: object, path: str) -> Quantity:
    """The quantity of a measure at a path, without a look at the others."""
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, tuple) else getattr(value, part)
    if not isinstance(value, Quantity):
        raise KeyError(path)
    return value
