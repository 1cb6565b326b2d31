"""Who can read a reply decides what it may hold. When in doubt, outsiders read along."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import (
    Audience,
    Place,
    Role,
    Room,
    Speaker,
    Visibility,
    acting_role,
    audience_of,
    clearance_for,
)

REP = Speaker("slack:jo", insider=True, role=Role.REP)
OWNER = Speaker("slack:kim", insider=True, role=Role.OWNER)
PROSPECT = Speaker("slack:ana")
SHARED, INTERNAL = Room("C1", "slack", Place.SHARED), Room("C2", "slack", Place.INTERNAL)
DM, SHELF = Room("D1", "slack", Place.DM), Room("w", "web", Place.PUBLIC)
UNKNOWN = Room("C9", "slack")

PUBLIC_ONLY = {Visibility.PUBLIC}
FOR_BUYERS = {Visibility.PUBLIC, Visibility.PROSPECTS}

SPEAKERS = st.builds(
    Speaker, id=st.just("x"), insider=st.booleans(), role=st.sampled_from([None, *Role])
)
ROOMS = st.builds(
    Room, id=st.just("r"), channel=st.just("c"), place=st.sampled_from([None, *Place])
)


@pytest.mark.parametrize("speaker", [REP, OWNER])
@pytest.mark.parametrize("room", [DM, INTERNAL])
def test_a_rep_or_owner_in_private_sees_everything(speaker, room):
    assert audience_of(speaker, room) is Audience.INSIDERS
    assert clearance_for(audience_of(speaker, room)) == set(Visibility)


def test_a_rep_typing_in_a_shared_room_gets_what_outsiders_get():
    """The place decides, not only the person: the customer reads along."""
    assert audience_of(REP, SHARED) is Audience.OUTSIDERS
    assert acting_role(REP, SHARED) is Role.PROSPECT


def test_an_unknown_room_has_outsiders():
    assert audience_of(REP, UNKNOWN) is Audience.OUTSIDERS


def test_an_unknown_speaker_is_an_outsider():
    stranger = Speaker("slack:who")
    assert audience_of(stranger, DM) is Audience.OUTSIDERS
    assert audience_of(stranger, INTERNAL) is Audience.OUTSIDERS
    assert acting_role(stranger, DM) is Role.PROSPECT


def test_an_insider_without_a_role_is_treated_as_a_prospect():
    newcomer = Speaker("slack:new", insider=True)
    assert audience_of(newcomer, INTERNAL) is Audience.OUTSIDERS
    assert acting_role(newcomer, INTERNAL) is Role.PROSPECT


def test_a_role_without_the_platforms_word_for_it_counts_for_nothing():
    """A guest who is on the list of reps by mistake stays a guest."""
    guest = Speaker("slack:guest", insider=False, role=Role.REP)
    assert audience_of(guest, DM) is Audience.OUTSIDERS


def test_an_insider_listed_as_prospect_is_one():
    trial = Speaker("slack:t", insider=True, role=Role.PROSPECT)
    assert audience_of(trial, DM) is Audience.OUTSIDERS


@pytest.mark.parametrize("speaker", [PROSPECT, REP, OWNER])
def test_the_open_shelf_shows_public_stories_to_everyone(speaker):
    assert clearance_for(audience_of(speaker, SHELF)) == PUBLIC_ONLY


def test_buyers_see_public_stories_and_those_cleared_for_them():
    assert clearance_for(audience_of(PROSPECT, SHARED)) == FOR_BUYERS
    assert clearance_for(audience_of(PROSPECT, DM)) == FOR_BUYERS


def test_a_person_acts_in_their_role_only_among_insiders():
    assert acting_role(OWNER, DM) is Role.OWNER
    assert acting_role(REP, INTERNAL) is Role.REP
    assert acting_role(OWNER, SHELF) is Role.PROSPECT


@given(SPEAKERS, ROOMS)
def test_internal_stories_need_a_trusted_speaker_and_a_closed_room(speaker, room):
    """Whatever else changes: no internal story without both."""
    cleared = clearance_for(audience_of(speaker, room))
    if Visibility.INTERNAL in cleared:
        assert speaker.insider
        assert speaker.role in (Role.REP, Role.OWNER)
        assert room.place in (Place.DM, Place.INTERNAL)
    assert Visibility.PUBLIC in cleared


@given(SPEAKERS, ROOMS)
def test_no_one_acts_as_an_insider_where_outsiders_read(speaker, room):
    insiders = audience_of(speaker, room) is Audience.INSIDERS
    assert insiders or acting_role(speaker, room) is Role.PROSPECT
