"""The only room that touches spreadsheet files: reads them into grids and carries out plans in place."""

from perfscore.workbook.reader import read_workbook

__all__ = ["read_workbook"]
