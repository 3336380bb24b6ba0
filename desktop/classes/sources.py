"""Where a figure was read, in words that lead back to the file."""


def told(source: str, file_name: str | None) -> str:
    """Return a source (`Sheet1!2`) with its file, sheet and row in words; what was entered by hand as it is."""
    sheet, mark, row = source.rpartition("!")
    if not mark or file_name is None:
        return source
    return f"文件“{file_name}”的“{sheet}”表第{row}行"
