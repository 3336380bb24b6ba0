"""What is said of a file that came before: when, whether it would change anything now, and which of its sheets came."""

from desktop.batches import Came, Comparison
from desktop.intake import Reading
from desktop.payments import BankComparison
from ui.import_kinds import Compared


def came_words(came: Came, reading: Reading, compared: Compared | None) -> str:
    """What a clerk is told before a file is taken in that came before; empty for a new one."""
    if reading.path is None:
        return ""
    if came.taken_on is not None:
        return f"这份文件已于 {came.taken_on} 导入过，{_effect(reading, compared)}"
    if came.returned_on is not None:
        return f"这份文件已于 {came.returned_on} 作为第 {came.round} 轮登记退回，内容没有改动。"
    if came.others:
        sheets = "、".join(f"“{name}”（{day}）" for name, day in came.others)
        return f"这份文件导入过的是工作表{sheets}，“{reading.sheet}”没有导入过。"
    return ""


def _effect(reading: Reading, compared: Compared | None) -> str:
    """What taking it in again would do."""
    if reading.mended:
        return "本次另有手工改正。"
    if isinstance(compared, Comparison):
        new = compared.added + compared.changed + compared.removed
        return "再次导入会改回那时的内容，请核对。" if new else "再次导入不会改变任何数据。"
    if isinstance(compared, BankComparison):
        return (
            "以前登记的不变。"
            if compared.paid + compared.returned > compared.known
            else "再次导入不会改变任何数据。"
        )
    return "再次导入以它的内容为准，之后更正过的会改回，请核对。"
