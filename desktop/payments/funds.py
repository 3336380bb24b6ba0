"""Where the money of a batch comes from (资金渠道): what the policy says of a scheme, or what the clerk chose (J10, J11)."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.codes import entry, title
from desktop.policy import Citation
from desktop.problems import Refused
from desktop.workspace import Desk

NAMES = {"training": "fund_sources", "allowance": "allowance_fund_sources"}
"""The policy value that tells the funds of a scheme."""


@dataclass(frozen=True, slots=True)
class Fund:
    """The one fund that the policy in force names for a scheme, with the clause that says so."""

    code: str
    cites: Citation

    @property
    def title(self) -> str:
        """What a clerk calls it."""
        return title("fund_sources", self.code)


def fund_by_policy(desk: Desk, scheme: str, training_types: Iterable[str]) -> Fund | None:
    """Return the fund from which the policy of today pays a scheme for all these types of training.

    None where it names none, several, or not the same for each: then a clerk has to say.
    """
    found: dict[str, Fund] = {}
    for training_type in training_types:
        value = desk.policy.find(NAMES[scheme], desk.today, training_type=training_type)
        if value is None or not isinstance(value.value, tuple) or len(value.value) != 1:
            return None
        found[value.value[0]] = Fund(value.value[0], value.cites)
    return next(iter(found.values())) if len(found) == 1 else None


def chosen_fund(desk: Desk, scheme: str, training_types: Iterable[str], fund: str) -> str:
    """Return the fund that a clerk chose, else that of the policy. Refused when neither says one."""
    if fund:
        return entry("fund_sources", fund).code
    by_policy = fund_by_policy(desk, scheme, training_types)
    if by_policy is None:
        raise Refused(
            f"没有选择资金渠道，当地政策也没有写明{title('schemes', scheme)}从哪里列支，没有编制。",
            "请选择本批次的资金渠道；当地文件有规定的，可在“政策 → 本地政策值”中登记。",
        )
    return by_policy.code
