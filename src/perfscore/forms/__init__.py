"""What a form and a local practice look like, as data; knows no spreadsheet library."""
