"""PerfScore 绩效计分: reads the approved scoring sentence of a budget-performance form, scores a row and says why."""

__version__ = "0.1.0"
