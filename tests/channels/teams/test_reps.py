"""A rep in Teams: before a meeting, with a story for a buyer's group, and among buyers."""

from itertools import count

import pytest

from bot.domain.audience import Role
from bot.ports.library import StoryFilter
from bot.ports.people import Person
from tests.channels.teams.rooms import group
from tests.fakes.adaptive_cards import buttons, cards, texts
from tests.fakes.teams import GINA, HOME, JO, PRIYA, SAM, person, personal

_companies = count(1)


@pytest.fixture(autouse=True)
async def roles(app):
    for who in ("jo", "sam", "gina"):
        await app.people.put(Person(f"teams:aad-{who}", Role.REP))


@pytest.fixture
async def internal(app):
    """Titles of stories that outsiders may not read."""
    stories = await app.stories.all(StoryFilter())
    return {s.story.title for s in stories if s.story.effective_visibility == "internal"}


async def test_a_rep_who_asks_among_buyers_is_answered_in_their_own_chat(teams, internal):
    room = group(HOME)
    teams.connector.members[room.id] = [JO, PRIYA]
    title = next(iter(internal))
    for _ in range(2):
        await teams.says(room, f"Stories about {title}", JO)
    assert teams.connector.said(room.id) == []
    own = f"a:own-chat-of-{JO['id']}"
    answers = teams.connector.said(own)
    assert len(answers) == 2
    assert title in texts(answers)
    assert [where for where, _ in teams.connector.targeted] == [room.id, room.id]
    pointed = teams.connector.targeted[0][1]
    assert pointed["recipient"] == {"id": JO["id"], "isTargeted": True}
    assert title not in texts(pointed)


async def test_a_rep_without_a_chat_with_the_bot_is_told_where_to_ask(teams, internal):
    room = group(HOME)
    teams.connector.members[room.id] = [JO, PRIYA]
    teams.connector.closed.add(JO["id"])
    await teams.says(room, f"Stories about {next(iter(internal))}", JO)
    [message] = teams.connector.said(room.id)
    assert cards(message) == []
    assert not internal & set(texts(message).splitlines())
    assert teams.connector.targeted == []


async def own_chat(teams, who=JO):
    room = personal(who)
    teams.connector.members[room.id] = [who]
    return room


async def buyers_room(teams, *members):
    """A group in which a buyer said something that stands in the notes; gives her company, too."""
    buyer = person("Mia", f"tenant-of-{next(_companies)}")
    room = group(HOME)
    teams.connector.members[room.id] = [buyer, *members]
    await teams.says(room, "Our forecast misses by 20 to 30 percent every quarter.", buyer)
    await teams.says(room, "Finance and the plant managers both feel it.", buyer)
    return room, buyer["tenantId"]


async def test_a_rep_is_prepared_for_the_room_they_ask_in_and_nobody_there_sees_it(teams):
    room, _ = await buyers_room(teams, JO)
    before = len(teams.connector.said(room.id))
    await teams.says(room, "prep for Thursday", JO)
    assert len(teams.connector.said(room.id)) == before
    page = texts(teams.connector.said(f"a:own-chat-of-{JO['id']}")[-1])
    assert "20 to 30 percent" in page
    assert "Mia" in page


@pytest.mark.parametrize("asked", ["brief of", "prep for the meeting with"])
async def test_a_customer_is_called_by_the_name_in_its_peoples_addresses(teams, asked):
    room, _ = await buyers_room(teams, JO)
    name = f"Marlow{next(_companies)}"
    buyer = teams.connector.members[room.id][0]
    buyer["userPrincipalName"] = f"mia@{name.lower()}.example"
    mine = await own_chat(teams)
    await teams.says(mine, f"{asked} {name}", JO)
    shown = texts(teams.connector.said(mine.id)[-1])
    assert name in shown
    assert "20 to 30 percent" in shown


async def test_a_rep_is_prepared_from_rooms_whose_roster_names_them_alone(teams):
    _, company = await buyers_room(teams, JO)
    mine, theirs = await own_chat(teams), await own_chat(teams, SAM)
    await teams.says(mine, f"prep for the meeting with {company}", JO)
    assert "20 to 30 percent" in texts(teams.connector.said(mine.id)[-1])
    await teams.says(theirs, f"prep for the meeting with {company}", SAM)
    assert "20 to 30 percent" not in texts(teams.connector.said(theirs.id))


async def test_a_rep_is_not_prepared_where_the_roster_cannot_be_read(teams):
    room, company = await buyers_room(teams, JO)
    del teams.connector.members[room.id]
    mine = await own_chat(teams)
    await teams.says(mine, f"prep for the meeting with {company}", JO)
    assert "20 to 30 percent" not in texts(teams.connector.said(mine.id))


async def test_what_a_buyer_said_to_the_bot_alone_is_not_in_the_page(teams):
    room, _ = await buyers_room(teams, JO)
    buyer = teams.connector.members[room.id][0]
    alone = personal(buyer)
    await teams.says(alone, "Our planning director never reads the forecast at all.", buyer)
    await teams.says(room, "prep", JO)
    page = texts(teams.connector.said(f"a:own-chat-of-{JO['id']}")[-1])
    assert "20 to 30 percent" in page
    assert "never reads" not in page


async def test_a_story_that_a_rep_shares_is_posted_in_the_buyers_group(app, teams):
    room, company = await buyers_room(teams, JO)
    mine = await own_chat(teams)
    before = len(teams.connector.said(room.id))
    await teams.says(mine, f"share fifty-tubes in {company}", JO)
    await teams.says(mine, "yes", JO)
    await app.respond.ring()
    posted = teams.connector.said(room.id)
    assert len(posted) == before + 1
    assert "Read it" in buttons(cards(posted[-1]))


@pytest.mark.parametrize("who", [PRIYA, GINA], ids=["a buyer", "a guest with a role"])
async def test_nobody_else_is_taken_aside(teams, internal, who):
    room = group(HOME)
    teams.connector.members[room.id] = [JO, who]
    await teams.says(room, "Stories about approvals that wait", who)
    [_] = teams.connector.said(room.id)
    assert teams.connector.targeted == []
    assert len(teams.connector.said()) == 1
