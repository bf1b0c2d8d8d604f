"""The text sources of ``addin/excel`` and the table of functions in, the file ``perfscore.xlam`` out, on any system."""
