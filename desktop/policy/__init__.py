"""What the authorities have laid down, as data, and what follows from it for a filing, a line, a day."""

from desktop.policy.blocks import Fault, PolicyFault
from desktop.policy.decide import class_hours, decide_allowance, decide_training, examine_filing, scheme_open
from desktop.policy.explain import explain
from desktop.policy.facts import (
    AllowanceFacts,
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
    ProviderFacts,
    Step,
    Strength,
    TraineeFacts,
    Value,
)
from desktop.policy.law import Law
from desktop.policy.loading import lint, load, load_folder
from desktop.policy.region import Policy
from desktop.policy.rule import Acting, Rule
from desktop.policy.rules import RULES
from desktop.policy.values import Missing, ValueMissing, scope_words, value_words

__all__ = [
    "RULES",
    "Acting",
    "AllowanceFacts",
    "CertificateFacts",
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
    "ProviderFacts",
    "Rule",
    "Step",
    "Strength",
    "TraineeFacts",
    "Value",
    "ValueMissing",
    "class_hours",
    "decide_allowance",
    "decide_training",
    "examine_filing",
    "explain",
    "lint",
    "load",
    "load_folder",
    "scheme_open",
    "scope_words",
    "value_words",
]
