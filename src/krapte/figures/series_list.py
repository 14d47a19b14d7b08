"""The list of series: what each is cut from, its unit, its sources and its grade."""

from __future__ import annotations

from pathlib import Path

from krapte.figures import cuts, forecasts
from krapte.figures.series_row import Series
from krapte.figures.series_work import work


def all_series(figure_ids: set[str]) -> list[Series]:
    """Every series we ship, in the order of the model: people, work, vacancies, output, law."""
    return [*_people(), *work(), *_market(figure_ids), *_law()]


# One entry per series: longer than a screen, but nothing in it branches.
def _people() -> list[Series]:
    folder = "demography"
    return [
        Series(
            "population",
            "Population on 1 January by single age and sex",
            "persons",
            "demography:cbs_7461bev_copy",
            "A",
            f"{folder}/cbs_population_1jan_age_sex_2000_2025.csv",
            "years 2013-2025, ages 0-105",
            cuts.ages_by_year("persons", 2013, 2025),
        ),
        Series(
            "deaths",
            "Deaths by age at death and sex",
            "persons per year",
            "demography:cbs_deaths_copy",
            "A",
            f"{folder}/cbs_deaths_age_sex_1970_2000_2024.csv",
            "years 2013-2024, ages 0-105",
            cuts.ages_by_year("deaths", 2013, 2024),
        ),
        Series(
            "qx_ag2024",
            "Probability of dying within a year, table AG2024",
            "per_year",
            "demography:ag2024_copy",
            "A",
            f"{folder}/ag2024_prognosetafel_qx_2022_2075.csv",
            "years 2024-2050, ages 0-105",
            cuts.ages_by_year("qx", 2024, 2050),
        ),
        Series(
            "fertility_shape",
            "Births per woman by single age",
            "births per woman and year",
            "demography:un_wpp2022_fert",
            "A",
            f"{folder}/un_wpp2022_nl_fertility_single_age_2000_2030.csv",
            "years 2013-2030; shape only, the level is scaled to the total rate of CBS",
            cuts.fertility,
        ),
        Series(
            "left_by_cohort",
            "Immigrants who left again within 2 and 5 years, by year of arrival",
            "per cent",
            "demography:cbs_stay_2025_28",
            "A",
            f"{folder}/cbs_immigrants_departed_within_2_5_years_cohorts_1999_2022.csv",
            "whole",
            cuts.whole(),
        ),
        Series(
            "eu_motive",
            "EU and EFTA immigrants by derived motive 1999-2018",
            "persons per year",
            "demography:cbs_migr_2020_30",
            "A",
            f"{folder}/cbs_eu_efta_immigrants_by_derived_motive_1999_2018.csv",
            "whole",
            cuts.whole(),
        ),
    ]


def _market(figure_ids: set[str]) -> list[Series]:
    return [
        Series(
            "vacancies_total",
            "Filled and open vacancies, all activities",
            "thousand vacancies",
            "labour_market:tato_80472",
            "A",
            "labour_market/cbs_80472_total_open_filled_1997_2023.csv",
            "1997-2023; filled includes lapsed, open is a yearly mean",
            cuts.whole(),
        ),
        Series(
            "lp_total",
            "Growth of value added per hour, whole economy",
            "per cent per year",
            "productivity_demand:cbs_lp50",
            "A",
            "productivity_demand/cbs_labour_productivity_total_1974_2023.csv",
            "1974-2023",
            cuts.whole(),
        ),
        Series(
            "panel",
            "Observed yearly series for fitting and testing",
            "named in the column unit",
            "*",
            "A B C",
            "backtest/panel.csv",
            "to 2024, with vintage, break, grade and role per row; a lookup names its page in made_of",
            cuts.panel(figure_ids),
        ),
        Series(
            "forecasts",
            "Forecasts that institutes published",
            "named in the column unit",
            "*",
            "A",
            forecasts.INPUT,
            "rows with a number and a page; the source of each row in source_id; read from reports of them",
            forecasts.cut,
        ),
    ]


def _law() -> list[Series]:
    return [
        Series(
            "aow_age",
            "State pension age",
            "years",
            "demography:derived demography:aow_law",
            "C",
            "demography/derived_aow_age_path_2013_2070.csv",
            "2013-2070; law and decrees to 2031 (column how), then our formula",
            cuts.pension_age,
        ),
        Series(
            "knowledge_migrant_thresholds",
            "Salary thresholds of knowledge migrants",
            "euro per month",
            "*",
            "A B",
            "international_policy/kennismigrant_salary_thresholds.csv",
            "2010-2026, the source of each row in source_id",
            cuts.whole(
                "year",
                "age30plus_eur_month",
                "under30_eur_month",
                "reduced_eur_month",
                "bluecard_eur_month",
                "source_id",
                "grade",
            ),
        ),
        Series(
            "policy_timeline",
            "Dated decisions in migration, pension, education and schemes",
            "",
            "*",
            "A B C",
            "international_policy/policy_timeline.csv",
            "whole, the source of each row in source_id",
            cuts.whole(),
        ),
    ]


def series_names() -> dict[str, str]:
    """Name of the series that is cut from an input file, by the file's stem."""
    return {Path(series.input).stem: series.name for series in all_series(set())}
