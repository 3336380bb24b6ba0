"""The odd workbooks: each named for what is odd about it, with the mapping and the problems it must give."""

from tests.intake.odd.blocks import BLOCKS
from tests.intake.odd.feet import FEET
from tests.intake.odd.headings import HEADINGS
from tests.intake.odd.headless import HEADLESS
from tests.intake.odd.layouts import LAYOUTS
from tests.intake.odd.lists import LISTS
from tests.intake.odd.one_day import ONE_DAY
from tests.intake.odd.parts_of_day import PARTS_OF_DAY
from tests.intake.odd.people import PEOPLE
from tests.intake.odd.places import PLACES
from tests.intake.odd.records import RECORDS
from tests.intake.odd.sign_in_sheets import SIGN_IN_SHEETS
from tests.intake.odd.signs import SIGNS
from tests.intake.odd.texts import TEXTS
from tests.intake.odd.values import VALUES
from tests.intake.odd.workbooks import WORKBOOKS

ALL = (
    *PLACES,
    *HEADINGS,
    *WORKBOOKS,
    *TEXTS,
    *PEOPLE,
    *VALUES,
    *LISTS,
    *SIGN_IN_SHEETS,
    *HEADLESS,
    *ONE_DAY,
    *BLOCKS,
    *LAYOUTS,
    *RECORDS,
    *FEET,
    *SIGNS,
    *PARTS_OF_DAY,
)
