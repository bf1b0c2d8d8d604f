"""The frozen vocabulary of the domain: quantities, rules, indicators, profiles, scores. No parsing, no I/O."""
