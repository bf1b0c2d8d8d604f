"""What keeps a kit from being built, in words for the person who builds it."""

from __future__ import annotations


class KitError(Exception):
    """The kit cannot be built; the words say why and what to do."""
