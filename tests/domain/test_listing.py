"""Lists that owners work from."""

from datetime import date

import pytest

from bot.domain.audience import Visibility
from bot.domain.listing import Wanted, chosen, is_due, overdue
from bot.domain.story import Hold, Outcome, Status
from tests.library_builders import make_stored

DAY = date(2026, 11, 20)
RECORDS = [
    make_stored("held", holds=(Hold("Held.", "Mend it."),), visibility=Visibility.PUBLIC),
    make_stored("draft", status=Status.DRAFT, owner="Jo@Example.com", industry="dairy"),
    make_stored("late", review_by=date(2026, 11, 1), outcome=Outcome.FAILED),
    make_stored("soon", review_by=date(2026, 12, 1), inferred=frozenset({"outcome"})),
    make_stored("gone", status=Status.RETIRED, review_by=date(2026, 1, 1)),
]


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), ["held", "draft", "late", "soon", "gone"]),
        (Wanted(status=Status.DRAFT), ["draft"]),
        (Wanted(visibility=Visibility.INTERNAL), ["held"]),
        (Wanted(visibility=Visibility.PUBLIC), []),
        (Wanted(outcome=Outcome.FAILED), ["late"]),
        (Wanted(industry="DAI"), ["draft"]),
        (Wanted(owner="jo@"), ["draft"]),
        (Wanted(held=True), ["held"]),
        (Wanted(inferred=True), ["soon"]),
        (Wanted(text="close LATE"), ["late"]),
        (Wanted(text="close nowhere"), []),
        (Wanted(due_by=DAY), ["late"]),
        (Wanted(due_by=date(2026, 12, 1)), ["late", "soon"]),
        (Wanted(due_by=date(2026, 12, 1), inferred=True), ["soon"]),
    ],
)
def test_a_story_is_listed_when_all_that_is_asked_for_fits(wanted, ids):
    assert [stored.story.id for stored in chosen(RECORDS, wanted)] == ids


def test_a_story_is_overdue_from_the_day_after_its_review_date():
    assert [s.story.id for s in overdue(RECORDS, date(2026, 12, 1))] == ["late"]
    assert [s.story.id for s in overdue(RECORDS, date(2026, 12, 2))] == ["late", "soon"]


def test_what_is_retired_or_has_no_date_is_never_due():
    assert not is_due(RECORDS[4].story, DAY)
    assert not is_due(RECORDS[0].story, DAY)
