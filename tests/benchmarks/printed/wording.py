"""Words for printed pages: labels, headings, captions, notes and prose in the manner of statistics."""

from __future__ import annotations

from random import Random

STATES = [
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Maine",
    "Maryland",
    "Michigan",
    "Minnesota",
    "Montana",
    "Nebraska",
    "Nevada",
    "Ohio",
    "Oregon",
    "Utah",
]
LABELS = (
    "Corn for grain",
    "Winter wheat",
    "Manufacturing",
    "Durable goods",
    "Retail trade",
    "Hospitals",
    "Under 18 years",
    "18 to 24 years",
    "25 to 44 years",
    "65 years and over",
    "Petroleum products",
    "Natural gas",
    "Net interest",
    "Other receipts",
    "Elementary schools",
    "Less than $15,000",
    "$15,000 to $24,999",
    "Crude oil",
    "Public administration",
    "Owner occupied",
    "White alone",
    "High school graduate",
    "Some college, no degree",
    "Married couple",
    "Male householder",
    "Nonfarm payroll",
    "Not in labor force",
)
LONG_LABELS = (
    "Professional, scientific, and technical services including management of companies",
    "Transportation of persons and goods by rail, water and pipeline",
    "Payments to school districts in lieu of taxes and for other purposes",
    "Persons receiving benefits in the month before the survey was taken",
    "Electric power generation from coal, gas and other sources of energy",
    "Households with one or more members aged 60 years and over",
)
GROUPS = ("All races", "Northeast", "Midwest", "Goods-producing", "Service-providing", "Receipts", "Outlays")
CENTRED = ("PUBLIC SCHOOLS", "PRIVATE SCHOOLS", "Both sexes", "Men, 16 years and over", "Imports")
STUBS = ("State", "Item", "Characteristic", "Industry", "Commodity", "Age and sex", "Source", "")
HEADINGS = (
    "Total",
    "Number",
    "Percent",
    "Area harvested",
    "Yield per acre",
    "Production",
    "Standard error",
    "Employed",
    "Unemployed",
    "Margin of error",
    "Median income",
    "Change from prior year",
    "Seasonally adjusted",
    "Current dollars",
    "Male",
    "Female",
    "Rate",
    "Receipts",
    "Budget authority",
    "Outlays",
    "Estimate",
)
SPANNERS = (
    "Area planted",
    "Not seasonally adjusted",
    "All persons",
    "Percent distribution",
    "Value of shipments",
    "Number of schools",
    "Public",
    "Private",
)
UNITS = ("(thousands)", "Million dollars", "Percent", "1,000 bushels", "(in millions of dollars)")
UNITS_EACH = ("Dollars", "Percent", "Acres", "(1,000)", "Tons", "Number")
TITLES = (
    "Employed persons by occupation and age",
    "Production and value of field crops, selected States",
    "Enrollment in public schools, by State",
    "Budget authority by agency",
    "Energy consumption by sector",
    "Prevalence of selected conditions among adults",
)
SENTENCES = (
    "The estimates in this report come from a sample and may differ from the actual values.",
    "Employment rose in most of the industries that were surveyed during the second quarter.",
    "The agency revised its methods in 2004, and earlier figures are not strictly comparable.",
    "Growers reported lower yields than a year ago because of dry weather in the western counties.",
    "About one in five adults said that they had been told of the condition by a doctor.",
    "Spending for the program is expected to grow faster than the economy over the next decade.",
    "These data are used by researchers, State officials, and the public to follow trends.",
    "Prices for natural gas fell as stocks reached a level well above the average of five years.",
)
NOTES = (
    "Source: Annual survey of establishments.",
    "NOTE: Detail may not add to totals because of rounding.",
    "1 Includes persons not shown separately.",
    "(D) Withheld to avoid disclosing data for individual companies.",
)
TEXTS = (
    "Report the incident to the program office within two business days of its discovery",
    "Applies to grants made before the end of the fiscal year and to renewals of these",
    "A plan is reviewed every year and sent to the regional office for approval",
    "Not required",
    "Training is given by the agency at no cost to the participants or their employers",
    "See the handbook for further guidance",
)


def figure(rng: Random, kind: int) -> str:
    """Give a figure; those of a column are of one kind, 0 to 4."""
    if kind == 0:
        return f"{rng.randrange(1, 10 ** rng.randrange(2, 7)):,}"
    if kind == 1:
        return f"{rng.uniform(0, 100):.1f}"
    if kind == 2:
        return f"{'-' if rng.random() < 0.3 else ''}{rng.uniform(0, 30):.2f}"
    if kind == 3:
        return f"{rng.randrange(0, 500)}"
    return f"({rng.randrange(1, 900)})" if rng.random() < 0.3 else f"{rng.randrange(1000, 99999):,}"


def prose(rng: Random, n_sentences: int) -> str:
    """Give a paragraph."""
    return " ".join(rng.choice(SENTENCES) for _ in range(n_sentences))
