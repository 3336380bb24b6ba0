"""What the authorities have laid down, as data, and what follows from it for a filing, a line, a day."""

from desktop.policy.blocks import Fault, PolicyFault
from desktop.policy.decide import (
    class_hours,
    decide_allowance,
    decide_training,
    examine_filing,
    examine_teaching,
    scheme_open,
)
from desktop.policy.explain import explain
from desktop.policy.facts import (
    AllowanceFacts,
    ApprenticeFacts,
    CertificateFacts,
    Checked,
    Citation,
    CourseItem,
    Decision,
    FilingFacts,
    Finding,
    LineFacts,
    Outcome,
    PastBenefit,
    ProjectFacts,
    ProviderFacts,
    Step,
    Strength,
    TeachingFacts,
    TraineeFacts,
    Value,
)
from desktop.policy.law import Law
from desktop.policy.loading import lint, load, load_folder
from desktop.policy.projects import decide_apprenticeship, decide_project
from desktop.policy.region import Policy
from desktop.policy.rule import Acting, Rule
from desktop.policy.rules import RULES
from desktop.policy.show import Change, Shown, show, timeline
from desktop.policy.values import Missing, ValueMissing, scope_words, value_words

__all__ = [
    "RULES",
    "Acting",
    "AllowanceFacts",
    "ApprenticeFacts",
    "CertificateFacts",
    "Change",
    "Checked",
    "Citation",
    "CourseItem",
    "Decision",
    "Fault",
    "FilingFacts",
    "Finding",
    "Law",
    "LineFacts",
    "Missing",
    "Outcome",
    "PastBenefit",
    "Policy",
    "PolicyFault",
    "ProjectFacts",
    "ProviderFacts",
    "Rule",
    "Shown",
    "Step",
    "Strength",
    "TeachingFacts",
    "TraineeFacts",
    "Value",
    "ValueMissing",
    "class_hours",
    "decide_allowance",
    "decide_apprenticeship",
    "decide_project",
    "decide_training",
    "examine_filing",
    "examine_teaching",
    "explain",
    "lint",
    "load",
    "load_folder",
    "scheme_open",
    "scope_words",
    "show",
    "timeline",
    "value_words",
]
