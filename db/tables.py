"""Every table of the store in one place, so that migrations and checks see them all."""

from db.accounts import Account
from db.audit import AUDIT_TRIGGERS, AuditEntry, Sequence, Setting
from db.base import Base
from db.batches import ImportBatch, ImportChange
from db.classes import Attendance, Certificate, TrainingClass
from db.doubts import Disposal, Doubt, DoubtCheck, OutsideBenefit, OutsideEntry, OutsideList
from db.exchange import Package, PackageRecord, ReceivedPackage, ReceivedRecord
from db.filings import (
    Correction,
    CourseItem,
    EvidenceFile,
    EvidenceUse,
    Filing,
    FindingRecord,
    Material,
    Opinion,
    Trainee,
    Trainer,
)
from db.issuing import IssuedCopy, IssuedPaper
from db.learning import LearningInteraction, LearningRegistration, LearningSession, LearningTest, SignIn
from db.notices import Notice, NoticeEvidence, NoticeLine, Objection
from db.payments import PaymentBatch, PaymentLine, PaymentOrder, Repayment
from db.policy import LocalValue, PolicyEdition
from db.registers import Employer, Institution, Person, PersonGroup, Platform, Qualification
from db.subsidies import AllowanceDay, Claim, ClaimLine

__all__ = [
    "AUDIT_TRIGGERS",
    "Account",
    "AllowanceDay",
    "Attendance",
    "AuditEntry",
    "Base",
    "Certificate",
    "Claim",
    "ClaimLine",
    "Correction",
    "CourseItem",
    "Disposal",
    "Doubt",
    "DoubtCheck",
    "Employer",
    "EvidenceFile",
    "EvidenceUse",
    "Filing",
    "FindingRecord",
    "ImportBatch",
    "ImportChange",
    "Institution",
    "IssuedCopy",
    "IssuedPaper",
    "LearningInteraction",
    "LearningRegistration",
    "LearningSession",
    "LearningTest",
    "LocalValue",
    "Material",
    "Notice",
    "NoticeEvidence",
    "NoticeLine",
    "Objection",
    "Opinion",
    "OutsideBenefit",
    "OutsideEntry",
    "OutsideList",
    "Package",
    "PackageRecord",
    "PaymentBatch",
    "PaymentLine",
    "PaymentOrder",
    "Person",
    "PersonGroup",
    "Platform",
    "PolicyEdition",
    "Qualification",
    "ReceivedPackage",
    "ReceivedRecord",
    "Repayment",
    "Sequence",
    "Setting",
    "SignIn",
    "Trainee",
    "Trainer",
    "TrainingClass",
]
