"""What owners are reminded of, who of them is, and that nobody is at night."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.audience import Visibility
from bot.domain.reminders import Date, Due, minders_of, reminder_page, reminders_of, told_key
from bot.domain.story import Consent, Facet, Status, StoredStory, Story
from bot.domain.working_hours import working_hours

TODAY = date(2026, 11, 20)
STORY = Story("a", "The press", Visibility.INTERNAL, {Facet.PROBLEM: "It stood still."})
OWNERS = {"slack:U1": "Sam", "slack:U2": "Kim"}


def due(**changes):
    stored = StoredStory(replace(STORY, **changes), "ref", 1, "hash")
    return [(r.of, r.on) for r in reminders_of([stored], TODAY)]


def in_days(days):
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(("days", "reminded"), [(15, False), (14, True), (0, True), (-40, True)])
def test_a_review_date_is_due_two_weeks_ahead(days, reminded):
    found = due(review_by=in_days(days))
    assert found == ([(Date.REVIEW, in_days(days))] if reminded else [])


def test_so_is_the_end_of_a_consent():
    assert due(consent=Consent(until=in_days(3))) == [(Date.CONSENT, in_days(3))]
    assert due(consent=Consent()) == []


def test_of_a_story_that_is_out_nobody_is_reminded():
    assert due(review_by=TODAY, status=Status.RETIRED) == []
    assert due(review_by=TODAY, status=Status.DRAFT) != []


@pytest.mark.parametrize("owner", ["slack:U1", "sam", " Sam "])
def test_its_owner_is_reminded_where_that_is_one_of_them(owner):
    assert minders_of(replace(STORY, owner=owner), OWNERS) == ["slack:U1"]


@pytest.mark.parametrize("owner", ["", "stories@example.com", "Jo"])
def test_else_all_owners_are(owner):
    assert minders_of(replace(STORY, owner=owner), OWNERS) == ["slack:U1", "slack:U2"]


def test_a_date_that_is_moved_is_another():
    keys = set()
    for day in (TODAY, in_days(1)):
        stored = StoredStory(replace(STORY, review_by=day), "ref", 1, "hash")
        keys |= {r.key for r in reminders_of([stored], TODAY)}
    assert len(keys) == 2


def test_dates_are_told_once_a_day_and_gaps_once_a_week():
    monday, tuesday = date(2026, 11, 16), date(2026, 11, 17)
    assert told_key(Due.DATES, monday, "p") != told_key(Due.DATES, tuesday, "p")
    assert told_key(Due.DIGEST, monday, "p") == told_key(Due.DIGEST, TODAY, "p")
    assert told_key(Due.DIGEST, date(2026, 11, 23), "p") != told_key(Due.DIGEST, TODAY, "p")
    assert told_key(Due.DIGEST, TODAY, "p") != told_key(Due.DIGEST, TODAY, "q")


def test_several_are_one_page_the_earliest_first():
    late = StoredStory(replace(STORY, review_by=in_days(3)), "ref", 1, "hash")
    soon = replace(late, story=replace(STORY, id="b", title="The ladder", review_by=in_days(1)))
    page = reminder_page(reminders_of([late, soon], TODAY))
    assert page.index("The ladder") < page.index("The press")


def test_the_hours_are_those_of_the_vendors_zone():
    hours = working_hours("mon-fri 9:00-17:00", ZoneInfo("America/New_York"))
    assert not hours.hold(datetime(2026, 11, 20, 9, tzinfo=UTC))  # it is four in the morning
    assert hours.hold(datetime(2026, 11, 20, 15, tzinfo=UTC))
    assert not hours.hold(datetime(2026, 11, 21, 15, tzinfo=UTC))  # a Saturday
