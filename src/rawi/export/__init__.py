"""Readings → the files that others work with: csv in ACLED's columns, JSON Lines of the record contract, GeoJSON."""

from rawi.export.formats import FORMATS, ExportOptions, Written, write_export

__all__ = ["FORMATS", "ExportOptions", "Written", "write_export"]
