"""A person who is asked for in Teams, and the room of our own that is told by its reference."""

import json

import pytest

from bot.domain.audience import Role
from bot.ports.people import Person
from tests.channels.teams.rooms import group
from tests.fakes.adaptive_cards import actions
from tests.fakes.teams import ACME, BETA, HOME, JO, PRIYA, SAM, Place, person

_THREAD = Place("19:ours@thread.tacv2;messageid=1", "channel", HOME)


@pytest.fixture(autouse=True)
async def roles(app):
    await app.people.put(Person("teams:aad-jo", Role.REP, "Jo Field"))
    await app.people.put(Person("teams:aad-sam", Role.REP, "Sam Field"))


@pytest.fixture
async def shared(connector):
    """A group chat with people of one other company."""
    room = group(HOME)
    connector.members[room.id] = [PRIYA, JO]
    return room


@pytest.fixture
async def ours(connector):
    """A channel of our own people, in which an account is linked from within a thread."""
    connector.members["19:ours@thread.tacv2"] = [JO, SAM]
    return _THREAD


async def rings(app):
    """Let news arrive."""
    await app.respond.ring()
    await app.respond.recover(["teams"])


async def test_a_request_goes_to_the_linked_room_and_the_answer_comes_back(
    teams, connector, app, shared, ours
):
    await teams.says(ours, f"link {ACME}", JO)
    await teams.says(shared, "can I talk to a person?")
    await rings(app)
    [told] = connector.said("19:ours@thread.tacv2")
    assert ACME in told["text"]
    await teams.presses(ours, actions(told)["I'll answer"]["data"], JO)
    await rings(app)
    assert "Jo Field" in connector.said(shared.id)[-1]["text"]


async def test_a_room_of_ours_that_a_stranger_is_in_by_now_gets_nothing(
    teams, connector, app, shared, ours
):
    await teams.says(ours, f"link {ACME}", JO)
    await teams.says(shared, "can I talk to a person?")
    connector.members["19:ours@thread.tacv2"] = [JO, SAM, person("Eve", BETA)]
    await rings(app)
    assert connector.said("19:ours@thread.tacv2") == []


async def test_where_others_read_nothing_is_linked(teams, connector, app, shared):
    await teams.says(shared, f"link {ACME}", JO)
    await teams.says(shared, f"link {ACME}", PRIYA)
    assert "linked" not in json.dumps(connector.said(shared.id)).lower()
    assert all(link.room is None or link.room.id != shared.id for link in await app.links.all())
