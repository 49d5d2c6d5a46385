"""``python -m smimeadmin.shell.language FILE``: the tree of a script, one JSON row a line."""

import json
import sys
from pathlib import Path

from smimeadmin.shell.language.errors import ParseError
from smimeadmin.shell.language.listing import listing
from smimeadmin.shell.language.reading import read_script


def main(arguments: list[str]) -> int:
    """Print the rows; return 0, or 2 after a usage or syntax error."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m smimeadmin.shell.language FILE\n")
        return 2
    try:
        data = sys.stdin.buffer.read() if arguments[0] == "-" else Path(arguments[0]).read_bytes()
    except OSError as error:
        sys.stderr.write(f"{arguments[0]}: {error.strerror}\n")
        return 2
    try:
        rows = listing(read_script(data))
    except ParseError as error:
        verdict = "incomplete" if error.incomplete else "error"
        sys.stderr.write(f"{error} ({error.id}, {verdict})\n")
        return 2
    for row in rows:
        sys.stdout.write(json.dumps(row, ensure_ascii=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
