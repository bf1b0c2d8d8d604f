"""The command ``perfscore`` and ``python -m perfscore``."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: the words after the command; None takes those of the process.

    Returns:
        The exit code: 0 done, 1 done with rows that need a person (``--strict``), 2 the input cannot be read,
        3 the result cannot be written.
    """
    words = sys.argv[1:] if arguments is None else arguments
    if words == ["--version"]:
        # Answered before anything is imported: scripts ask for it often.
        from perfscore import __version__  # noqa: PLC0415

        print(f"perfscore {__version__}")
        return 0
    from perfscore.hosts.cli.app import run  # noqa: PLC0415
    from perfscore.install.commands import COMMANDS  # noqa: PLC0415

    return run(words, COMMANDS)


if __name__ == "__main__":
    sys.exit(main())
