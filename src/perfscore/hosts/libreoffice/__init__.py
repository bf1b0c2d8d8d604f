"""LibreOffice Calc as a host: starting it, and an xlwings engine that drives it over UNO."""
