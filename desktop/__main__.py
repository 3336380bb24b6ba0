"""Where the program starts: a command, the reader of workbooks, or the window (the only importer of `ui`)."""

import sys


def main(words: list[str] | None = None) -> int:
    """Run the command in `words` (those of the process when None) and return the exit status."""
    given = sys.argv[1:] if words is None else words
    if given[:1] == ["--read-sheets"]:
        from desktop.intake import reader  # noqa: PLC0415 - the reader's process imports nothing else

        return reader.main(given[1:])
    from desktop import cli  # noqa: PLC0415 - not needed by the reader

    return cli.main(given, open_window=_open_window)


def _open_window(folder: str | None) -> int:
    from pathlib import Path  # noqa: PLC0415 - Qt is only loaded for the window

    from ui import start  # noqa: PLC0415 - Qt is only loaded for the window

    return start(Path(folder) if folder else None)


if __name__ == "__main__":
    sys.exit(main())
