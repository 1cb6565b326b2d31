"""A person who is asked for in Teams, and the room of our own that is told by its reference."""

import json
from dataclasses import replace
from urllib.parse import quote

import pytest

from bot.channels.teams.whereabouts import link_to
from bot.domain.audience import Place as DomainPlace
from bot.domain.audience import Role, Room
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
    connector.members[room.id] = [PRIYA | {"userPrincipalName": "priya@acme.example"}, JO]
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
    assert "Acme" in told["text"]
    await teams.presses(ours, actions(told)["I'll answer"]["data"], JO)
    await rings(app)
    assert "Jo Field" in connector.said(shared.id)[-1]["text"]


async def test_our_people_read_who_asked_where_and_the_one_asked_is_mentioned(
    teams, connector, app, shared, ours
):
    await teams.says(shared, "our close takes nine days")
    await teams.says(ours, "link acme", JO)  # as their addresses call them
    await app.links.put(replace(await app.links.of(ACME), people=("teams:aad-sam",)))
    await teams.says(shared, "can I talk to a person?")
    await rings(app)
    told = connector.said("19:ours@thread.tacv2")[-1]
    assert "<at>Sam</at> Asked by Priya in [this conversation]" in told["text"]
    where = f"https://teams.microsoft.com/l/chat/{quote(shared.id, safe='')}/0?tenantId={HOME}"
    assert f"({where})" in told["text"]
    [mention] = [e for e in told["entities"] if e["type"] == "mention"]
    assert mention["mentioned"] == {"id": "29:sam", "name": "Sam"}
    assert mention["text"] == "<at>Sam</at>"


@pytest.mark.parametrize("place", [DomainPlace.DM, DomainPlace.PUBLIC, None])
def test_a_chat_of_two_has_no_address(place):
    assert link_to(Room("a:priya", "teams", place), HOME) == ""


def test_a_thread_of_a_channel_is_opened_at_its_first_message():
    room = Room("19:c@thread.tacv2;messageid=17", "teams", DomainPlace.SHARED)
    wanted = "message/19%3Ac%40thread.tacv2/17?tenantId=tenant-home&parentMessageId=17"
    assert link_to(room, HOME).endswith(wanted)


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
