"""The twenty red flags: what auditors have found again and again, each with its severity, basis, rows and checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.codes import entry
from desktop.doubts.advances import ADVANCES
from desktop.doubts.amounts import R16
from desktop.doubts.asking import Check
from desktop.doubts.benefits import LIMITS
from desktop.doubts.certificates import R11
from desktop.doubts.contacts import R9, R10, R18
from desktop.doubts.exclusions import EXCLUSIONS
from desktop.doubts.files import R8, R17
from desktop.doubts.identities import R2
from desktop.doubts.order import R20
from desktop.doubts.people import R3_INSURED, R4, R5, R6
from desktop.doubts.platforms import PLATFORM_CHECKS
from desktop.doubts.providers import R12, R14, R19
from desktop.doubts.rosters import R3_ROLES, R13
from desktop.doubts.study import R7, R15
from desktop.doubts.thresholds import told

HARD, SOFT = "hard", "soft"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way in which a flag is raised: `R9.shared`; severity hard | soft, certainty exact | suspected.

    `thresholds` are the codes of the figures it is raised from; its sentence tells them.
    """

    code: str
    severity: str
    certainty: str
    sentence: str
    remedy: str
    thresholds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """One red flag: its audit basis, the rows it rests on, the outside lists it needs, what nobody recorded yet.

    Its title, variants and sentences stand in resources/codes/red_flags.toml, its checks in this folder.
    """

    code: str
    checks: tuple[Check, ...]

    @property
    def title(self) -> str:
        """What a clerk calls it."""
        return entry("red_flags", self.code).title

    @property
    def severity(self) -> str:
        """The severest that any of its variants can be."""
        return HARD if any(each.severity == HARD for each in self.variants.values()) else SOFT

    @property
    def basis(self) -> str:
        """On which documents and findings of auditors it rests everywhere."""
        return str(self._field("basis"))

    def basis_in(self, region: str, of: str = "") -> str:
        """On what it rests in a region, with the thresholds of a variant; another province's document is marked so."""
        own = self._field("regional", {}).get(region, "")
        reference = "" if own else self._field("regional", {}).get("reference", "")
        standards = told(self.variants[of].thresholds) if of else ""
        parts = (
            self.basis,
            own,
            f"外省参照：{reference}" if reference else "",
            f"核查标准：{standards}" if standards else "",
        )
        return "；".join(part for part in parts if part)

    @property
    def rests_on(self) -> str:
        """Which rows it is found in."""
        return str(self._field("rests_on"))

    @property
    def lists(self) -> tuple[str, ...]:
        """The kinds of outside lists it needs besides the county's own data."""
        return tuple(self._field("lists", ()))

    @property
    def unseen(self) -> tuple[str, ...]:
        """What belongs to it but is not in the store, so that it cannot be checked."""
        return tuple(self._field("unseen", ()))

    @property
    def variants(self) -> Mapping[str, Variant]:
        """Its variants by their full code."""
        return {
            f"{self.code}.{name}": Variant(
                f"{self.code}.{name}", **{**given, "thresholds": tuple(given.get("thresholds", ()))}
            )
            for name, given in self._field("variants").items()
        }

    def _field(self, name: str, default: Any = "") -> Any:
        return entry("red_flags", self.code).fields.get(name, default)


FLAGS: tuple[Flag, ...] = (
    Flag("R1", (*LIMITS, *EXCLUSIONS)),
    Flag("R2", R2),
    Flag("R3", (*R3_ROLES, R3_INSURED)),
    Flag("R4", R4),
    Flag("R5", R5),
    Flag("R6", R6),
    Flag("R7", (*R7, *PLATFORM_CHECKS)),
    Flag("R8", R8),
    Flag("R9", R9),
    Flag("R10", R10),
    Flag("R11", R11),
    Flag("R12", R12),
    Flag("R13", R13),
    Flag("R14", R14),
    Flag("R15", R15),
    Flag("R16", (*R16, *ADVANCES)),
    Flag("R17", R17),
    Flag("R18", R18),
    Flag("R19", R19),
    Flag("R20", R20),
)
"""The list; a flag is added by a line here, its words in resources and its checks in a module."""


def flag(code: str) -> Flag:
    """Return a flag by its code; raises KeyError for one that is not in the list."""
    return _BY_CODE[code]


def variant(code: str) -> Variant:
    """Return a variant by its full code, e.g. `R9.shared`."""
    return _VARIANTS[code]


_BY_CODE = {each.code: each for each in FLAGS}
_VARIANTS = {code: each for one in FLAGS for code, each in one.variants.items()}
