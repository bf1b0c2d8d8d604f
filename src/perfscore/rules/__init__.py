"""The rule language: scoring sentence to ScoringRule and back."""
