"""One person or row entered through a form: the number tells birth date, sex and age, and finds who is known already."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop import identity, registers
from desktop.registers import PersonEntry
from ui.dialogs import Ask, FormDialog, Wording
from ui.fields import Check, TextField
from ui.import_kinds import ImportKind
from ui.parts import label, restyle, role
from ui.seat import Seat

LONGEST = 18
LONG = {"address", "employer"}
RECALLED = ("name", "phone", "education", "household", "address", "bank", "account")


def ask_for_one(
    seat: Seat, parent: QWidget, kind: ImportKind, then: Callable[[dict[str, str]], None]
) -> FormDialog:
    """Open the form for one row of a kind of list; `then` gets the texts by field."""
    asks = [
        Ask(
            column.field,
            column.title,
            TextField(required=column.required, check=_check(seat, column.kind), longest=column.longest),
            f"例：{column.sample}" if column.kind in {"date", "groups", "level"} else "",
            wide=column.field in LONG,
        )
        for column in sorted(kind.columns, key=lambda column: column.kind != "id_number")
    ]
    wording = Wording(
        "单人录入",
        "加入表格",
        "先填身份证号：出生日期、性别、年龄随即显示，登记过的人自动带出。",
        width=760,
        columns=2,
    )

    def submit(dialog: FormDialog, values: dict[str, Any]) -> None:
        dialog.finish()
        then({field: str(value) for field, value in values.items()})

    dialog = seat.dialogs.form(parent, wording, asks, submit)
    NumberWatch(seat, dialog)
    return dialog


class NumberWatch(QObject):
    """Follows the number as it is typed: says what is wrong with it, what it tells, and who has it."""

    def __init__(self, seat: Seat, dialog: FormDialog) -> None:
        super().__init__(dialog)
        self._seat = seat
        self._dialog = dialog
        self._told = label("出生日期、性别、年龄：填完 18 位身份证号后显示", "muted", wrap=True)
        dialog.show_above(self._told)
        self._field = dialog.form.field("id_number")
        self._field.changed.connect(self._look)

    def _look(self) -> None:
        number = identity.tidy(str(self._field.value))
        if len(number) < LONGEST:
            self._say("出生日期、性别、年龄：填完 18 位身份证号后显示", "muted")
            return
        found, problem = identity.check_id(number, self._seat.today)
        self._dialog.form.row("id_number").show_fault()
        if problem is not None:
            self._say(f"{problem.what}{problem.remedy}", "bad")
            return
        born = identity.birth_date(found)
        sex, age = identity.sex_of(found), identity.age_on(born, self._seat.today)
        self._say(f"{born.year} 年 {born.month} 月 {born.day} 日出生　{sex}　{age} 周岁", "strong")
        self._fill("sex", sex)
        self._seat.ask(
            lambda desk: registers.recall(desk, found),
            lambda known: self._recall(found, known),
            owner=self._dialog,
            key=(id(self), "recall"),
        )

    def _recall(self, number: str, known: PersonEntry | None) -> None:
        if identity.tidy(str(self._field.value)) != number:
            return
        if known is None:
            self._told.setText(f"{self._told.text()}　以前没有登记过")
            return
        for name in RECALLED:
            self._fill(name, getattr(known, name))
        self._told.setText(f"{self._told.text()}　已登记：{known.name}，其余各项已带出，请核对")

    def _fill(self, name: str, text: str) -> None:
        """Fill a field in which nothing was typed yet."""
        field = dict(self._dialog.form.fields()).get(name)
        if field is not None and text and not field.value:
            field.fill(text)

    def _say(self, text: str, tone: str) -> None:
        self._told.setText(text)
        restyle(role(self._told, tone))


def _check(seat: Seat, kind: str) -> Check | None:
    """What is said of a value while it is typed, for the kinds that are checked by themselves."""
    if kind == "id_number":
        return lambda text: _words(identity.check_id(text, seat.today)[1])
    if kind == "phone":
        return lambda text: _words(identity.check_phone(text)[1])
    if kind == "account":
        return lambda text: _words(identity.check_account(text)[1])
    return None


def _words(problem: Any) -> str:
    return f"{problem.what}{problem.remedy}" if problem is not None else ""
