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
class Variant:
    """One sample of a paper: its name for the command, what it shows, its invented facts."""

    code: str
    title: str
    facts: Any


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

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The samples that show a paper in more than one way, the usual one first; empty for most papers."""
        named: Mapping[str, tuple[str, Any]] = getattr(self._module, "VARIANTS", {})
        return tuple(Variant(code, title, facts) for code, (title, facts) in named.items())

    def sample(self, variant: str = "") -> bytes:
        """Give the paper filled with invented facts, as a PDF; `variant` is one by its name or title.

        Raises Refused for a variant that the paper has not.
        """
        if not variant:
            return self.draw(self._module.SAMPLE)
        for each in self.variants:
            if variant in {each.code, each.title}:
                return self.draw(each.facts)
        names = "、".join(f"{each.code}（{each.title}）" for each in self.variants)
        raise Refused(
            f"“{self.wording.title}”没有名为“{variant}”的样张。",
            f"可以写：{names}。" if names else "这种文书只有一种样张，不用写 --variant。",
        )


FORMS = (
    Form("receipt"),
    Form("application"),
    Form("plan"),
    Form("roster"),
    Form("rare_characters"),
    Form("acceptance"),
    Form("nonacceptance"),
    Form("correction"),
    Form("filing_approval"),
    Form("consent"),
    Form("refusal"),
    Form("sign_in"),
    Form("inspection"),
    Form("assessment"),
    Form("claim"),
    Form("allowance_claim"),
    Form("subsidy_approval"),
    Form("claim_refusal"),
    Form("allowance_roster"),
    Form("doubt_sheet"),
    Form("notice"),
    Form("objection"),
    Form("notice_report"),
    Form("payment_batch"),
    Form("payment_list"),
    Form("return_slip"),
    Form("ledger"),
    Form("handover"),
    Form("contents"),
    Form("volume_note"),
    Form("spine"),
    Form("day_sheet"),
    Form("override_report"),
    Form("delivery"),
)
"""Every paper in the order of the journey, which is the order of their numbers; docs/papers.md lists them."""


def form(known_as: str) -> Form:
    """Give the paper of that code or number (e.g. notice, ZP-21); raises Refused when there is none."""
    for each in FORMS:
        if known_as in {each.code, each.wording.number}:
            return each
    raise Refused(f"没有代码或者表号为“{known_as}”的文书。", "可用“forms list”查看全部文书。")
