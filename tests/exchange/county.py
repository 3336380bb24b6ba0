"""A county with settled applications, put straight into its store so that a test of reporting is quick."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from db.accounts import Account
from db.base import new_uid
from db.classes import Attendance, Certificate, TrainingClass
from db.doubts import DoubtCheck
from db.filings import CourseItem, Filing, FindingRecord, Material, Opinion, Trainee, Trainer
from db.notices import Notice, NoticeLine, Objection
from db.payments import PaymentBatch, PaymentLine, PaymentOrder
from db.registers import Employer, Institution, Person, PersonGroup, Platform, Qualification
from db.subsidies import AllowanceDay, Claim, ClaimLine
from desktop.workspace import Clerk, Desk, Workspace

NOON = datetime.combine(date(2020, 6, 1), time(12))
DAYS = (date(2020, 4, 1), date(2020, 4, 2), date(2020, 4, 3))
CITED = {"document": "演练文件", "number": "演人社〔2020〕1号", "clause": "第二条"}
BASIS = {
    "name": "training_standard",
    "title": "培训补贴标准",
    "since": "2020-03-06",
    "until": "",
    "unit": "元/人",
}
BASIS |= {"amount": "1000.00", "local": False, **CITED}


class County:
    """A practice workspace with a clerk and a way to put a whole settled case into it."""

    def __init__(self, folder: Path, county: str = "999901") -> None:
        self.workspace = Workspace.create(
            folder,
            region="anhui",
            bureau=f"演练{county}局",
            county=county,
            practice=True,
            clock=lambda: NOON,
        )
        with self.workspace.desk(Clerk(0, "本机")) as desk:
            account = Account(login="a", name="经办甲", roles=["handler"])
            desk.session.add(account)
            desk.session.flush()
            self.clerk = Clerk(account.id, account.name, frozenset({"handler"}))

    def settle(self, number: int, people: int = 2, *, area: str = "999901", first: int = 1) -> int:
        """A claim from register to payment: each person gets training, the first one an allowance too; its id."""
        with self.workspace.desk(self.clerk, NOON) as desk:
            filing = self._filing(desk, number)
            trainees = [
                self._trainee(desk, filing, at, f"{area}19900101{first + at:03d}") for at in range(people)
            ]
            claim = self._claim(desk, filing, trainees, number)
            self._pay(desk, filing, claim, number)
            return claim.id

    def _filing(self, desk: Desk, number: int) -> Filing:
        found = desk.session.scalar(select(Employer))
        employer = found or Employer(
            name="演练纺织有限公司",
            credit_code="91999901MA00000016",
            county="999901",
            phone="0000-1",
            bank="演练银行",
            account_name="演练纺织有限公司",
            account="99900001",
        )
        school = desk.session.scalar(select(Institution)) or Institution(
            name="演练培训学校",
            credit_code="52999901MA00000024",
            county="999901",
            kind="private_school",
            qualifications=[
                Qualification(
                    document="许可证", occupations=["6-04-02-01"], since=date(2019, 1, 1), until=None
                )
            ],
        )
        platform = desk.session.scalar(select(Platform)) or Platform(
            name="演练平台",
            credit_code="91999901MA00000032",
            county="999901",
            source="省遴选",
            capabilities=["sign_in", "records"],
            since=date(2019, 1, 1),
            until=None,
        )
        filing = Filing(
            number=f"备〔2020〕{number:04d}号",
            state="finished",
            case_kind="delegated",
            training_type="pre_job",
            title="新录用人员岗前培训",
            county="999901",
            channel="online",
            employer=employer,
            institution=school,
            platform=platform,
            contact="联系人",
            phone="0000-2",
            occupation="6-04-02-01",
            level="none",
            planned_people=2,
            starts_on=DAYS[0],
            ends_on=DAYS[-1],
            budget=Decimal("5000.50"),
            filed_on=date(2020, 3, 16),
            decided_on=date(2020, 3, 20),
            items=[
                CourseItem(
                    position=1,
                    title="安全",
                    content="safety",
                    part="theory",
                    mode="online_live",
                    hours=Decimal("7.5"),
                ),
                CourseItem(
                    position=2,
                    title="实操",
                    content="skill",
                    part="practice",
                    mode="offline",
                    hours=Decimal(16),
                ),
            ],
            trainers=[Trainer(position=1, name="演练师")],
        )
        desk.session.add(filing)
        desk.session.flush()
        desk.session.add_all(
            [
                Material(
                    case_kind="filing",
                    case_id=filing.id,
                    code="roster",
                    required=True,
                    received_on=date(2020, 3, 16),
                ),
                Opinion(
                    case_kind="filing",
                    case_id=filing.id,
                    step="复核",
                    verdict="同意",
                    text="同意",
                    account_id=self.clerk.id,
                    account_name="复核乙",
                    at=NOON,
                ),
                FindingRecord(
                    case_kind="filing",
                    case_id=filing.id,
                    rule="online_share",
                    title="线上占比",
                    strength="principle",
                    sentence="线上课时超过四成",
                    facts={},
                    cites=CITED,
                    accepted_by=self.clerk.id,
                    accepted_reason="以仿真为主，线下有保障",
                ),
                TrainingClass(
                    number=f"班〔2020〕{number:04d}号",
                    filing_id=filing.id,
                    opened_on=DAYS[0],
                    ended_on=DAYS[-1],
                ),
            ]
        )
        return filing

    def _trainee(self, desk: Desk, filing: Filing, at: int, first17: str) -> Trainee:
        id_number = first17 + check_digit(first17)
        person = desk.session.scalar(select(Person).where(Person.id_number == id_number)) or Person(
            id_number=id_number,
            name=f"演练{first17[-3:]}",
            sex="男",
            born=date(1990, 1, 1),
            phone="13900000000",
            address="演练路1号",
            bank="演练银行",
            account=f"8{first17}",
            groups=[PersonGroup(group="low_income", evidence="低保证", since=date(2020, 1, 1), until=None)],
        )
        trainee = Trainee(
            filing_id=filing.id,
            person=person,
            position=at + 1,
            groups="low_income,employee",
            hired_on=date(2020, 2, 1),
        )
        desk.session.add(trainee)
        desk.session.flush()
        desk.session.add_all(
            Attendance(
                trainee_id=trainee.id,
                day=day,
                state="present" if day != DAYS[-1] or at == 0 else "absent",
                online_hours=Decimal("2.5"),
                offline_hours=Decimal(4),
            )
            for day in DAYS
        )
        desk.session.add(
            Certificate(
                trainee_id=trainee.id,
                type="completion",
                number=f"证{filing.id}-{at}-{desk.workspace.county}",
                level="none",
                issued_on=date(2020, 4, 7),
                issuer="演练培训学校",
            )
        )
        return trainee

    def _claim(self, desk: Desk, filing: Filing, trainees: list[Trainee], number: int) -> Claim:
        claim = Claim(
            number=f"补〔2020〕{number:04d}号",
            filing_id=filing.id,
            filing=filing,
            state="approved",
            payee_kind="employer",
            applied_on=date(2020, 4, 20),
            decided_on=date(2020, 4, 24),
            policy_version="a" * 64,
        )
        desk.session.add(claim)
        for trainee in trainees:
            claim.lines.append(self._line(trainee, "training", Decimal(1000), 0))
        claim.lines.append(self._line(trainees[0], "allowance", Decimal(90), len(DAYS)))
        desk.session.flush()
        desk.session.add_all(
            AllowanceDay(person_id=trainees[0].person_id, day=day, line_id=claim.lines[-1].id) for day in DAYS
        )
        return claim

    def _line(self, trainee: Trainee, scheme: str, amount: Decimal, days: int) -> ClaimLine:
        return ClaimLine(
            uid=new_uid(),
            trainee=trainee,
            person_id=trainee.person_id,
            scheme=scheme,
            state="granted",
            occupation="6-04-02-01",
            level="none",
            days=days,
            asked=amount,
            amount=amount,
            basis=BASIS if scheme == "training" else None,
            findings=[],
            sentence="按标准核定。",
        )

    def _pay(self, desk: Desk, filing: Filing, claim: Claim, number: int) -> None:
        notice = Notice(
            number=f"示〔2020〕{number:04d}号",
            state="closed",
            title="公示",
            place="公示栏",
            working_days=5,
            posted_on=date(2020, 4, 27),
            ends_on=date(2020, 5, 7),
            closed_on=date(2020, 5, 8),
        )
        notice.lines += [
            NoticeLine(
                uid=new_uid(),
                line=line,
                position=at,
                amount=line.amount,
                state="cleared" if at == 1 else "listed",
            )
            for at, line in enumerate(claim.lines, 1)
        ]
        desk.session.add(notice)
        desk.session.flush()
        desk.session.add(
            Objection(
                notice_line_id=notice.lines[0].id,
                received_on=date(2020, 4, 28),
                received_by=self.clerk.id,
                text="异议",
                outcome="dismissed",
            )
        )
        employer, person = filing.employer, claim.lines[-1].trainee.person
        assert employer is not None
        self._batch(
            desk,
            notice,
            "training",
            claim.lines[:-1],
            ("employer", employer.uid, employer.name, "99900001"),
            number,
        )
        self._batch(
            desk,
            notice,
            "allowance",
            claim.lines[-1:],
            ("person", person.uid, person.name, person.account),
            number,
        )

    def _batch(
        self,
        desk: Desk,
        notice: Notice,
        scheme: str,
        lines: list[ClaimLine],
        payee: tuple[str, str, str, str],
        number: int,
    ) -> None:
        total = sum((line.amount for line in lines), Decimal(0))
        kind, uid, name, account = payee
        order = PaymentOrder(
            position=1,
            payee_kind=kind,
            payee_uid=uid,
            payee=name,
            bank="演练银行",
            account=account,
            amount=total,
            people=len(lines),
            state="paid",
            settled_on=date(2020, 5, 13),
            lines=[PaymentLine(line=line, amount=line.amount) for line in lines],
        )
        batch = PaymentBatch(
            number=f"付〔2020〕{number * 2 + (scheme == 'training'):04d}号",
            notice=notice,
            scheme=scheme,
            fund="employment",
            state="settled",
            total=total,
            count=1,
            prepared_on=date(2020, 5, 11),
            prepared_by=self.clerk.id,
            released_on=date(2020, 5, 11),
            orders=[order],
        )
        desk.session.add(batch)
        desk.session.flush()
        desk.session.add(
            DoubtCheck(
                case_kind="payment_batch",
                case_id=batch.id,
                stage="payment",
                checked_at=NOON,
                lines=len(lines),
                found=0,
                coverage=[],
                digest="5f" * 32,
                signed_by=self.clerk.id,
                signed_on=date(2020, 5, 11),
                signed_digest="5f" * 32,
                signed_number=f"核〔2020〕{batch.id:04d}号",
            )
        )
        desk.session.flush()


def check_digit(first17: str) -> str:
    """The last place that a citizen number must have."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[
        sum(int(digit) * weight for digit, weight in zip(first17, weights, strict=True)) % 11
    ]
