"""Who may decide what on a story, and how far a word on its readers stands over its file."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.audience import Role, Visibility
from bot.domain.errors import NotAnOwnerError
from bot.domain.rulings import check_may_change, read_by, shown_to
from bot.domain.story import Consent, Facet, Hold, Readership, Status, StoredStory, Story

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
STORY = Story("a", "The press", Visibility.INTERNAL, {Facet.PROBLEM: "It stood still."})
DRAFT = replace(STORY, status=Status.DRAFT)
HELD = replace(STORY, visibility=Visibility.PUBLIC, holds=(Hold("No consent.", "Ask."),))
NOT_OWNERS = [None, Role.PROSPECT, Role.REP]


def seen_by(visibility, **more):
    return replace(STORY, visibility=visibility, **more)


MORE = {
    "approved": (DRAFT, STORY),
    "brought back": (replace(STORY, status=Status.RETIRED), STORY),
    "shown to buyers": (STORY, seen_by(Visibility.PROSPECTS)),
    "named": (seen_by(Visibility.PROSPECTS), seen_by(Visibility.PUBLIC)),
    "a draft that buyers are to read": (DRAFT, replace(DRAFT, visibility=Visibility.PROSPECTS)),
    "no longer held": (HELD, replace(HELD, holds=())),
}
FEWER = {
    "retired": (STORY, replace(STORY, status=Status.RETIRED)),
    "retired, and a hold is gone": (HELD, replace(HELD, holds=(), status=Status.RETIRED)),
    "sent back": (STORY, DRAFT),
    "unnamed": (seen_by(Visibility.PUBLIC), seen_by(Visibility.PROSPECTS)),
    "ours alone": (seen_by(Visibility.PROSPECTS), STORY),
    "held": (replace(HELD, holds=()), HELD),
}


@pytest.mark.parametrize("role", NOT_OWNERS)
@pytest.mark.parametrize("change", MORE.values(), ids=MORE)
def test_only_an_owner_lets_more_people_read(change, role):
    with pytest.raises(NotAnOwnerError):
        check_may_change(*change, role)
    check_may_change(*change, Role.OWNER)


@pytest.mark.parametrize("role", [*NOT_OWNERS, Role.OWNER])
@pytest.mark.parametrize("change", FEWER.values(), ids=FEWER)
def test_to_let_fewer_people_read_needs_no_role(change, role):
    check_may_change(*change, role)


def word(visibility, **more):
    return Readership(visibility, "Jo", NOW, Visibility.INTERNAL, **more)


def after(visibility, **more):
    return shown_to(StoredStory(STORY, "ref", 1, "hash"), word(visibility, **more))


def test_a_wider_circle_stands_as_long_as_the_file_says_the_same():
    wide = after(Visibility.PROSPECTS).readership
    assert read_by(STORY, wide).visibility is Visibility.PROSPECTS
    other = replace(STORY, facets={Facet.PROBLEM: "Somebody named Ms Hale stopped it."})
    assert read_by(other, wide).visibility is Visibility.INTERNAL
    public = replace(STORY, visibility=Visibility.PUBLIC)
    assert read_by(public, wide).visibility is Visibility.PROSPECTS


def test_a_narrower_circle_stands_whatever_the_file_says():
    stored = StoredStory(seen_by(Visibility.PUBLIC), "ref", 1, "hash")
    narrow = shown_to(stored, word(Visibility.INTERNAL)).readership
    assert read_by(seen_by(Visibility.PUBLIC), narrow).visibility is Visibility.INTERNAL
    other = seen_by(Visibility.PUBLIC, title="The press, again")
    assert read_by(other, narrow).visibility is Visibility.INTERNAL


def test_a_second_word_is_still_over_what_the_file_says():
    once = after(Visibility.PROSPECTS)
    twice = shown_to(once, word(Visibility.PUBLIC))
    assert (twice.readership.over, twice.version) == (Visibility.INTERNAL, 3)
    assert read_by(STORY, twice.readership).visibility is Visibility.PUBLIC


def test_a_consent_that_was_told_with_it_comes_along():
    consent = Consent("head of works", "named", NOW.date(), recorded_by="Jo")
    public = after(Visibility.PUBLIC, consent=consent)
    assert public.story.consent == consent
    assert read_by(STORY, public.readership).consent == consent
