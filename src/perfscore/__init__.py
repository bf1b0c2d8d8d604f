"""PerfScore 绩效计分: reads the approved sentence of a budget-performance form, scores a row, says why."""

__version__ = "0.1.0"
