"""The room of native formulas: a row whose rule is understood in, formulas that any spreadsheet computes out."""
