"""ScoringRule and Indicator to Score: the evaluator, which returns its steps, and the readings it compares."""
