"""A draft policy as it is handed in: a folder of .toml files, or one file that takes the place of one in force."""

import re
import shutil
import tempfile
from pathlib import Path

from desktop.codes import resource, title
from desktop.policy import Policy, load_folder
from desktop.problems import Refused

_WHOLE = re.compile(r"^\s*\[\s*region\s*\]", re.MULTILINE)


def load_draft(draft: Path, region: str, county: str) -> Policy:
    """Give the policy of a draft; PolicyFault, with file and line, when it is faulty.

    A folder is the whole policy, and so is a file with a [region]. Any other file takes the place of the file of the
    same name among the region's, or stands beside them.
    """
    if draft.is_dir():
        return load_folder(draft, county)
    if not draft.is_file() or draft.suffix != ".toml":
        raise Refused(
            f"“{draft}”不是文件夹，也不是政策文件（.toml），没有试算。", "请核对政策草案所在的位置。"
        )
    with tempfile.TemporaryDirectory(prefix="draft-") as place:
        folder = Path(place) / (draft.resolve().parent.name or "draft")
        folder.mkdir()
        if not _WHOLE.search(draft.read_text(encoding="utf-8", errors="replace")):
            for path in resource("policy", region).glob("*.toml"):
                shutil.copyfile(path, folder / path.name)
        shutil.copyfile(draft, folder / draft.name)
        return load_folder(folder, county)


def begin_draft(folder: Path, region: str) -> Path:
    """Copy the region's policy in force into a new folder in `folder`, to be changed there; returns the new folder."""
    target = folder / f"政策草案-{title('regions', region)}"
    if target.exists():
        raise Refused(f"已有“{target}”，没有复制。", "请换一个位置，或先移走原来的草案。")
    target.mkdir(parents=True)
    for path in sorted(resource("policy", region).glob("*.toml")):
        shutil.copyfile(path, target / path.name)
    return target
