"""What a measure costs: who pays, for what, and who pays along."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from krapte.figures.errors import InputError
from krapte.measures.schema.base import Quantity, Share, Slug, Strict, Words, Year

Payer = Literal[
    "state", "municipalities", "employers", "sector_funds", "schools", "students", "workers", "eu", "others"
]


class Partner(Strict):
    """Another payer beside the first: for a part of the amount, or on top of it."""

    payer: Payer
    """Who pays along."""
    share: Share | None = None
    """The share of the amount this payer pays; the first payer pays what is left."""
    adds: Quantity | None = None
    """Or the euros this payer puts on top of each euro of the amount."""

    @model_validator(mode="after")
    def _check(self) -> Partner:
        if (self.share is None) == (self.adds is None):
            found = "none" if self.share is None else "share, adds"
            raise InputError("partner_needs_one", where="payer", found=found, expected="one of share, adds")
        if self.adds is not None and (self.adds.limits[0] < 0 or self.adds.shape == "normal"):
            field = "central" if self.adds.shape == "fixed" else "low"
            raise InputError(
                "out_of_range",
                where=f"adds.{field}",
                found=self.adds.limits[0],
                expected=">= 0 in every draw",
            )
        return self


class Cost(Strict):
    """Who pays what, and for what."""

    payer: Payer
    """Who pays: all of it, or what `partners` leave."""
    partners: tuple[Partner, ...] = ()
    """Who pays along."""
    per: Literal["flow", "unit", "fixed", "dose", "reading"]
    """`flow`: per person in a flow. `unit`: per unit of dose a year. `fixed`: per year, whatever the dose. `dose`:
    per year, rising ever less with the dose. `reading`: per unit of an amount the model itself reads out."""
    flow: Words | None = None
    """Name of the flow where `per` is `flow`."""
    reading: Slug | None = None
    """Name of the reading where `per` is `reading`, such as `school_cost` or `guided`."""
    of: Literal["difference", "level"] = Field(default="difference")
    """Of the flow or reading: what the package adds to it, or all of it in the package."""
    half: Quantity | None = None
    """Where `per` is `dose`: the dose at which half of `eur` is spent. A dose d costs eur x d / (d + half)."""
    eur: Quantity
    """Euros; below zero for a saving. Where `per` is `dose`, what a very large dose comes near to."""
    price_year: Year
    """The year of whose prices these are."""

    @model_validator(mode="after")
    def _check(self) -> Cost:
        if self.per == "flow" and self.flow is None:
            raise InputError("flow_missing", where="per", found="flow", expected="flow: NAME")
        if self.per != "flow" and self.flow is not None:
            raise InputError("flow_not_used", where="flow", found=self.flow, expected="per: flow")
        for field, per in (("reading", "reading"), ("half", "dose")):
            given = getattr(self, field) is not None
            if self.per == per and not given:
                raise InputError("cost_field_missing", where="per", found=per, expected=f"{field}: ...")
            if self.per != per and given:
                raise InputError("cost_field_not_used", where=field, found=field, expected=f"per: {per}")
        if self.of == "level" and self.per not in ("flow", "reading"):
            raise InputError("cost_field_not_used", where="of", found="level", expected="per: flow | reading")
        if self.half is not None and (self.half.limits[0] <= 0 or self.half.shape == "normal"):
            field = "central" if self.half.shape == "fixed" else "low"
            raise InputError(
                "range_not_positive", where=f"half.{field}", found=self.half.limits[0], expected="> 0"
            )
        self._payers()
        return self

    def _payers(self) -> None:
        """Every payer once, and no more than the whole amount shared out in any draw."""
        seen = [self.payer]
        for index, partner in enumerate(self.partners):
            if partner.payer in seen:
                where = f"partners.{index}.payer"
                raise InputError("payer_twice", where=where, found=partner.payer, expected="each payer once")
            seen.append(partner.payer)
        most = sum(partner.share.limits[1] for partner in self.partners if partner.share is not None)
        if most > 1:
            raise InputError("shares_above_one", where="partners", found=f"{most:g}", expected="at most 1")
