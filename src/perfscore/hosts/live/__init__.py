"""An open workbook in, its cells as grids out; a plan in, the open workbook changed. On xlwings objects only."""
