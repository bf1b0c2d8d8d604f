"""``perfscore addin build``: a folder in, the path of the add-in file that was written there out."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from perfscore.hosts.cli.parser import EXIT_UNREADABLE
from perfscore.install.xlam.build import build_addin, installed_xlwings
from perfscore.workbook.faults import WorkbookFault

EXIT_NOT_WRITTEN = 3


def run(options: Namespace) -> int:
    """Write the add-in, print its path and return the exit code."""
    folder = Path(options.out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        print(build_addin(folder, options.xlwings or installed_xlwings()))
    except ValueError:
        print(f"“{options.xlwings}”不是xlwings的版本，要写成如 0.37.8", file=sys.stderr)
        return EXIT_UNREADABLE
    except OSError:
        print(f"写不了文件夹“{folder}”；请换一个可以写入的文件夹再运行", file=sys.stderr)
        return EXIT_NOT_WRITTEN
    except WorkbookFault as problem:
        print(problem.diagnostic.message, file=sys.stderr)
        return EXIT_NOT_WRITTEN
    return 0
