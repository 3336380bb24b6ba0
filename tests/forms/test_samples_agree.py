"""The samples tell one story: what two of them say of the same case is the same."""

from desktop.forms import (
    acceptance,
    allowance_claim,
    allowance_roster,
    application,
    assessment,
    claim,
    claim_refusal,
    contents,
    correction,
    filing_approval,
    ledger,
    notice,
    notice_report,
    objection,
    payment_batch,
    rare_characters,
    receipt,
    roster,
    sign_in,
    spine,
    subsidy_approval,
)


def test_what_is_asked_for_living_costs_is_what_the_list_pays():
    asked, paid = allowance_claim.SAMPLE, allowance_roster.SAMPLE
    assert asked.number == paid.number
    assert [(one.name, one.days, one.amount) for one in asked.people] == [
        (one.name, one.days, one.amount) for one in paid.people
    ]


def test_the_box_holds_as_many_pieces_as_the_volume_lists():
    assert int(spine.SAMPLE.last) == len(contents.SAMPLE.documents)


def test_a_worker_who_learns_nursing_is_not_taught_electrics():
    assert "养老护理员" in application.SAMPLE_INDIVIDUAL.class_title
    assert not any("电" in course.title for course in application.SAMPLE_INDIVIDUAL.items)


def test_the_payment_follows_the_notice_and_its_closing_statement():
    listed, closed, paid = notice.SAMPLE_UNITS, notice_report.SAMPLE, payment_batch.SAMPLE
    assert listed.number == closed.number == paid.notice_number
    assert (listed.first_day, listed.last_day) == (closed.first_day, closed.last_day)
    assert (closed.first_day, closed.last_day) == (paid.first_day, paid.ends_on)
    assert closed.confirmed == paid.total == sum(each.amount for each in paid.payees)
    raised, upheld = len(closed.objections), closed.withdrawn
    said = {"raised": raised, "upheld": upheld, "rest": raised - upheld}
    assert paid.objections == payment_batch.WORDING.say("objections_some", **said)


def test_the_same_materials_came_with_the_application_wherever_they_are_listed():
    came = {each.title for each in application.SAMPLE.materials if each.received}
    lacking = {each.title for each in application.SAMPLE.materials if not each.received}
    assert {each.title for each in receipt.SAMPLE.materials if each.received} == came
    assert {each.title for each in receipt.SAMPLE.materials if not each.received} == lacking
    assert {each.title for each in acceptance.SAMPLE.materials} == came
    assert {each.subject for each in correction.SAMPLE.defects} >= lacking
    assert {each.title for each in filing_approval.SAMPLE.materials} == came | lacking


def test_the_class_is_the_same_people_on_every_list():
    names = [each.name for each in roster.SAMPLE.trainees]
    assert len(set(names)) == 45
    assert [each.name for each in claim.SAMPLE.lines[:45]] == names
    assert [each.name for each in subsidy_approval.SAMPLE.lines[:45]] == names
    assert [each.name for each in assessment.SAMPLE.candidates] == names
    assert all([one.name for one in day.people] == names for day in sign_in.SAMPLE_FILLED.days)
    granted = [each.name for each in subsidy_approval.SAMPLE.lines[:45] if each.granted]
    assert [each.name for each in ledger.SAMPLE.lines] == granted
    for each in rare_characters.SAMPLE.characters:
        for place in each.places:
            line, name = place.removeprefix("第").split("行 ")
            assert names[int(line) - 1] == name


def test_who_is_put_up_for_living_costs_asked_for_them():
    asked = {(one.name, one.id_number, one.amount) for one in allowance_claim.SAMPLE.people}
    put_up = {
        (one.name, one.masked_id, one.amount) for one in notice.SAMPLE.persons if one.scheme == "生活费补贴"
    }
    assert put_up == asked


def test_the_letters_name_what_the_approval_sheet_refused():
    sheet, letter, one = subsidy_approval.SAMPLE, claim_refusal.SAMPLE_SOME, claim_refusal.SAMPLE_ONE
    assert letter.case_number == one.case_number == sheet.number
    assert {(each.name, each.scheme, each.asked - each.granted) for each in letter.lines} == {
        (each.name, each.scheme, each.amount) for each in sheet.cuts
    }
    assert letter.asked == sum(each.asked for each in sheet.schemes)
    assert letter.granted == sum(each.granted for each in sheet.schemes)
    assert (one.applicant, one.asked, one.granted) in {
        (each.name, each.asked, each.granted) for each in letter.lines
    }


def test_the_correction_leads_from_the_notice_to_the_closing_statement():
    listed, changed, closed = notice.SAMPLE_UNITS, notice.SAMPLE_CHANGE, notice_report.SAMPLE
    assert changed.before == closed.amount == sum(each.amount for each in listed.units)
    assert closed.lines == sum(each.people for each in listed.units)
    assert changed.after == closed.confirmed
    assert (
        [each.position for each in changed.persons] == [closed.objections[0].line] == [objection.SAMPLE.line]
    )
    assert changed.persons[0].name in objection.SAMPLE.listed
