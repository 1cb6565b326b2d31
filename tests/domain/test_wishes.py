"""What a question wants of the story: heard, and met or not."""

import pytest

from bot.domain.story import Outcome
from bot.domain.wishes import is_met, wishes_in
from tests.library_builders import make_story


def kinds(text):
    return {wish.kind for wish in wishes_in(text)}


def one(text, kind):
    return next(wish for wish in wishes_in(text) if wish.kind == kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("anyone in fintech who gave up?", "industry"),
        ("anyone in fintech who gave up?", "ending"),
        ("has any hospital had trouble with lost samples", "industry"),
        ("we are 140 people and returns are killing us", "size"),
        ("a small firm that did this alone", "size"),
        ("stories that failed at this", "ending"),
        ("did anybody decide not to change anything", "ending"),
        ("speaking as a controller, the close is a mess", "role"),
        ("who made it work in a bank", "industry"),
    ],
)
def test_a_wish_is_heard(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "our release keeps failing on the same step",
        "we gave up on the old process last year",
        "the water pump breaks twice a week",
        "nobody in our building knows where the keys are",
        "orders take 14 days",
        "",
    ],
)
def test_what_happened_to_the_asker_is_no_wish(text):
    assert not kinds(text)


@pytest.mark.parametrize(
    ("text", "changes", "met"),
    [
        ("anyone in fintech", {"industry": "banking"}, True),
        ("anyone in fintech", {"industry": "dairy", "shown_as": "a dairy"}, False),
        ("any hospital", {"industry": "", "shown_as": "a clinic with two wards"}, True),
        ("140 people", {"size": "50-200"}, True),
        ("140 people", {"size": "1000-5000"}, False),
        ("140 people", {"size": ""}, False),
        ("a startup", {"size": "1-50"}, True),
        ("as a controller", {"roles": ("group controller",)}, True),
        ("who gave up", {"outcome": Outcome.STOPPED}, True),
        ("who gave up", {"outcome": Outcome.SUCCEEDED}, False),
        ("any story that worked", {"outcome": Outcome.SUCCEEDED}, True),
        ("any story that worked", {"outcome": None}, False),
    ],
)
def test_a_story_meets_a_wish_or_not(text, changes, met):
    [wish] = wishes_in(text)
    assert is_met(wish, make_story(**changes)) is met


def test_a_wish_says_what_it_is_and_what_is_lacking():
    wish = one("anyone in fintech who gave up?", "industry")
    assert (wish.met, wish.unmet) == ("in finance", "not in finance")
    assert one("we are 1,400 people", "size").unmet == "not of that size (about 1,400 people)"


def test_an_ending_is_said_so_that_it_can_be_read_on():
    wish = one("stories that failed at this", "ending")
    assert (wish.met, wish.unmet) == ("it did not work", "not one where it did not work")
