"""Invented people by number: the millionth as fast as the first, each with a number, a phone and an account of its own."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.identity import check_digit
from desktop.practice.people import FEMALE_NAMES, MALE_NAMES, SURNAMES

LOCAL, ELSEWHERE = "999901", "999811"
"""Area codes that no place has: the practice county's, and one that stands for another province."""

OLDEST = date(1976, 1, 1)
BIRTHS = 9000
"""Days of birth from the oldest on: 18 to 47 years of age while the classes are held."""

_PHONES = 7_000_000
_ACCOUNTS = 10**12


@dataclass(frozen=True, slots=True)
class Somebody:
    """An invented person as the store keeps one."""

    id_number: str
    name: str
    sex: str
    born: date
    phone: str
    account: str
    address: str


_BORN = tuple(OLDEST + timedelta(days=day) for day in range(BIRTHS))
_PLACES = tuple(f"{day:%Y%m%d}" for day in _BORN)
_TOWNS = ("城关镇", "东河镇", "西岭乡", "南塘镇", "北坪乡")


def somebody(number: int, area: str = "") -> Somebody:
    """Return the person of a number (0 to some millions): never two with one name and birth date.

    Of every forty, two come from elsewhere unless `area` says where from.
    """
    day, turn = number % BIRTHS, number // BIRTHS
    order = (turn * 7 + day) % 1000
    male = order % 2 == 1
    first_17 = f"{area or (ELSEWHERE if number % 20 == 7 else LOCAL)}{_PLACES[day]}{order:03d}"
    given = MALE_NAMES if male else FEMALE_NAMES
    at = turn * 31 + day
    name = (
        SURNAMES[at % len(SURNAMES)]
        + given[(at // len(SURNAMES)) % len(given)]
        + given[(number * 7 + turn) % len(given)]
    )
    digits = number * 4_999_999 % _PHONES
    phone = f"1{3 + digits // 1_000_000}{digits // 100_000 % 10}000{digits % 100_000:05d}"
    account = f"62000000{number * 7_919_999_983 % _ACCOUNTS:012d}"
    address = f"演练县{_TOWNS[number % 5]}{number // 5 + 1}号" if number % 3 == 0 else ""
    return Somebody(
        first_17 + check_digit(first_17), name, "男" if male else "女", _BORN[day], phone, account, address
    )
