"""Readings → the files that others work with: ACLED's and UCDP's columns, JSON Lines of the record contract, GeoJSON."""

from rawi.export.columns import package
from rawi.export.formats import FORMATS, TABLES, ExportOptions, Written, table_of, write_export

__all__ = ["FORMATS", "TABLES", "ExportOptions", "Written", "package", "table_of", "write_export"]
