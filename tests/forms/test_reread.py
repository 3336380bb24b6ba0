"""A finished paper, opened again by the program itself, says what poppler says it says."""

import re
from collections.abc import Callable

import pytest

from desktop.forms import FORMS, Form
from desktop.forms.reread import reread
from tests.forms.conftest import Paper


@pytest.mark.parametrize("paper", FORMS, ids=lambda each: each.code)
def test_texts_are_those_that_others_read(paper: Form, read: Callable[[bytes], Paper]):
    made = paper.sample()
    ours = [sorted(re.sub(r"\s", "", page)) for page in reread(made).pages]
    theirs = [sorted(re.sub(r"\s", "", page)) for page in read(made).pages]
    assert ours == theirs


def test_properties_are_read_too():
    properties = reread(FORMS[0].sample()).properties
    assert FORMS[0].wording.title in properties
    assert "演练县人力资源和社会保障局" in properties
