"""Sentences → mentions (actors, places, agreements), figures and dates."""

from rawi.recognise.candidates import Tables, load_tables
from rawi.recognise.dates import DateTables, FoundDate, find_dates, load_date_tables
from rawi.recognise.figures import FigureTables, find_figures, load_figure_tables
from rawi.recognise.mentions import find_mentions

__all__ = [
    "DateTables",
    "FigureTables",
    "FoundDate",
    "Tables",
    "find_dates",
    "find_figures",
    "find_mentions",
    "load_date_tables",
    "load_figure_tables",
    "load_tables",
]
