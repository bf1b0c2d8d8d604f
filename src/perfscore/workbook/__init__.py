"""The only room that touches spreadsheet files: reads them into grids and carries out plans in place."""
