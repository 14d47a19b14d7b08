"""The sentences of the page of the validation that do not hang on a run."""

from __future__ import annotations

INTRO = """\
A free run starts from the stocks of 2013 and is told what is published of output, output per hour, demography,
schools, migration and law; it never sees employment, unemployment or vacancies after 2013. {draws} draws of the
[posterior](learning.md), no shocks of the cycle (those of the past are in published output), no measures.
*Model* is the median over draws, *10-90 %* the interval of the middle eighty, *off* the median over the published
value less one. Persons and vacancies are in thousands. Deviations are printed as they are.
"""
WITHIN = """\
*yes*: every line within 5 %; *on average*: the mean of every series is; *no*: neither. *(input)* marks series that the
model is told, where agreement tests the account, not the model; the reasons follow the table.
"""
READ = """\
Intervals are those of parameters alone, without errors of the statistics; those are in [History as the fit saw
it](#history-as-the-fit-saw-it). Answers start from the stocks of 2024 (see the anchor), so a free run that ends too low
does not lower them; what its mechanisms do too weakly or too strongly stays in them.
"""
INPUTS = """\
This is no blind test: much of what goes in comes from the same years.

- Residents, births, deaths and net migration of 2013-2024, and arrivals by stream, as published.
- Growth of output and of output per hour (`panel`), and output of construction 2014-2018.
- Entrants of schools and their fields 2013-2023; the length of studies and success are those of 2015-2023.
- The rates of matching are closed per draw on vacancies, filled vacancies and unemployment of 2014-2023; usual
  tightness is the mean of 2013-2023. The priors `meeting.form`, `meeting.search_elasticity`, `meeting.growth_share`
  and `meeting.churn_slope` rest on the same years.
- `demand.mix` was solved on the growth of groups 2013-2024 without the step of the survey; `demand.output_share` and
  `demand.productivity` were set from growth of groups and of output per hour in those years; `demand.neutral` and
  `switching.net` are judgements made with them in view.
- Shares of groups in vacancies, filled vacancies and unemployed (`published.vacancies_block` and the like) rest on
  counts of 2016-2024.
- Participation is that of a synthetic cohort of 2024, the retirement curve that of 2023Q3 and 2024Q1,
  `retirement.follow` rests on who stopped at 67 in 2023 and 2024.
- `stay.early`, `stay.middle` and `stay.trend` rest on the cohorts of 2012-2022.
- The stocks of 2013 take shapes learned later: the bridges of 2024, fields of 2018, havo and vwo of 2024Q1. First jobs
  and entrants are spread over groups as in 2024.
"""
CLEARING = """\
Jobs (employed and open vacancies) and labour (employed and unemployed) of the whole economy are taken as published and
jobs do not answer to tightness; the model says how many vacancies stay open, how many are filled and how many people
are unemployed, in each of its two forms. Central parameters; efficiency and the level of separations or job moves are
closed on the mean of the years, the shape over the years is the model's.
"""
CLEARING_WHY = (
    "the form `reduced` lets separations rise too little with tightness: its slope (`meeting.churn_slope`) was "
    "estimated per worker and is applied per employee, and 16 % of workers are self-employed"
)

LEVELS = """\
Counts with too few years, or too many vintages, to learn or score growth from: they say whether the model is at the
right height. The free run again; a count by the survey before 2021 stands beside what the run says that survey
showed, 2013 beside the stocks the run starts from. The old survey had 1.8 % fewer people at work in all, which is not
taken off here. *Inside* is the interval of the parameters alone, which is narrow. 2024 is the free run too: answers
start from the published stocks of 2024.
"""
HISTORY = """\
Every value that the [fit](learning.md) saw, beside what runs say the statistics would show: draws of the parameters
and errors of the series, at the scale that the fit found. The last column leaves the errors out. A series within
another is its share in it. This is in sample: it shows whether intervals are wide enough, not whether krapte can
forecast ([backtest](backtest.md)).
"""
