"""What `zhipei practice` says while it makes a county of many lines."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from desktop.doubts import FLAGS
from desktop.practice.lines import PLANTED, build_lines


def practice_face(folder: Path, lines: int, seed: int) -> Iterator[str]:
    """Make the county in `folder` and yield what is told: progress, what was planted, and where everything lies."""
    started = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    workspace, planted = build_lines(folder, lines, seed)
    workspace.close()
    counted = Counter(each.variant.partition(".")[0] for each in planted)
    yield f"演练县已生成：{lines} 行，埋设疑点 {len(planted)} 处，用时 {time.perf_counter() - started:.1f} 秒。"
    for each in FLAGS:
        if counted[each.code]:
            yield f"    {each.code} {each.title}　{counted[each.code]} 处"
    yield f"工作区：{folder / 'workspace'}"
    yield f"埋设清单：{folder / PLANTED}"
