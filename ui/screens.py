"""The places of the navigation, in the order of the clerk's journey: a new screen is one line here."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ui.screen import Screen
from ui.seat import Seat


@dataclass(frozen=True, slots=True)
class ScreenSpec:
    """One place: its code (also the name of its help page), title, icon, Alt+key, and where its class lies."""

    code: str
    title: str
    icon: str
    key: str
    place: str

    @property
    def make(self) -> Callable[[Seat], Screen]:
        """The screen's class, imported when it is first wanted."""
        module, name = self.place.split(":")
        made: Callable[[Seat], Screen] = getattr(import_module(f"ui.{module}"), name)
        return made


SCREENS: tuple[ScreenSpec, ...] = (
    ScreenSpec("desk", "工作台", "fa6s.house", "1", "desk_screen:DeskScreen"),
    ScreenSpec("filings", "备案", "fa6s.file-signature", "2", "filings_screen:FilingsScreen"),
    ScreenSpec("classes", "班级", "fa6s.chalkboard-user", "3", "classes_screen:ClassesScreen"),
    ScreenSpec("subsidies", "补贴", "fa6s.hand-holding-dollar", "4", "subsidies_screen:SubsidiesScreen"),
    ScreenSpec("doubts", "疑点", "fa6s.magnifying-glass", "Y", "doubts_screen:DoubtsScreen"),
    ScreenSpec("notices", "公示", "fa6s.bullhorn", "5", "notices_screen:NoticesScreen"),
    ScreenSpec("payments", "拨付", "fa6s.money-check-dollar", "6", "payments_screen:PaymentsScreen"),
    ScreenSpec("ledger", "台账", "fa6s.book-open", "7", "ledger_screen:LedgerScreen"),
    ScreenSpec("papers", "文书", "fa6s.print", "W", "papers_screen:PapersScreen"),
    ScreenSpec("registers", "单位与平台", "fa6s.building", "8", "registers_screen:RegistersScreen"),
    ScreenSpec("packages", "数据包", "fa6s.box-archive", "9", "packages_screen:PackagesScreen"),
    ScreenSpec("policy", "政策", "fa6s.landmark", "Z", "policy_screen:PolicyScreen"),
    ScreenSpec("settings", "设置", "fa6s.gear", "0", "settings_screen:SettingsScreen"),
)
