"""The only room that touches spreadsheet files: reads them into grids and carries out plans in place."""

from perfscore.workbook.reader import read_workbook
from perfscore.workbook.saving import back_up
from perfscore.workbook.writer import write_workbook

__all__ = ["back_up", "read_workbook", "write_workbook"]
