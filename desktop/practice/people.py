"""Invented trainees: names, and citizen numbers that pass every check but carry an area code that no place has."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.identity import make_practice_id

SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
MALE_NAMES = "伟强磊军洋勇杰涛斌超明刚平辉鹏华飞鑫波亮宇浩凯俊帆晨旭东峰宁"
FEMALE_NAMES = "芳娜敏静丽艳娟霞秀燕玲桂英梅琳雪倩颖佳慧莹洁云莲薇婷琴兰萍红"
RARE = ("阿不都·热合曼", "王𬀩", "李䶮", "张喆", "陈镕", "欧阳修齐", "朱龘")
"""Names that fonts, forms and lists have to set right: minority names, and characters outside the common set."""


@dataclass(frozen=True, slots=True)
class PracticePerson:
    """An invented person as a roster would bring them."""

    name: str
    id_number: str
    sex: str
    born: date
    phone: str
    account: str


def people(
    count: int, seed: int, *, youngest: date, oldest: date, with_rare: bool = False
) -> tuple[PracticePerson, ...]:
    """Return `count` different invented people, the same for the same seed, born between two days."""
    dice = random.Random(seed)
    span = (youngest - oldest).days
    found: dict[str, PracticePerson] = {}
    while len(found) < count:
        at = len(found)
        sex = dice.choice("男女")
        born = oldest + timedelta(days=dice.randrange(span))
        number = make_practice_id(dice.randrange(500), born, sex)
        name = RARE[at] if with_rare and at < len(RARE) else _name(dice, sex)
        phone = f"1{dice.choice('3578')}{dice.randrange(10):d}0000{dice.randrange(10_000):04d}"
        found.setdefault(number, PracticePerson(name, number, sex, born, phone, _account(dice)))
    return tuple(found.values())


def _name(dice: random.Random, sex: str) -> str:
    given: Sequence[str] = MALE_NAMES if sex == "男" else FEMALE_NAMES
    return dice.choice(SURNAMES) + "".join(dice.choice(given) for _ in range(dice.choice((1, 2, 2))))


def _account(dice: random.Random) -> str:
    """A bank card number that no bank has issued, with the right check digit (Luhn)."""
    body = "620000" + "".join(str(dice.randrange(10)) for _ in range(12))
    total = sum(
        sum(divmod(int(digit) * (2 if at % 2 == 0 else 1), 10)) for at, digit in enumerate(reversed(body))
    )
    return body + str(-total % 10)
