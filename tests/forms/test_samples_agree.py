"""The samples tell one story: what two of them say of the same case is the same."""

from desktop.forms import (
    allowance_claim,
    allowance_roster,
    application,
    contents,
    notice,
    notice_report,
    payment_batch,
    spine,
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
