"""Numbers as text and back, Chinese numerals, folding that keeps offsets, and the one place that rounds."""
