"""The papers as a command shows them: which there are, and each filled with invented facts."""

from pathlib import Path

from desktop import files
from desktop.forms import FORMS, form


def listed() -> str:
    """Give one line a paper: number, code, title, copies, who signs, clause; below it its variants, if it has any."""
    lines = []
    for each in FORMS:
        wording = each.wording
        signers = "、".join(wording.signers) or "不签字"
        lines.append(
            f"{wording.number}　{each.code:<16}　{wording.title}　一式{wording.copies}份　{signers}　{wording.clause}"
            + "".join(f"\n　　　　--variant {one.code:<12}　{one.title}" for one in each.variants)
        )
    return "\n".join(lines)


def sampled(known_as: str, out: Path, variant: str = "") -> str:
    """Write the sample of the paper of that code or number to `out`, the usual one or the variant of that name.

    Raises Refused when there is no such paper or variant.
    """
    paper = form(known_as)
    files.write(out, paper.sample(variant))
    return f"{paper.wording.title}样张：{out}"
