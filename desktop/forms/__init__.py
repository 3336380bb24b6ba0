"""Official papers as pure functions: facts in, PDF out.

Each paper is a module with `Facts` (what it says), `SAMPLE` and `draw(facts) -> bytes`; its title, clause and set
phrases are in resources/forms. To add a paper, add both files and one line to FORMS.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from desktop.forms.wording import Wording, wording
from desktop.problems import Refused


@dataclass(frozen=True, slots=True)
class Form:
    """A paper by its code, which names its module and its wording; the module is loaded when first needed."""

    code: str

    @property
    def wording(self) -> Wording:
        """Title, number, clause, number of copies, who signs."""
        return wording(self.code)

    @property
    def _module(self) -> Any:
        return import_module(f"{__name__}.{self.code}")

    @property
    def draw(self) -> Callable[[Any], bytes]:
        """The function from this paper's facts to a PDF."""
        drawing: Callable[[Any], bytes] = self._module.draw
        return drawing

    @property
    def samples(self) -> Mapping[str, Any]:
        """Invented facts to show the paper with, by a name: the usual one is SAMPLE."""
        module = self._module
        return {name: getattr(module, name) for name in dir(module) if name.startswith("SAMPLE")}

    def sample(self) -> bytes:
        """Give the paper filled with invented facts, as a PDF."""
        return self.draw(self._module.SAMPLE)


FORMS = (
    Form("application"),
    Form("correction"),
    Form("filing_approval"),
    Form("claim"),
    Form("subsidy_approval"),
    Form("claim_refusal"),
    Form("allowance_roster"),
    Form("notice"),
    Form("notice_report"),
    Form("payment_batch"),
    Form("acceptance"),
    Form("consent"),
    Form("refusal"),
    Form("nonacceptance"),
    Form("roster"),
    Form("sign_in"),
    Form("plan"),
    Form("objection"),
    Form("return_slip"),
    Form("ledger"),
    Form("handover"),
    Form("inspection"),
    Form("assessment"),
    Form("contents"),
    Form("receipt"),
    Form("allowance_claim"),
    Form("day_sheet"),
    Form("spine"),
    Form("rare_characters"),
    Form("doubt_sheet"),
    Form("override_report"),
    Form("payment_list"),
)


def form(known_as: str) -> Form:
    """Give the paper of that code or number (e.g. notice, ZP-07); raises Refused when there is none."""
    for each in FORMS:
        if known_as in {each.code, each.wording.number}:
            return each
    raise Refused(f"没有代码或者表号为“{known_as}”的文书。", "可用“forms list”查看全部文书。")
