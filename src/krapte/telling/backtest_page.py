"""The page on the backtest: what is fixed beforehand, written by hand; the scoreboard of rivals and krapte, made."""

from __future__ import annotations

from krapte.learning.panel import ORIGINS
from krapte.learning.rivals import STRONG
from krapte.learning.scoreboard import Board
from krapte.telling import backtest_table as told
from krapte.telling.grid import Grid
from krapte.telling.pages import MADE, table

LANG = "en"  # the pages of the documentation are in English
HEAD = """# The backtest: forecasts from the past

A model that explains the past after the fact proves little. Here it stands in 2016, 2018 and 2019, sees nothing later,
and forecasts 2019 to 2024. This page says what is fixed before any forecast of krapte itself is scored, and how well
simple rivals do: that is the bar. `krapte backtest` shows the bar, `krapte backtest --rivals` all scores.

## Fixed beforehand

- **Series.** 66 observed series in 15 families: `learning/families.csv`, from the table `panel`, each value with its
  figure, year, unit, vintage and letter. Nothing dated 2025 or later is read.
- **Origins and targets.** Origins {origins}; targets 2019 to 2024, so 1 to 8 years ahead, told apart as 1-2, 3-4
  and 5-8 years.
- **Breaks: the skip-step rule.** Growth from origin to target is the sum of log steps between neighbouring observed
  years, without the step into a year that is flagged as a break (2021 for occupations). At least 60 % of the years
  must count, the last step must, and a gap is at most three years. Forecast and realisation follow the same rule. So a
  forecast is a path per draw, and no guess at the unknown step enters.
- **Score.** CRPS of log growth x 100, read as per cent: the error of the whole forecast with its interval. Beside it
  the error of the middle forecast weighted by size, how often the 80 % interval held, where the real value fell in the
  forecast (PIT), the direction, the direction beside all employed, and an energy score of the blocks together.
- **Reference.** The fading trend (`damped`), in every family.
- **Strong reference.** The rival with the lowest CRPS per family on the scoreboard below; it was chosen with the scores
  in sight, which makes it a hard one. *Better than naive* is a saving on the reference whose 80 % interval lies above
  zero (whole series resampled). *At the frontier* is at most 5 % worse than the strong reference.
- **Tracks, never in one table.** U: nothing is known of later years. C1: realised growth of output. C2: realised growth
  of output and net migration. A forecaster gets a `Past`, which refuses any later value that its track does not grant.
  The ceiling in C2 knows realised total employment, which no model may.
- **The years of the virus.** All targets count; scores without 2020 and 2021 stand beside them (`--without 2020-21`),
  as do those without assemblers, ISCO 82 (`--without isco_82`).

## What the scores cannot show

- They are pseudo-real-time: every history is that of today's tables, revised since.
- With eight technical groups a lead under about a quarter is noise. The level of a group carries 1 to 1.6 % noise of
  the survey itself, so even a perfect forecast scores near 1.
- ROA's total with fixed shares is a proxy. ROA's own forecasts per occupation were not found, so nothing here is
  *better than ROA per occupation*. ROA published one to one and a half years after the origin.
- Diplomas of school year 2024/25 (three series, nine forecasts per rival) are dated 2025 and kept for testing; they are
  not scored here. The shared scoreboard that these rivals reproduce does score them: 6,797 forecasts there, 6,743 here.

## The rivals

| rival | what it does | track |
| :-- | :-- | :-- |
| no change | the level of the origin | U |
| trend of five years | growth of the last five years goes on | U |
| fading trend | recent growth weighs most (0.6 a year of age), and fades by 0.8 a year | U |
| three trends | mean of the trends of 3, 5 and 10 years, fading by 0.9 a year | U |
| back to the mean | growth returns to a mean, half own and half of the family; pooled AR(1), between -0.3 and 0.7 | U |
| mean of the five | the mean of the five above | U |
| trend of the total, fixed shares | five-year trend of all employed | U |
| ROA's total, fixed shares | published growth of all employed, spread over six years; origins 2016 and 2018 | U |
| from realised growth of output | vacancies on growth of output in the year and the year before, least squares | C1 |
| realised total, fixed shares | realised growth of all employed | C2, ceiling |

Their intervals are normal on logs. Their width comes from forecasts of the same kind that had come due at the origin:
up to four years ahead, from the last twelve years, pooled over the family and shrunk towards the series' own errors.
Where the shared recipe gives no numbers, those that reproduce its published scores are taken (`learning/trends.py`,
`learning/spread.py`); how close they come is tested in `tests/learning`. Draws of different series are independent.

## A forecaster of your own

Anything with a `name`, a `track` and `paths(past, series)` joins: `scoreboard.make((*rivals.ALL, mine))`. `paths` gives
per series an array [draw, year ahead] of the log level less that of the origin.

## The scoreboard of the rivals

A number in square brackets tells that a rival made fewer forecasts than its row has. A dash is no forecast, or none
with a direction.
"""


OWN = """## krapte itself

The model runs from 2013 with what was known at the origin: figures, law, outlooks, and priors that were computed from
data up to the origin or widened where today's were set with later years in sight (`country/origin_rules.csv`). What an
origin still reads of later years is listed in `country/origin_leaks.csv`. **Nothing is fitted yet**, runs hold no noise
of the survey, and stocks are not set on the published ones at the origin.

Why it loses, as far as traced: participation rose in reality and hardly does in the runs, so employment comes out too
low even where output and migration are given; and the intervals are far too narrow. One repair was made after a first
look (participation at 65 from classes read apart); it made older workers better and all employed slightly worse.
"""


def page(board: Board) -> str:
    """The page as Markdown."""
    origins = ", ".join(map(str, ORIGINS[:-1])) + f" and {ORIGINS[-1]}"
    parts = [f"{MADE}\n{HEAD.replace('{origins}', origins)}", _grid(told.bar(board, LANG))]
    ours = told.own(board, LANG)
    if ours:
        parts += [OWN, *told.sentences(board, LANG)[3:5], "", _grid(ours)]
    parts += [_grid(grid) for grid in told.whole(board, LANG)]
    parts.append(f"Strong references: {_strong()}.\n")
    return "\n".join(parts)


def _grid(grid: Grid) -> str:
    return f"### {grid.title}\n\n{table(grid.heads, grid.cells)}"


def _strong() -> str:
    named = [f"{told.subject(family, LANG)} ({told.who(name, LANG)})" for family, name in STRONG.items()]
    return "; ".join(named)
