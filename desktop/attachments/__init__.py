"""Evidence files of a case (J8, J9, J13): attached by hand or from a watched folder, shown, and where else they are used."""

from desktop.attachments.attaching import (
    PICTURES,
    Attached,
    FileContent,
    FileLine,
    Left,
    attach,
    content,
    copy_out,
    detach,
    files_of,
    folder_of,
)
from desktop.attachments.sweeping import Swept, SweptFile, on_roster, sweep, waiting, watch, watched

__all__ = [
    "PICTURES",
    "Attached",
    "FileContent",
    "FileLine",
    "Left",
    "Swept",
    "SweptFile",
    "attach",
    "content",
    "copy_out",
    "detach",
    "files_of",
    "folder_of",
    "on_roster",
    "sweep",
    "waiting",
    "watch",
    "watched",
]
