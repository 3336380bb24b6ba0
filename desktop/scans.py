"""The code on a scanned or photographed paper: read from a picture file.

This module alone knows zxing-cpp and Pillow.
"""

from io import BytesIO

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.problems import Unreadable

KINDS = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif"})
"""The endings of picture files that can be read."""

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

MOST_POINTS = 120_000_000
"""An A4 page at 1200 dots an inch has about that many."""


def codes(picture: bytes) -> tuple[str, ...]:
    """Return what the QR codes in a picture file say, all of its pages; raises Unreadable when it is no picture."""
    found: list[str] = []
    try:
        with Image.open(BytesIO(picture)) as image:
            for page in range(getattr(image, "n_frames", 1)):
                image.seek(page)
                found += _codes(image)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as fault:
        raise Unreadable("这个文件不是能读的图片。", "请用扫描仪或手机重新拍成 JPG 或 PNG 图片。") from fault
    return tuple(dict.fromkeys(found))


def _codes(image: Image.Image) -> list[str]:
    if image.width * image.height > MOST_POINTS:
        raise Unreadable("图片太大，没有读取。", "请用 300 至 600 点每英寸重新扫描。")
    plain = ImageOps.exif_transpose(image).convert("L")
    read = zxingcpp.read_barcodes(plain, formats=QR)
    return [each.text for each in read if each.valid]
