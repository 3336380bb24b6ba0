"""The papers as a command shows them: which there are, and each filled with invented facts."""

from pathlib import Path

from desktop import files
from desktop.forms import FORMS, form


def listed() -> str:
    """Give one line a paper: number, code, title, copies, who signs, clause."""
    lines = []
    for each in FORMS:
        wording = each.wording
        signers = "、".join(wording.signers)
        lines.append(
            f"{wording.number}　{each.code:<16}　{wording.title}　一式{wording.copies}份　{signers}　{wording.clause}"
        )
    return "\n".join(lines)


def sampled(known_as: str, out: Path) -> str:
    """Write the sample of the paper of that code or number to `out`; raises Refused when there is no such paper."""
    paper = form(known_as)
    files.write(out, paper.sample())
    return f"{paper.wording.title}样张：{out}"
