"""The county's folder and the desk a clerk works at: one open transaction, the clerk, and today."""

import contextlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from db import store
from db.audit import Sequence, Setting
from db.engine import WrongKey, ailment
from db.policy import LocalValue
from db.vault import KeyMissing, make_key, read_key
from desktop import calendar
from desktop.calendar import Calendar
from desktop.files import flush_folder
from desktop.pacing import Pace
from desktop.policy import Citation, Policy, Value, load
from desktop.problems import Refused

STORE, KEY, CALENDAR = "store.db", "store.key", "calendar"
CONTACT = ("department", "address", "postcode", "phone", "review_body")
FOLDERS = ("evidence", "outbox", "inbox", "backups", "papers")


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who is at the desk, and as what: roles of `resources/codes/roles.toml`."""

    id: int
    name: str
    roles: frozenset[str] = frozenset()


SYSTEM = Clerk(0, "本机")
"""The workstation itself, for what no clerk does: making the store, migrating, receiving at the province's end."""


@dataclass
class Desk:
    """One open transaction, the clerk and today: the first argument of every deed and question."""

    session: Session
    clerk: Clerk
    now: datetime
    workspace: "Workspace"
    settings: dict[str, str] = field(default_factory=dict)
    """Facts about the workspace that this desk changes; they hold once it is committed."""
    pace: Pace = field(default_factory=Pace)
    """How far a long deed is, for whoever waits for it."""
    afterwards: list[Callable[[], None]] = field(default_factory=list)
    """What is to be done once the transaction has ended, whichever way: putting away what was laid beside the store."""

    @property
    def today(self) -> date:
        """The day of the deed."""
        return self.now.date()

    @property
    def calendar(self) -> Calendar:
        """The working days, with the years that the bureau wrote in itself."""
        return self.workspace.calendar

    @cached_property
    def policy(self) -> Policy:
        """The region's policy with the bureau's own confirmed values."""
        return self.policy_with()

    def policy_with(self, *more: LocalValue) -> Policy:
        """Give the policy as it would be with further local values; Refused when one of them is not sound."""
        confirmed = select(LocalValue).where(LocalValue.confirmed_by.is_not(None)).order_by(LocalValue.id)
        rows = [*self.session.scalars(confirmed), *more]
        return load(self.workspace.region, self.workspace.county).with_local(
            [_local_value(row) for row in rows]
        )

    def forget_policy(self) -> None:
        """Let the policy be put together again, after a local value was confirmed."""
        self.__dict__.pop("policy", None)

    def reread(self) -> None:
        """Let the session forget what it holds of rows, after some were written past it by the thousand."""
        self.session.flush()
        self.session.expire_all()

    def number(self, kind: str) -> str:
        """Return the next case number of this year, e.g. 备〔2026〕0012号; a rollback gives it back."""
        year = self.today.year
        row = self.session.get(Sequence, (kind, year))
        if row is None:
            row = Sequence(kind=kind, year=year, last=0)
            self.session.add(row)
        row.last += 1
        self.session.flush()
        return f"{kind}〔{year}〕{row.last:04d}号"

    def needs(self, role: str, title: str) -> None:
        """Refuse the deed unless the clerk has the role; `title` is the role in Chinese."""
        if role not in self.clerk.roles:
            raise Refused(
                f"{self.clerk.name}没有“{title}”岗位，不能办理这一步。",
                f"请由具有“{title}”岗位的人员登录后办理。",
            )


class Workspace:
    """The county's folder: encrypted store, key, evidence, outbox, inbox, backups. Opened once."""

    def __init__(self, folder: Path, engine: Engine, clock: Callable[[], datetime] = datetime.now) -> None:
        self.folder = folder
        self.engine = engine
        self.clock = clock
        with Session(engine) as session:
            self._settings = {row.name: row.value for row in session.scalars(select(Setting))}

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        region: str,
        bureau: str,
        county: str,
        practice: bool = False,
        contact: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] = datetime.now,
    ) -> "Workspace":
        """Make a new workspace in an empty or missing folder.

        `region` names the policy (anhui, jiangsu), `bureau` the office's full name, `county` its six-place
        code; `contact` holds what papers say of the office: department, address, postcode, phone. Refused when
        the folder already holds a store: an existing one is never replaced.
        """
        load(region)
        if not bureau.strip() or not re.fullmatch(r"[0-9]{6}", county):
            raise Refused("单位名称或县区代码不完整，没有新建。", "请填写单位全称和6位县区代码。")
        if (folder / STORE).exists() or (folder / KEY).exists():
            raise Refused(f"文件夹“{folder.name}”里已有工作区，不会覆盖。", "请打开它，或另选一个空文件夹。")
        settings = {
            "region": region,
            "bureau": bureau.strip(),
            "county": county,
            "practice": "1" if practice else "",
        }
        settings |= {name: value for name, value in (contact or {}).items() if name in CONTACT}
        try:
            engine = _furnish(folder, settings)
        except OSError as fault:
            raise Refused(
                f"文件夹“{folder}”里不能写入文件，没有新建。",
                "请检查磁盘空间和文件夹权限，或另选一个文件夹。",
            ) from fault
        return cls(folder, engine, clock)

    @classmethod
    def open(cls, folder: Path, clock: Callable[[], datetime] = datetime.now) -> "Workspace":
        """Open the workspace in `folder`; every way in which that can fail ends in a sentence, nothing is changed."""
        if not (folder / STORE).exists():
            raise Refused(*_without_store(folder))
        try:
            key = read_key(folder / KEY)
            engine = store.open_store(folder / STORE, key, folder / "backups", clock(), flush=flush_folder)
            return cls(folder, engine, clock)
        except KeyMissing as fault:
            raise Refused(
                f"密钥文件 {KEY} 缺失或损坏，数据无法读取。",
                "请从备份介质取回密钥文件放到工作区文件夹，不要新建。",
            ) from fault
        except WrongKey as fault:
            raise Refused(
                "数据文件打不开：密钥不符，或文件已损坏。文件未被改动。",
                "请核对密钥文件是否属于这个工作区；确已损坏的，用 backups 文件夹中最近的备份恢复。",
            ) from fault
        except store.StoreTooNew as fault:
            raise Refused(
                f"数据由更新的版本（{fault}）写入，本程序不能打开，数据未被改动。", "请安装新版本后再打开。"
            ) from fault
        except store.StoreUnlike as fault:
            raise Refused(
                f"数据由未发布的试用程序写入，栏目与本程序不一致（{fault}），不能打开，数据未被改动。",
                "请用写入它的程序打开；演练数据可以另选空文件夹重新生成。",
            ) from fault
        except store.StoreDamaged as fault:
            raise Refused(
                f"数据文件没有通过检查（{fault}），不能打开。未作任何改动。", "请用最近的备份恢复。"
            ) from fault
        except store.MigrationFailed as fault:
            raise Refused(
                f"旧版本的数据升级没有成功（{fault}），数据保持原样。",
                "请检查磁盘空间和文件夹权限后重试；仍不成功的，请继续使用原版本。",
            ) from fault
        except DatabaseError as fault:
            raise _ill(fault) from fault

    @property
    def region(self) -> str:
        """The policy region, anhui or jiangsu."""
        return self._settings["region"]

    @property
    def bureau(self) -> str:
        """The office's full name, as it stands on its papers."""
        return self._settings["bureau"]

    @property
    def county(self) -> str:
        """The six-place code of the county."""
        return self._settings["county"]

    @property
    def practice(self) -> bool:
        """Whether this is a practice county (演练) with invented people."""
        return bool(self._settings["practice"])

    @cached_property
    def calendar(self) -> Calendar:
        """The years that came with the program and those in the folder `calendar`; raises Unreadable for a bad file."""
        return calendar.read(calendar.FOLDER).with_own(self.folder / CALENDAR)

    def forget_calendar(self) -> None:
        """Let the calendar be read again, after a year was written in."""
        self.__dict__.pop("calendar", None)

    def contact(self, name: str) -> str:
        """What papers say of the office: department, address, postcode or phone; empty when not entered."""
        return self._settings.get(name, "")

    @property
    def practice_day(self) -> date | None:
        """The day on which a practice county stands still, so that its cases never grow old."""
        day = self._settings.get("practice_day")
        return date.fromisoformat(day) if day else None

    def now(self) -> datetime:
        """The moment of a deed: the clock's, on the practice day where there is one."""
        moment = self.clock()
        return datetime.combine(self.practice_day, moment.time()) if self.practice_day else moment

    def set(self, desk: "Desk", name: str, value: str) -> None:
        """Set what papers say of the office, or the practice day; the deed that calls this leaves the entry."""
        desk.session.merge(Setting(name=name, value=value))
        desk.session.flush()
        desk.settings[name] = value

    @contextlib.contextmanager
    def desk(self, clerk: Clerk, now: datetime | None = None) -> Iterator[Desk]:
        """Give a desk for deeds: everything done at it is committed together, or nothing is."""
        with _told(), Session(self.engine, expire_on_commit=False) as session:
            desk = Desk(session, clerk, now or self.now(), self)
            try:
                with session.begin():
                    session.connection(execution_options={"writes": True})
                    yield desk
            finally:
                session.close()
                for each in desk.afterwards:
                    each()
            self._settings |= desk.settings

    @contextlib.contextmanager
    def reading(self, clerk: Clerk, now: datetime | None = None) -> Iterator[Desk]:
        """Give a desk for questions: it sees one state of the store and leaves nothing behind."""
        with _told(), Session(self.engine, autoflush=False) as session:
            yield Desk(session, clerk, now or self.now(), self)

    def close(self) -> None:
        """Let go of the store."""
        self.engine.dispose()


def _furnish(folder: Path, settings: dict[str, str]) -> Engine:
    """Make folders, key and store; on any error take away again what was made."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    key = make_key(folder / KEY)
    try:
        flush_folder(folder)
        engine = store.create(folder / STORE, key)
        with Session(engine) as session, session.begin():
            session.connection(execution_options={"writes": True})
            session.add_all(Setting(name=name, value=value) for name, value in settings.items())
    except BaseException:
        for name in (STORE, f"{STORE}-wal", f"{STORE}-shm", KEY):
            (folder / name).unlink(missing_ok=True)
        raise
    return engine


def _without_store(folder: Path) -> tuple[str, str]:
    if (folder / KEY).exists():
        return (
            f"“{folder}”里有密钥文件，但数据文件 {STORE} 不见了，不能打开。",
            "请用 backups 文件夹中最近的备份恢复，不要新建。",
        )
    return f"“{folder}”里没有工作区。", "请检查文件夹是否选对；如需新建，请用“新建工作区”。"


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn what keeps the store from working into a sentence; a fault of the program stays what it is."""
    try:
        yield
    except DatabaseError as fault:
        if not ailment(fault):
            raise
        raise _ill(fault) from fault


ILLS = {
    "busy": ("数据正被另一个窗口或程序写入，这一步没有办理。", "请稍候再试；反复出现的，请关闭其他窗口。"),
    "full": ("磁盘已满，这一步没有保存。", "请清理磁盘空间后重试。"),
    "sealed": ("数据文件不能写入，这一步没有保存。", "请检查文件夹权限和介质是否写保护。"),
    "damaged": (
        "数据文件有损坏，这一步没有办理，也没有改动任何数据。",
        "请停止办理，用 backups 文件夹中最近的备份恢复。",
    ),
    "": ("数据文件读不出来，没有改动任何数据。", "请用最近的备份恢复。"),
}


def _ill(fault: DatabaseError) -> Refused:
    return Refused(*ILLS[ailment(fault)])


def _local_value(row: LocalValue) -> Value:
    """A local value as the policy takes it, which reads the text in `value` as its name asks."""
    return Value(
        name=row.name,
        title="",
        since=row.since,
        until=row.until,
        cites=Citation(row.document, row.document_number, row.clause),
        amount=row.amount,
        value=row.value,
        scope={key: tuple(codes) for key, codes in row.scope.items()},
        local=True,
    )
