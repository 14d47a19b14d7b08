"""The page on the fit: how it is made, what it says of each series and parameter, and whether it means what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from krapte.learning import calibrate, directions, gates, likelihood
from krapte.learning.calibrate import Evenness, Place
from krapte.learning.moved import Moved
from krapte.learning.posterior import Posterior
from krapte.telling import fit_table as told
from krapte.telling.grid import Grid
from krapte.telling.pages import MADE, table
from krapte.words.formats import number, share

LANG = "en"  # the pages of the documentation are in English
STRONG = 4
BLOCK, WIDTH = "\u2588", 30

HEAD = """# What history taught

Every answer draws its parameters after the years 2013 to 2024 were seen; `--prior` shows the answer as assumed.
`krapte fit` prints this page's tables, `krapte parameters ID` one parameter before and after, `make fit` makes it all
again (`src/krapte/learning/`).

## How

1. **Series.** {count} published series, listed below; `learning/series.csv` has their errors, why others are left out
   (they go in as given, follow from the others, or matching is closed on them), and where a survey changed. Nothing
   dated 2025 or later is read: `figures.known` refuses it, and a test proves that.
2. **Run.** The free run from 2013, which never touches a published stock later, with growth of output as published.
3. **Errors.** Of a year, of a whole series (whom it counts), a yearly wandering (what mechanisms leave out), and the
   step of the survey of 2021: normal, integrated out exactly. How large they are is an assumption (C); each series
   has a scale of its own, with {sure} years' worth of belief in the assumption, also integrated out.
4. **Mode.** Parameters are standard normal numbers before any data. Gauss-Newton steps from three dispersed starts
   must end at one mode.
5. **Directions.** Only where data take at least {off} off a spread is there something to sample: along at most
   {most} combinations of parameters. Across them parameters keep their prior.
6. **Draws.** The no-U-turn sampler along the directions, four chains, in coordinates in which Laplace's normal is
   round. The rest is integrated out: each draw is weighed by how likely history is with other draws of the rest.
7. **Gates.** R-hat at most {rhat}, at least {least} effective draws, at most {strayed} strayed, weights worth at least
   {rest} of the draws, one mode. A fit that fails one is not written.

The limits and judgements among these numbers stand in the table of assumptions with a range
([parameters](parameters.md), `learning.*`): all are ours (C).

Both forms of clearing are fitted and keep their chance of one half: eleven years cannot tell them apart, and matching
is closed on the same years under each.

## What to make of it

Most of the model stands where our assumptions put it. What the free run misses is not mended by any choice of its
parameters within their ranges: the fit prefers to call those series noisier than assumed over bending parameters, and
says so. That is a statement about the mechanisms, not about the data; [validation](validation.md) shows where.

"""

CHECK = """## Does the fit mean what it says?

{histories} made histories: parameters drawn from the prior, the history the model makes of them, errors as assumed.
Each is fitted like the real one, with Laplace's normal weighed in place of the sampler; on the real history
(first form, 1,200 draws) the sampler's means lie within 0.13 of a spread of Laplace's, its spreads within 15 %. Where
the truth lies in its fit, along the directions of the shipped posterior, must be even over 0 to 1 (rank histogram).
Made before the last mending of the run ([backtest](backtest.md)), by the same inference. `make calibration`.
"""


def page(of: Posterior, moved: Mapping[str, Moved], places: Sequence[Place]) -> str:
    """The page as Markdown."""
    words = {
        "{count}": str(len(next(iter(of.manifest["forms"].values()))["years"])),
        "{sure}": number(likelihood.SURE, LANG),
        "{off}": share(1 - 1 / np.sqrt(1 + directions.LEAST), LANG),
        "{most}": str(max(len(form["directions"]) for form in of.manifest["forms"].values())),
        "{rhat}": f"{gates.APART}",
        "{least}": f"{gates.LEAST:.0f}",
        "{strayed}": share(gates.STRAYED, LANG),
        "{rest}": share(gates.REST, LANG),
    }
    head = HEAD
    for name, value in words.items():
        head = head.replace(name, value)
    parts = [f"{MADE}\n{head}", "\n".join(f"- {line}" for line in told.sentences(of, moved, LANG)), ""]
    parts += [
        _grid(grid)
        for grid in (told.quality(of, LANG), told.series(of, LANG), told.parameters_moved(moved, LANG))
    ]
    parts.append("\n".join(f"- {line}" for line in told.notes(LANG)) + "\n")
    return "\n".join(parts + check(list(places)))


def check(places: list[Place]) -> list[str]:
    """The rank histograms, with the test."""
    histories = len({one.history for one in places})
    parts = [CHECK.replace("{histories}", str(histories))]
    for title, strongest in ((f"The {STRONG} strongest directions", STRONG), ("All directions", None)):
        found = calibrate.even(places, strongest)
        parts.append(f"### {title}\n\n{_histogram(found)}")
    worth = sorted({(one.history, one.effective) for one in places}, key=lambda pair: pair[1])
    middle, least = worth[len(worth) // 2][1], worth[0][1]
    parts.append(
        f"Weighed draws of a fit are worth {number(middle, LANG)} of {calibrate.DRAWS} in the middle, "
        f"{number(least, LANG)} at least. Directions of one history are not independent: the p-value is a guide only.\n"
    )
    return parts


def _histogram(found: Evenness) -> str:
    most = max(found.counts)
    lines = [
        f"{i / calibrate.BINS:.1f}-{(i + 1) / calibrate.BINS:.1f}  {count:4d}  {BLOCK * round(WIDTH * count / most)}"
        for i, count in enumerate(found.counts)
    ]
    p = "below 0.001" if found.p < 1e-3 else number(found.p, LANG, 0.001)
    said = (
        f"Chi-square against even: {number(found.statistic, LANG, 0.1)} on {calibrate.BINS - 1} degrees of freedom, "
        f"p {p}. The 80 % interval held the truth in {share(found.held, LANG)}."
    )
    return "```\n" + "\n".join(lines) + f"\n```\n\n{said}\n"


def _grid(grid: Grid) -> str:
    return f"### {grid.title}\n\n{table(grid.heads, grid.cells)}"
