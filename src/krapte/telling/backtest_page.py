"""The page on the backtest: what is fixed beforehand, written by hand; the scoreboard of rivals and krapte, made."""

from __future__ import annotations

from krapte.analysis.validation_gate import Free
from krapte.learning import rolling
from krapte.learning.panel import ORIGINS
from krapte.learning.rivals import STRONG
from krapte.learning.scoreboard import Board
from krapte.telling import backtest_aims, backtest_facts, backtest_learned, institutes_table
from krapte.telling import backtest_table as told
from krapte.telling.grid import Grid
from krapte.telling.pages import MADE, table

LANG = "en"  # the pages of the documentation are in English
HEAD = """# The backtest: forecasts from the past

A model that explains the past after the fact proves little. Here it stands in 2016, 2018 and 2019, sees nothing later,
and forecasts 2019 to 2024. This page says what is fixed before any forecast of krapte itself is scored, and how well
simple rivals do: that is the bar. `krapte backtest` shows the bar, `krapte backtest --rivals` all scores.

## Fixed beforehand

- **Series.** {series} observed series in {families} families: `learning/families.csv`, from the table `panel`, each
  value with its figure, year, unit, vintage and letter. Nothing dated 2025 or later is read.
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
  not scored here. The shared scoreboard that these rivals reproduce does score them: 6,797 forecasts there,
  {scored} here.

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
origin still reads of later years is listed in `country/origin_leaks.csv`.

**The forecast** (`learning/forecast.py`) does what whoever forecasts with a model does, by a rule written down before
any of its scores was seen. Its middle is growth of the middle run, plus the trend of what the run missed until the
origin: weighed by age and fading with the very numbers of the reference, so that nothing was chosen on later years.
Its spread is that of the runs, widened by the errors that such forecasts made from earlier years, by the rule of the
rivals. *Runs as they are* leaves both out, and shows what the mechanisms alone are worth: little, with intervals far
too narrow.

**Repairs after a first look, told as such.** Participation at 65 is read from classes read apart (older workers gained,
all employed lost slightly). Where runs are told the past of a series (residents, migration, entrants of schools), what
they miss until the origin is nought by construction: there the errors of the reference stand in for spread. That
widened intervals of population, migration and students; middles did not change.

**Later repairs of the run itself**, made after its free run to 2024 had been seen to end too low, and told for that:
output that is published was made after work had been given up or left open, which the run took off once more; the
newcomers of each year lowered participation for ever; and above 55 a cross-section was read as a cohort. The first two
hold at every origin and have no number of their own. The third rests on the stocks of 2013 and 2024, so an origin
does without. What they changed at the origins was not looked at before they were settled.

**Another rule, tried beside it.** Runs that stand again at every year before the origin, told output and migration
only until then; their errors as spread, and no trend in the middle. It saves -3 % (-13 to +7) on the reference, its
intervals hold 74 % and the mean place is 64 %: the middle of the mechanisms lies too low. It is no part of the tables;
its numbers were written down once and are not made again.

**Form of clearing.** Both forms are among the draws and scored apart below. They were found on 2013 to 2023
(`docs/model.md`), so no origin could have known them: what the clearing adds is no clean test. The two hardly differ.

"""
FREE = """\
- **Free run of techniek after the survey of 2021**, which had to stay within {gate} % of published numbers: {last} is
  off by {off} % ({draws} draws of the posterior; {prior} % with the priors), the years before by {earlier} % at most.
  {verdict} ([validation](validation.md)).
"""
WHY = """### Where an aim is missed, and why

- **Older workers.** Their share at work rose faster than the law of the pension age explains: krapte knows the law and
  holds behaviour at each distance from it. At the first origin the pension age had moved by {months} months, too
  little for the trend of what is missed to tell. The best rival takes it for a trend.
- **All employed.** krapte errs by {employed}, and by {told} where it is told growth of output year by year: outlooks
  name one rate for all years, and output fell and rose again by several per cent.
- **Technical groups.** One of eight, assemblers (ISCO 82), fell by {fell} per cent in 2020, probably by recoding.
  krapte has it in a wider group and gives it that group's growth. Without it krapte errs by {own}, *no change* by
  {still} and the reference by {trend} (`--without isco_82`). Such differences are within the noise of eight groups.
- **Migration.** It is held at the mean of the last years, and no later year is like them: those of 2022 hold
  {ukraine} people under temporary protection, from Ukraine.
- **Open vacancies and tension.** Without growth of output nothing is known of them beyond two years; with it krapte is
  better than the rival that is given the same. In tight years its vacancies are too few: people offer themselves here
  whether work is scarce or not ([validation](validation.md)).
{free}- **Students.** Numbers of entrants are held at the origin; who came later was not.

Not scored here: level checks (stocks in classes of BRC, technical vacancies of UWV), which have a
[table of their own](validation.md#level-checks).

"""


INSTITUTES = """## Forecasts of institutes

What ROA, UWV and others published (figures table `forecasts`, each with its source, read from reports of it) where it
can be held beside krapte: the same series, the same year of start, the same target and measure. An institute tells one
number, so there is no CRPS. A dash: nobody here forecasts that series from that year; krapte stands in {origins} only.
Vacancies that arise are those filled and the growth of the open ones, for krapte and the simple forecast alike.
Targets between those that an institute named are on its straight line (ROA to 2026, pro rata; OCW, interpolated).

"""
LEARNED = """## Learned at the origin

What is called *krapte* stands on the priors of the time. Here parameters are drawn after the history that was known
at the origin: Gauss-Newton steps to the mode, from the middle of the priors of the origin, and Laplace's normal around
it (`learning/origin_fit.py`, `make fit-origins`). Only series up to the origin go in, as known then; at the first
origin those are three years. A draw keeps its own random numbers, so the two differ by what was learned alone. That the
forecast of the other tables stays the one on priors was settled before the two were compared.

"""
ROLLING = """## Vacancies: the longer record

Three origins say little of one series. Rivals are scored here from every year of 2008 to 2019, one to five years
ahead: mean absolute error in per cent, CRPS in brackets. krapte has no run before 2013 and stands beside this record
only: knowing growth of output takes {saved} off the error of the better simple forecast, without any model. Even then
the error after {after} years is {left} per cent, of open and of filled vacancies.
"""


def page(board: Board, free: Free | None = None) -> str:
    """The page as Markdown; with the free run beside its gate where it is given."""
    origins = ", ".join(map(str, ORIGINS[:-1])) + f" and {ORIGINS[-1]}"
    head = HEAD.format(origins=origins, **backtest_facts.scored(board))
    parts = [f"{MADE}\n{head}", _grid(told.bar(board, LANG))]
    ours = told.own(board, LANG)
    if ours:
        aims = backtest_aims.grid(board, LANG)
        parts += [
            OWN,
            *told.sentences(board, LANG)[3:5],
            "",
            *([_grid(aims)] if aims else []),
            WHY.format(free=_free(free), **backtest_facts.missed(board)),
            _grid(ours),
        ]
        parts.append(_grid(told.models(board, LANG)))
    parts += [_grid(grid) for grid in told.whole(board, LANG)]
    parts.append(f"Strong references: {_strong()}.\n")
    parts += [*_learned(board), *_institutes(board, origins)]
    records = rolling.records()
    parts.append(ROLLING.format(**backtest_facts.record(records)))
    parts += [_grid(grid) for grid in told.rolling_record(records, LANG)]
    return "\n".join(parts)


def _free(free: Free | None) -> str:
    return FREE.format(**backtest_facts.gate(free)) if free else ""


def _learned(board: Board) -> list[str]:
    """The model on priors and learned at the origin; nothing for a board without."""
    grid = backtest_learned.grid(board, LANG)
    said = [f"- {line}" for line in backtest_learned.sentences(board, LANG)]
    return [LEARNED, *said, "", _grid(grid)] if grid else []


def _institutes(board: Board, origins: str) -> list[str]:
    """What institutes published, beside krapte and the best simple forecast."""
    said = [f"- {line}" for line in institutes_table.sentences(board, LANG)]
    return [INSTITUTES.format(origins=origins), *said, "", _grid(institutes_table.grid(board, LANG))]


def _grid(grid: Grid) -> str:
    return f"### {grid.title}\n\n{table(grid.heads, grid.cells)}"


def _strong() -> str:
    named = [f"{told.subject(family, LANG)} ({told.who(name, LANG)})" for family, name in STRONG.items()]
    return "; ".join(named)
