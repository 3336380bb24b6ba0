"""Where the program starts: a command, the reader of workbooks, or the window (the only importer of `ui`)."""

import sys


def main(words: list[str] | None = None) -> int:
    """Run the command in `words` (those of the process when None) and return the exit status."""
    given = sys.argv[1:] if words is None else words
    if given[:1] == ["--read-sheets"]:
        from desktop.intake import reader

        return reader.main(given[1:])
    from desktop import cli

    return cli.main(given, open_window=_open_window)


def _open_window(folder: str | None) -> int:
    from pathlib import Path

    from ui import start

    return start(Path(folder) if folder else None)


if __name__ == "__main__":
    sys.exit(main())
