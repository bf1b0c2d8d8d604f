"""Cell text or cell value to quantity, target, weight, kind and actual."""
