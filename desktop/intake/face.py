"""The `check` commands for lists: `zhipei roster check FILE` and its sisters."""

import json
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from io import StringIO

from desktop.intake.checked import check, told
from desktop.intake.reading import Column, Reading


def check_face(
    arguments: Namespace,
    columns: tuple[Column, ...],
    also: Callable[[Reading], Reading] | None = None,
) -> tuple[str, int]:
    """Give the text and the exit status of a `check` command: 0 clean, 1 problems, 2 not readable.

    `arguments` has file, kind, region, type, day (today when None), json, annotated and remainder (paths or None), year and held
    (None where nobody named the year, or the day, of a sign-in sheet), and map (字段=列, each a word, or None); `also`
    holds each sheet against further rules.
    """
    year, held = arguments.year, arguments.held
    around = (date(year, 1, 1), date(year, 12, 31)) if year else None
    if held is not None:
        around = (held, held)
    checked = check(
        arguments.file,
        columns,
        kind=arguments.kind,
        day=arguments.day or date.today(),  # noqa: DTZ011 - the bureau's own calendar
        region=arguments.region,
        training_type=arguments.type,
        annotated=arguments.annotated,
        remainder=arguments.remainder,
        also=also,
        around=around,
        chosen=arguments.map or (),
    )
    if arguments.json:
        text = StringIO()  # takes a long list of problems in little memory
        json.dump(checked, text, ensure_ascii=False, indent=1)
        return text.getvalue(), checked["exit"]
    return "\n".join(told(checked)), checked["exit"]
