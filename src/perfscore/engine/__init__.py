"""The whole path: ``row`` scores one row from its cells, ``form`` a workbook from file to file."""
