"""One evidence file as a picture: photos and scans as they are, a PDF page by page, others by their name."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout

from desktop.attachments import PICTURES, FileContent, FileLine
from desktop.problems import Refused
from ui.parts import Empty, label, role

MOST_PIXELS = 4096
"""The longer side of a picture as it is held to be shown; a camera's picture is larger than any window."""
UNITS = ((1 << 20, "MB"), (1 << 10, "KB"), (1, "字节"))


def size_of(length: int) -> str:
    """A length in bytes as people say it."""
    unit, name = next((each for each in UNITS if length >= each[0]), UNITS[-1])
    return f"{length / unit:.1f} {name}" if unit > 1 else f"{length} {name}"


class EvidenceView(QFrame):
    """Shows one kept file; what cannot be shown is named with what helps."""

    def __init__(self) -> None:
        super().__init__()
        role(self, "plain")
        self._pixmap = QPixmap()
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.picture.setAccessibleName("佐证图片")
        self._data = QByteArray()
        self._buffer = QBuffer(self)
        self.document = QPdfDocument(self)
        self.pages = QPdfView(self)
        self.pages.setAccessibleName("佐证文件内容")
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.pages.setDocument(self.document)
        self.empty = Empty()
        self.facts = label(name="caption", wrap=True)
        self._stack = QStackedWidget()
        for each in (self.empty, self.picture, self.pages):
            self._stack.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 8)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.facts)
        self.say(None)

    @staticmethod
    def can_show(media: str) -> bool:
        """Whether a file of a media type can be shown here."""
        return media in PICTURES or media == "application/pdf"

    def say(self, line: FileLine | None, refused: Refused | None = None) -> None:
        """Name a file that is not shown, and say what helps."""
        self._tell(line)
        if line is None:
            self.empty.say("没有选中文件", "", "fa6s.image")
        elif refused is not None:
            self.empty.say(refused.sentence, refused.remedy, "fa6s.triangle-exclamation")
        else:
            self.empty.say(f"{line.media_title}不在这里显示", "请另存后用其他程序打开", "fa6s.file")
        self._stack.setCurrentWidget(self.empty)

    def show_file(self, line: FileLine, content: FileContent) -> None:
        """Show a picture or the pages of a PDF."""
        self._tell(line)
        shown = (
            self._show_pages(content) if content.media == "application/pdf" else self._show_picture(content)
        )
        if not shown:
            self.empty.say("文件的内容显示不出来", "请另存后用其他程序打开核对", "fa6s.triangle-exclamation")
            self._stack.setCurrentWidget(self.empty)

    def _tell(self, line: FileLine | None) -> None:
        if line is None:
            self.facts.setText("")
            return
        said = [f"{line.name}　{size_of(line.size)}"]
        if line.elsewhere:
            said.append("同一文件还用于：" + "、".join(line.elsewhere[:5]))
        self.facts.setText("\n".join(said))

    def _show_pages(self, content: FileContent) -> bool:
        self.document.close()
        self._buffer.close()
        self._data = QByteArray(content.data)
        self._buffer.setData(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if self.document.status() != QPdfDocument.Status.Ready:
            return False
        self._stack.setCurrentWidget(self.pages)
        return True

    def _show_picture(self, content: FileContent) -> bool:
        self._data = QByteArray(content.data)
        held = QBuffer(self._data)
        held.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(held)
        reader.setAutoTransform(True)
        size = reader.size()
        if max(size.width(), size.height()) > MOST_PIXELS:
            reader.setScaledSize(size.scaled(MOST_PIXELS, MOST_PIXELS, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            return False
        self._pixmap = QPixmap.fromImage(image)
        self._stack.setCurrentWidget(self.picture)
        self._fit()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture to the new size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._pixmap.isNull():
            return
        room = self.picture.size().boundedTo(self._pixmap.size()).expandedTo(QSize(1, 1))
        ratio = self.devicePixelRatioF()
        scaled = self._pixmap.scaled(
            room * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(ratio)
        self.picture.setPixmap(scaled)
