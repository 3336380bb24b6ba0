"""What the authorities have laid down, as data, and what follows from it for a filing, a line, a day."""

from desktop.policy.blocks import Fault, PolicyFault
from desktop.policy.book import Entry, EntrySheet, Item, Turn, entries, entry_sheet, turns
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
from desktop.policy.loading import lint, load, load_folder, regions
from desktop.policy.opened import Asked, fact, fact_names, kind_of, opened, reckoned_from
from desktop.policy.places import county_of, county_words
from desktop.policy.projects import decide_apprenticeship, decide_project
from desktop.policy.records import from_record, pack, to_record, unpack, value_record, with_values
from desktop.policy.region import Policy
from desktop.policy.rule import Acting, Rule
from desktop.policy.rules import RULES
from desktop.policy.show import Shown, show
from desktop.policy.unchecked import FACTS, unchecked
from desktop.policy.values import Missing, ValueMissing, figure_words, scope_words, value_words

__all__ = [
    "FACTS",
    "RULES",
    "Acting",
    "AllowanceFacts",
    "ApprenticeFacts",
    "Asked",
    "CertificateFacts",
    "Checked",
    "Citation",
    "CourseItem",
    "Decision",
    "Entry",
    "EntrySheet",
    "Fault",
    "FilingFacts",
    "Finding",
    "Item",
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
    "Turn",
    "Value",
    "ValueMissing",
    "class_hours",
    "county_of",
    "county_words",
    "decide_allowance",
    "decide_apprenticeship",
    "decide_project",
    "decide_training",
    "entries",
    "entry_sheet",
    "examine_filing",
    "examine_teaching",
    "explain",
    "fact",
    "fact_names",
    "figure_words",
    "from_record",
    "kind_of",
    "lint",
    "load",
    "load_folder",
    "opened",
    "pack",
    "reckoned_from",
    "regions",
    "scheme_open",
    "scope_words",
    "show",
    "to_record",
    "turns",
    "unchecked",
    "unpack",
    "value_record",
    "value_words",
    "with_values",
]
