"""What an answer rests on in print: the published figures behind the measures of a package, each with its source."""

from __future__ import annotations

from krapte import figures
from krapte.analysis.rows import SourceRow
from krapte.measures.packages import Package
from krapte.measures.schema import leaves


def rows(package: Package) -> list[SourceRow]:
    """One row per measure and figure that its file names, in the order of the file; what it avoids among them.

    A file is checked for figures that do not exist; of a measure made in Python they are left out.
    """
    book = figures.load()
    avoided = package.avoided.measures if package.avoided else ()
    made = []
    for measure in (*package.measures, *avoided):
        named = [str(value) for path, value in leaves(measure) if {"figure", "figures"} & set(path)]
        for name in dict.fromkeys(one for one in named if one in book):
            f = book[name]
            made.append(
                SourceRow(
                    measure=measure.id,
                    figure=name,
                    period=f.period,
                    grade=f.grade,
                    publisher=f.source.publisher,
                    year=f.source.year,
                    source=f.source.title,
                )
            )
    return made
