"""What a package file holds: which measures, how much of each, from when to when."""

from __future__ import annotations

from pydantic import model_validator

from krapte.figures.errors import InputError
from krapte.measures.schema.base import Slug, Strict, Text, Year


class PackageRow(Strict):
    """One measure in a package. The same measure may stand in several rows: the doses of a year add up."""

    measure: Slug
    """Id of the measure: a file beside the package, or one that comes with krapte."""
    dose: float | None = None
    """How much; the usual dose of the measure where it is left out."""
    start: Year | None = None
    """First year; the usual start of the measure where it is left out."""
    end: Year | None = None
    """Last year in force; it stays where it is left out."""

    @model_validator(mode="after")
    def _check(self) -> PackageRow:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise InputError("end_before_start", where="end", found=self.end, expected=f">= {self.start}")
        return self


class PackageFile(Strict):
    """A package of measures. It changes a run, and nothing else may."""

    id: Slug
    """Short name in lower case; also the name of the file."""
    title: Text
    """Name of the package."""
    explanation: Text
    """What is in it and why, in a few sentences."""
    scenario: Slug | None = None
    """The scenario it is meant for; any scenario where it is left out."""
    measures: tuple[PackageRow, ...]
    """The measures. An empty list changes nothing."""
    avoids: tuple[PackageRow, ...] = ()
    """Measures that others plan and the package asks not to carry out. What they would cost is told beside it."""
    beside: Slug | None = None
    """Another package, run on the same draws and told beside this one: the same measures in another legal world."""
