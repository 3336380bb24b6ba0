"""卷内备考表: what the maker of an archive volume attests, at its end (J8)."""

from desktop.forms import contents
from desktop.forms.contents import Facts
from desktop.forms.facts import day, filled, settled
from desktop.forms.grid import Grid
from desktop.forms.layout import FORM, Section, render
from desktop.forms.letter import form_foot, form_head
from desktop.forms.wording import wording

WORDING = wording("volume_note")
HEIGHT = 420.0


def draw(facts: Facts) -> bytes:
    """Give the attestation as a PDF; raises Refused for a character no face draws."""
    facts = settled(facts)
    grid = Grid(FORM.left, FORM.width)
    counted = [each.pages for each in facts.documents if each.pages is not None]
    pages = str(sum(counted)) if len(counted) == len(facts.documents) else filled("", 3)
    said = WORDING.say("state", count=len(facts.documents), pages=pages)
    if facts.remark:
        said += WORDING.say("more", text=facts.remark)
    signing = (
        WORDING.say("made", maker=filled(facts.maker, 5), made_on=day(facts.made_on)),
        WORDING.say("checked", checker=filled(facts.checker, 5), checked_on=day(facts.checked_on)),
    )
    head = form_head(
        WORDING.title,
        WORDING.say("left", volume=facts.volume),
        WORDING.say("right", number=filled(facts.number, 8)),
        FORM,
    )
    box = grid.opinion(WORDING.say("side"), said, signing, height=HEIGHT)
    section = Section([*head, box], FORM, form_foot(f"{WORDING.title}　{facts.number}"))
    return render([section], title=WORDING.title, author=facts.bureau, mark=facts.mark, on=facts.made_on)


SAMPLE = contents.SAMPLE
