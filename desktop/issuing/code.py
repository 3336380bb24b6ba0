"""The code on an issued paper: what its QR says, and the twelve places that can be typed."""

import base64
import hashlib
import re
from dataclasses import dataclass

from desktop.problems import Refused

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 signs of GB 32100: no letter that looks like a figure."""

MISREAD = str.maketrans("IOSVZ", "105U2")
PLACES = 12
EXAMPLE = "7KQF-3M2P-XN49"
"""What a code looks like, with a last place that checks the others."""
_PAYLOAD = re.compile(r"ZP1:([0-9]{6}):([0-9]{4})-([0-9]+)-([0-9]+):([A-Z2-7]{52}):([A-Z2-7]{52})")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the QR of one copy says: the county, the paper's number, which copy, digest of the text, head of the trail."""

    county: str
    number: str
    copy: int
    digest: str
    head: str

    @property
    def payload(self) -> str:
        """The QR's text, 128 capitals and figures for numbers of four places."""
        year, place = re.findall(r"[0-9]+", self.number)
        return f"ZP1:{self.county}:{year}-{place}-{self.copy}:{_packed(self.digest)}:{_packed(self.head)}"

    @property
    def code(self) -> str:
        """The twelve places: eleven from a digest of the payload, one to check them."""
        value = int.from_bytes(hashlib.sha256(self.payload.encode()).digest(), "big")
        places = ""
        for _ in range(PLACES - 1):
            value, rest = divmod(value, len(SIGNS))
            places += SIGNS[rest]
        return places + _check(places)


def grouped(code: str) -> str:
    """Give a code as it stands on paper, e.g. 7KQF-3M2P-XN49."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def typed(text: str) -> str:
    """Give the code that somebody typed, whatever the case, blanks and hyphens; refused when it was mistyped."""
    code = re.sub(r"[\s\-—－]+", "", text).upper().translate(MISREAD)
    if len(code) != PLACES or any(sign not in SIGNS for sign in code):
        raise Refused(
            f"“{text}”不是核验码，核验码是12位数字和字母。", f"请照文书右下角重新输入，例如 {EXAMPLE}。"
        )
    if _check(code[:-1]) != code[-1]:
        raise Refused(
            f"核验码“{grouped(code)}”输入有误，校验位不符。", "请对照文书右下角逐位核对后重新输入。"
        )
    return code


def read(payload: str) -> Mark | None:
    """Give what the text of a QR says, or None when it is not one of ours."""
    found = _PAYLOAD.fullmatch(payload.strip())
    if found is None:
        return None
    county, year, place, copy, digest, head = found.groups()
    return Mark(county, f"印〔{year}〕{place}号", int(copy), _unpacked(digest), _unpacked(head))


def _packed(digest: str) -> str:
    return base64.b32encode(bytes.fromhex(digest)).decode().rstrip("=")


def _unpacked(text: str) -> str:
    return base64.b32decode(f"{text}====").hex()


def _check(places: str) -> str:
    total = sum(SIGNS.index(sign) * pow(3, at, 31) for at, sign in enumerate(places))
    return SIGNS[-total % 31]
