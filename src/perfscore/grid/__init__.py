"""The plain grid between spreadsheet programs and the form: cells as they stand, and a plan of cells to write."""
