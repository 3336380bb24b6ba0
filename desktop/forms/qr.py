"""QR codes for the foot of issued papers, drawn as rectangles so that they stay sharp at any printer's resolution."""

from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

from desktop.forms.page import HEIGHT, Sheet

VERSION = 6
"""41 modules a side; with level M it holds 154 capitals, figures and signs."""

SIDE = VERSION * 4 + 17


def draw(sheet: Sheet, text: str, left: float, top: float, side: float) -> None:
    """Draw `text` (capitals, figures, `$%*+-./:` and blanks, at most 154) as a code `side` points wide."""
    code = QRCode(VERSION, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.make()
    step = side / SIDE
    parts = []
    for row in range(SIDE):
        start = None
        for column in range(SIDE + 1):
            dark = column < SIDE and code.isDark(row, column)
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                x, y = left + start * step, HEIGHT - top - (row + 1) * step
                parts.append(f"{x:.3f} {y:.3f} {(column - start) * step:.3f} {step:.3f} re")
                start = None
    sheet.write(f"{' '.join(parts)} f")
