"""The invented class that the samples of all papers tell of: the same people in the same order, wherever they stand."""

from dataclasses import dataclass
from datetime import date

from desktop.identity import make_practice_id, mask_id


@dataclass(frozen=True, slots=True)
class Trainee:
    """An invented person of an area that does not exist (999901)."""

    name: str
    sex: str
    id_number: str

    @property
    def masked(self) -> str:
        """The citizen number as a list shows it."""
        return mask_id(self.id_number)


_NAMES = (
    *("王建国", "李秀英", "𬀩䶮", "阿依古丽·买买提", "朱龘", "张志强", "王𬭎", "赵海燕", "李𬭎"),
    *("刘桂芳", "程晓明", "李堃", "杨丽娟", "赵𬭎", "赵志强", "孙玉兰", "黄文华", "吴俊杰"),
    *("周玉兰", "徐永康", "陈𠅤", "孙雪梅", "马德胜", "胡春燕", "高明", "林美玲", "何大伟"),
    *("郭凤英", "罗建平", "梁小红", "宋振华", "唐丽萍", "孙𬭎", "韩秋菊", "冯立新", "董玉梅"),
    *("萧国庆", "程淑芬", "曹永生", "袁丽华", "周𬭎", "邓志刚", "许红霞", "傅文斌", "沈秀珍"),
)
_OLDER = 16
"""Who of the class turns sixty before it begins."""


def _trainee(place: int, name: str) -> Trainee:
    sex = "女" if name[-1] in "英燕芳娟兰梅玲红萍菊霞珍芬" or "阿依" in name else "男"
    born = date(1966, 3, 1) if place == _OLDER else date(1990, 1 + place % 12, 1 + place % 28)
    return Trainee(name, sex, make_practice_id(place, born, sex))


TRAINEES = tuple(_trainee(place, name) for place, name in enumerate(_NAMES, start=1))
"""Forty-five in the order of the roster; the eighth has no certificate, the second also gets a living allowance."""
NO_CERTIFICATE, WITH_ALLOWANCE = 8, 2


def certificate(place: int) -> str:
    """Give the number of the certificate of the trainee at a place of the roster, empty for the one who has none."""
    return "" if place == NO_CERTIFICATE else f"S0009990140{place:05d}"
