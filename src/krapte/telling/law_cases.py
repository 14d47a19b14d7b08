"""Worked cases of the law, computed from the rules as the page is made.

Schools and people are made up, in round numbers; the amounts are those of the law.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from krapte.country.law import funding, jobs, migration, pension, ruling, timeline, tuition
from krapte.telling import law_money
from krapte.words.formats import number

LANG = "en"
YEAR = 2024  # of the school's case: the last budget that was read
SCHOOL = funding.School((funding.Programme(1.3, 1000, 500),), diplomas=800)
CARE = funding.School((funding.Programme(1.1, 1000, 500),), diplomas=800)
# Of the country, weighted; those of the four technical domains before their price factor.
STUDENTS, DIPLOMAS, TECHNICAL = 460_000.0, 400_000.0, 50_000.0
ASKED = 1.8
ENGINEER = migration.Worker(
    "outside",
    date(2026, 3, 1),
    age=29,
    salary=4200,
    higher_diploma=True,
    offer=migration.Offer(sponsor=True, nobody_found=False),
)
WELDER = migration.Worker(
    "outside",
    date(2026, 3, 1),
    age=35,
    salary=3000,
    craft=True,
    language=True,
    offer=migration.Offer(sponsor=True, housing=True),
)
INTRODUCTION = """Schools, people and wages in these cases are made up, in round numbers; amounts are those of the law.
"""
NAMES = {
    "free": "no permit needed",
    "knowledge_migrant": "knowledge migrant",
    "blue_card": "EU Blue Card",
    "orange_card": "'oranje kaart'",
    "combined_permit": "combined permit (GVVA), on advice of UWV",
    "work_permit": "work permit (TWV)",
    "none": "no scheme",
}


def cases() -> list[str]:
    """All cases, each with its heading."""
    return [
        _school(),
        _count(),
        _fees(),
        _engineer(),
        _welder(),
        _ruling(),
        _pension(),
        _jobs(),
        *law_money.cases(),
    ]


def country() -> funding.Nation:
    """The country of the school's case: 460,000 weighted students and the budget of 2024."""
    return funding.nation(STUDENTS, DIPLOMAS, YEAR)


def heavier(financed: float) -> funding.Nation:
    """The same country with the four technical domains from 1.3 to 1.8."""
    base = funding.price_factor("construction", YEAR)
    return funding.reweighted(country(), TECHNICAL * (ASKED - base), financed)


def _eur(value: float) -> str:
    return number(value, LANG)


def _mln(value: float) -> str:
    return number(value / 1e6, LANG, 1 if value % 1e6 == 0 else 0.01)


def _school() -> str:
    now, paid, unpaid = country(), heavier(1), heavier(0)
    rows = [
        ("construction at 1.3", SCHOOL, now),
        ("construction at 1.8, financed", funding.raised(SCHOOL, ASKED), paid),
        ("construction at 1.8, unfinanced", funding.raised(SCHOOL, ASKED), unpaid),
        ("care at 1.1, construction financed", CARE, paid),
        ("care at 1.1, construction unfinanced", CARE, unpaid),
    ]
    lines = []
    for name, school, nation in rows:
        money = funding.money(school, nation, YEAR)
        cells = [name, _eur(funding.weighted(school, YEAR)), _eur(nation.unit)]
        cells += [_mln(part) for part in (money.by_students, money.by_diplomas, money.total)]
        lines.append("| " + " | ".join(cells) + " |")
    cost = paid.by_students - now.by_students
    lost = 1 - unpaid.unit / now.unit
    return f"""### A construction school under weights 1.3 and 1.8

*Uitvoeringsbesluit WEB, articles 2.1.3, 2.2.1(2), 2.2.3(1), (2) and (4), 2.2.4.* A school has 1,000 full-time and 500
work-study students in construction and 800 (weighted) diplomas. The country has 460,000 weighted students, 400,000
weighted diplomas and the budget of {YEAR}. The four technical domains hold 50,000 students at 1.3, and go to 1.8.

| school | weighted students | euros per unit | by students, mln | by diplomas, mln | together, mln |
| :-- | --: | --: | --: | --: | --: |
{chr(10).join(lines)}

Weighted students at 1.3 are (1,000 + 0.4 x 500) x 1.3 = 1,560. With new money the state pays {_mln(cost)} million a
year more, and nobody else notices. Without it the budget is the same and a unit buys {number(100 * lost, LANG, 0.1)} %
less: construction keeps most of its rise, and every other school pays for it. The new money goes to the part by
students alone; put into the budget before it is divided 80 to 20, it would have to be a quarter more.
"""


def _count() -> str:
    days = [date(2024, 8, 26), date(2024, 10, 2), date(2025, 2, 3)]
    told = [
        f"| {day.isoformat()} | {year} |" for day, year in zip(days, funding.first_paid(days), strict=True)
    ]
    half = funding.correction(1000, 950)
    return f"""### When a student counts

*Uitvoeringsbesluit WEB, article 2.2.3(1) and (6).* Students of 1 October two years before count. The count of 1
February only corrects: 1,000 (weighted) students in October and 950 in February give a factor of
{number(half, LANG, 0.001)}. So starting at more moments in the year costs a school money until the rule is changed.

| starts on | first year of funding |
| :-- | --: |
{chr(10).join(told)}
"""


def _fees() -> str:
    rows = [
        ("first year, 2019/20", tuition.Student("hbo", 2019, 1, technical=True), False),
        ("first year, 2025/26", tuition.Student("hbo", 2025, 1, technical=True), False),
        (
            "first year, 2025/26, measure E2 as proposed",
            tuition.Student("hbo", 2025, 1, technical=True),
            True,
        ),
        ("second year, 2019/20", tuition.Student("hbo", 2019, 2), False),
        (
            "second year of teacher training, 2019/20",
            tuition.Student("hbo", 2019, 2, teacher_training=True),
            False,
        ),
        ("third year, 2021/22", tuition.Student("wo", 2021, 3), False),
    ]
    lines = []
    for name, student, proposal in rows:
        fee = tuition.fee(student, proposal)
        lines.append(f"| {name} | {_amount(fee.eur)} | {fee.why.replace('_', ' ')} |")
    return f"""### A first-year student of 2019 and of 2025

*Wet op het hoger onderwijs en wetenschappelijk onderzoek, article 7.45; Wet verlaagd wettelijk collegegeld (34911).*

| student | euros for the year | why |
| :-- | --: | :-- |
{chr(10).join(lines)}
"""


def _amount(value: float) -> str:
    return number(value, LANG, 1 if value == int(value) else 0.01)


def _route(worker: migration.Worker, orange_card: bool = False) -> str:
    found = migration.admission(worker, orange_card)
    limit = f", {_eur(found.threshold)} a month or more" if found.threshold else ""
    years = f", at most {_eur(found.years)} years" if found.years else ""
    return NAMES[found.scheme] + limit + years


def _engineer() -> str:
    under = migration.threshold(29, False, ENGINEER.day).value
    plan = timeline("threshold_under30_plan")[-1].value
    rows = [
        ("29 years old, 2026", ENGINEER),
        ("the same in December 2025", replace(ENGINEER, day=date(2025, 12, 1))),
        ("the same in 2026, just graduated", replace(ENGINEER, recent_graduate=True)),
        (
            "the same in 2026, the search found nobody",
            replace(ENGINEER, offer=migration.Offer(True, nobody_found=True)),
        ),
        ("the same from Croatia", replace(ENGINEER, nationality="croatia")),
    ]
    told = "\n".join(f"| {name} | {_route(worker)} |" for name, worker in rows)
    return f"""### An engineer of 29 at 4,200 euros a month in 2026

*Vreemdelingenbesluit 2000, articles 3.30a and 3.30b; Wet arbeid vreemdelingen, articles 2, 3 and 8.* From outside the
EU, with a higher diploma, at a recognised sponsor; gross per month without holiday pay. The threshold under 30 is
{_eur(under)} in 2026: 4,200 was enough in 2025 and no longer is. The plan of July 2025 asks {_eur(plan)} in prices of
2025; it is a plan, so no rule uses it.

| worker | falls under |
| :-- | :-- |
{told}
"""


def _welder() -> str:
    offer = WELDER.offer
    found = replace(WELDER, offer=replace(offer, nobody_found=True))
    rows = [
        ("today, others were found", WELDER, False),
        ("today, the search found nobody", found, False),
        ("'oranje kaart' as proposed", WELDER, True),
        ("'oranje kaart', through an agency", replace(WELDER, offer=replace(offer, agency=True)), True),
        (
            "'oranje kaart', without certified housing",
            replace(WELDER, offer=replace(offer, housing=False)),
            True,
        ),
    ]
    told = "\n".join(f"| {name} | {_route(worker, card)} |" for name, worker, card in rows)
    return f"""### A welder from outside the EU, today and under the 'oranje kaart'

*Wet arbeid vreemdelingen, article 8; Deltaplan Arbeidsmigratie (a proposal).* Aged 35, 3,000 euros a month, qualified,
speaks English, full-time, certified housing. The salary is far below the threshold of a knowledge migrant.

| case | falls under |
| :-- | :-- |
{told}

The rule says what is allowed, not what happens. Few employers ask for a combined permit: the search comes first.
"""


def _ruling() -> str:
    begins = [date(2012, 7, 1), date(2015, 7, 1), date(2017, 7, 1), date(2019, 7, 1)]
    ends = "\n".join(f"| {day.isoformat()} | {ruling.last_day(day).isoformat()} |" for day in begins)
    wage = 54_432.0  # 4,200 a month, twelve months and 8 % holiday pay
    rows = [
        ("24 July 2024, master's degree", True, date(2024, 7, 24)),
        ("24 July 2024, no master's degree", False, date(2024, 7, 24)),
        ("24 July 2027, master's degree", True, date(2027, 7, 24)),
    ]
    lines = []
    for name, master, day in rows:
        told = ruling.relief(ruling.Recruit(date(2024, 3, 1), wage, 29, master), day)
        lines.append(f"| {name} | {_eur(told.norm)} | {_eur(told.untaxed)} |")
    return f"""### The 30 % ruling

*Wet op de loonbelasting 1964, article 31a; Uitvoeringsbesluit loonbelasting 1965, articles 10ea to 10ec.* A ruling
lasts 60 months since 2019. Older ones were cut to that, though not before the end of 2020.

| began | last day |
| :-- | :-- |
{ends}

Somebody under 30 whose ruling began in March 2024 earns 54,432 euros a year (4,200 a month with holiday pay). The
taxable wage must stay above the norm, so the untaxed part may be less than 30 %; from 2027 the share is 27 %.

| on | norm | untaxed euros a year |
| :-- | --: | --: |
{chr(10).join(lines)}

The norm of 2027 is not known for this ruling: that of 2024 is carried on.
"""


def _pension() -> str:
    born = [date(1957, 3, 1), date(1960, 12, 31), date(1961, 1, 1)]
    lines = "\n".join(f"| {day.isoformat()} | {pension.pension_day(day).isoformat()} |" for day in born)
    return f"""### The state-pension age

*Algemene Ouderdomswet, article 7a.*

| born | reaches it on |
| :-- | :-- |
{lines}
"""


def _jobs() -> str:
    made = jobs.counted([34, 17, 25.5], date(2022, 7, 1))
    return f"""### The banenafspraak

*Wet banenafspraak en quotum arbeidsbeperkten.* Hours count, not persons: three people with 34, 17 and 25.5 paid hours a
week are {number(made, LANG)} jobs of 25.5 hours.
"""
