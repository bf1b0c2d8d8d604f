"""Where the files lie that the package needs at run time: inside the package, or beside ``src`` in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_bundled"
_CHECKOUT = _PACKAGE.parent.parent


def resource(*parts: str) -> Path:
    """Return the path of a file that belongs to the package.

    A wheel carries top-level folders such as ``workbook_templates`` under ``perfscore/_bundled``; an editable
    install finds them in the checkout.

    Args:
        parts: the path, as ``("forms", "profiles", "default.toml")`` or ``("workbook_templates", "sample.tsv")``.

    Raises:
        FileNotFoundError: no such file in any of the layouts.
    """
    for root in (_PACKAGE, _BUNDLED, _CHECKOUT):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))
