"""The sentences for a file that cannot be taken in as a whole: what is wrong, what follows, what helps."""

from collections.abc import Mapping

from desktop.problems import Unreadable

_SAVE_AS = "请用 WPS 表格或 Excel 打开后“另存为”.xlsx 文件，再重新导入。"
_ASK_AGAIN = "请对方重新发送；若能打开，请另存为新的 .xlsx 文件后再导入。"

SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("找不到文件“{name}”，无法读取。", "请确认文件没有被移动、改名，移动存储介质没有拔出。"),
    "folder": ("“{name}”是文件夹，不是表格文件，无法读取。", "请选择文件夹里的 .xlsx、.xls 或 .csv 文件。"),
    "denied": (
        "没有权限读取“{name}”，无法导入。",
        "请关闭正在使用它的程序，或把文件复制到自己的文件夹后再试。",
    ),
    "special": ("“{name}”不是普通文件，无法读取。", "请选择 .xlsx、.xls 或 .csv 文件。"),
    "empty": ("文件是空的（0 字节），没有可读取的内容。", "请确认文件已保存完整，或请对方重新发送。"),
    "too_large": (
        "文件有 {size} MiB，超过 {most} MiB 的上限，未予读取。",
        "请按班级或乡镇拆成几个文件后分别导入。",
    ),
    "too_big": (
        "文件展开后过大，本机无法安全读取，未读入任何内容。",
        "请删去多余的工作表、图片和空行，或拆成几个文件。",
    ),
    "bomb": (
        "文件展开后的大小异常，可能已损坏或是恶意文件，未予打开。",
        "请不要打开该文件，向对方核实后索要新的表格。",
    ),
    "dtd": (
        "文件内含有表格不应有的外部定义，可能是恶意文件，未予打开。",
        "请不要打开该文件，向对方核实后索要新的表格。",
    ),
    "sparse": (
        "单元格 {address} 离数据太远，整张表因此大得无法读取。",
        "请打开文件，按 Ctrl+End 找到末尾，删去多余的行和列，保存后再导入。",
    ),
    "long_text": (
        "有单元格的文字远远超过表格软件的上限（32767 个字），文件可能已损坏，未予打开。",
        "请打开文件，删去该单元格的内容，保存后再导入。",
    ),
    "form": (
        "这是一人一张的登记表（有“{name}”等 {count} 张），不是一人一行的名单，没有读取。",
        "请把各人填到一张名单里，一人一行；可以使用本系统的空白模板。",
    ),
    "on_its_side": (
        "名单是横着排的，一人一列（{people} 人），不是一人一行，没有读取。",
        "请复制整张表，用“选择性粘贴”中的“转置”贴到新的工作表，保存后再导入。",
    ),
    "too_many_faults": (
        "前 {row} 行里已有 {most} 多处问题（如 {where}：{what}），没有读完，未读入任何内容。",
        "这样多的问题多半是选错了文件，或有一列整列写法不对；请先整列改正，或拆成几个文件后再导入。",
    ),
    "encrypted": ("文件有打开密码，无法读取内容。", "请用密码打开后取消加密，另存为 .xlsx 文件再导入。"),
    "damaged": ("文件已损坏或没有传输完整，无法读取。", _ASK_AGAIN),
    "crashed": ("读取这个文件时中断，文件可能已损坏，未读入任何内容。", _ASK_AGAIN),
    "slow": (
        "读取这个文件用时过长，已停止，未读入任何内容。",
        "请删去多余的工作表和空行，或拆成几个文件后再导入。",
    ),
    "markup": ("这个文件其实是网页或 XML，只是改了扩展名，无法按表格读取。", _SAVE_AS),
    "foreign": ("这是“{name}”，不是表格，无法读取。", "请提供 .xlsx、.xls 或 .csv 格式的表格。"),
    "other_workbook": ("这种表格格式不能直接读取。", _SAVE_AS),
    "binary": ("文件内容不是文字也不是表格，无法读取。", "请提供 .xlsx、.xls 或 .csv 格式的表格。"),
    "encoding": ("文件的文字编码无法识别，读出来会是乱码，未予读取。", _SAVE_AS),
    "open_quote": (
        "文件里的英文引号不成对，从某一行起几百行被连成了一格，无法读取。",
        _SAVE_AS,
    ),
    "not_a_table": (
        "文件里没有成行成列的内容，无法按表格读取。",
        "请提供带表头的 .xlsx、.xls 或 .csv 表格。",
    ),
    "no_sheet": ("工作簿里没有可读取的工作表。", "请确认名单所在的工作表没有被删除，再重新导入。"),
    "too_many_sheets": (
        "工作簿里有 {sheets} 张工作表，超过 {most} 张，未予读取。",
        "请把要报送的工作表另存为一个工作簿后再导入。",
    ),
    "blank": ("工作簿里没有任何内容，无法读取。", "请确认选对了文件，或请对方重新发送。"),
    "no_heading": (
        "没有找到表头，无法知道每一列是什么；至少应有“{required}”这些列。",
        "请在名单第一行写上各列标题后再导入，或使用本系统的空白模板。",
    ),
    "other_sheet": ("工作簿里没有名为“{name}”的工作表。", "请从现有的工作表中选择：{sheets}。"),
}


def unreadable(code: str, details: Mapping[str, object] | None = None) -> Unreadable:
    """Give the Unreadable for a code, its sentence filled with `details`."""
    what, remedy = SENTENCES[code]
    filled = {name: str(value) for name, value in (details or {}).items()}
    return Unreadable(what.format_map(filled), remedy.format_map(filled))
