"""The command: reads the folder, prints what is wrong, exit code 1 when anything is."""

import sys
from pathlib import Path

from flask import Flask
from flask_babel import Babel

from tools.library_lint import structure, terms, wording
from tools.library_lint.reading import read_library
from wiki.library.report import FileProblem

CONTENT = Path(__file__).resolve().parents[2] / "content"


def lint(folder: Path) -> list[FileProblem]:
    """Everything wrong below `folder`, by file and line."""
    app = Flask(__name__)
    Babel(app, default_locale="en")
    with app.app_context():
        library = read_library(folder)
        found = [*library.findings, *structure.findings(library), *terms.findings(library)]
        found += [each for entry in library.entries.values() for each in wording.findings(entry)]
    return sorted(set(found), key=lambda each: (each.file, each.line, each.message))


def main() -> int:
    """Lint the folder named on the command line, else `content/`."""
    found = lint(Path(sys.argv[1]) if len(sys.argv) > 1 else CONTENT)
    for each in found:
        print(each)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
