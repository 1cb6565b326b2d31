"""Every surface of Teams, in every kind of room, for everyone: what is internal fails closed."""

from itertools import count

import pytest

from bot.domain.audience import Role
from bot.domain.story import Facet
from bot.ports.library import StoryFilter
from bot.ports.people import Person
from tests.channels.teams.rooms import group, thread
from tests.fakes.adaptive_cards import texts
from tests.fakes.teams import ACME, GINA, HOME, JO, PRIYA, SAM, TOM, Place, person, personal

KIM = person("Kim", HOME)  # one of ours, without a role
# A guest and a buyer have the role of a rep here, by somebody's mistake.
ROLES = {"Jo": Role.REP, "Sam": Role.OWNER, "Gina": Role.REP, "Priya": Role.REP}
PEOPLE = (JO, SAM, KIM, GINA, PRIYA)
TRUSTED, NOBODY = {"Jo", "Sam"}, set()
_numbers = count(1)


def own_chat(who):
    return personal(who), [who]


def unread_chat(who):
    return personal(who), None


def ours(who):
    return group(HOME), [JO, SAM, who]


def with_a_buyer(who):
    return group(HOME), [JO, TOM, who]


def with_a_guest(who):
    return group(HOME), [JO, person("Gus", HOME, "guest"), who]


def unread_group(who):
    return group(HOME), None


def of_a_buyer(who):
    return group(ACME), [JO, who]


def channel_of_ours(who):
    return _channel(""), [JO, SAM, who]


def private_channel(who):
    return _channel("private"), [JO, SAM, who]


def shared_channel(who):
    return _channel("shared"), [JO, SAM, who]


def _channel(kind):
    room = thread(HOME, kind)
    return Place(room.id.replace("channel", f"channel{next(_numbers)}"), room.kind, HOME, kind)


# Who may be shown internal stories: in the room, while composing there, and beside it, alone.
ROOMS = {
    own_chat: (TRUSTED, TRUSTED, TRUSTED),
    unread_chat: (NOBODY, NOBODY, NOBODY),
    ours: (TRUSTED, TRUSTED, TRUSTED),
    with_a_buyer: (NOBODY, NOBODY, TRUSTED),
    with_a_guest: (NOBODY, NOBODY, TRUSTED),
    unread_group: (NOBODY, NOBODY, NOBODY),
    of_a_buyer: (NOBODY, NOBODY, TRUSTED),
    channel_of_ours: (TRUSTED, TRUSTED, TRUSTED),
    private_channel: (TRUSTED, TRUSTED, TRUSTED),
    shared_channel: (NOBODY, NOBODY, TRUSTED),
}
IN_THE_ROOM, COMPOSING, BESIDE = range(3)


def asked_for(story):
    """The problem of a story, in its own words."""
    return story.story.facets[Facet.PROBLEM].partition("\n")[0]


async def by_message(teams, room, who, story):
    await teams.says(room, asked_for(story), who)
    return teams.connector.said(room.id)


async def by_card_action(teams, room, who, story):
    await teams.presses(room, {"press": "read_story", "target": story.ref}, who)
    return teams.connector.said(room.id)


async def by_button_without_dialogs(teams, room, who, story):
    value = {"open": "story", "target": story.ref}
    await teams.says(room, "", who, value=value)
    return teams.connector.said(room.id)


async def by_dialog(teams, room, who, story):
    value = {"data": {"open": "story", "target": story.ref}}
    return (await teams.invokes(room, "task/fetch", value, who)).json()


async def by_message_extension(teams, room, who, story):
    words = [{"name": "words", "value": asked_for(story)}]
    value = {"commandId": "searchStories", "parameters": words}
    return (await teams.invokes(room, "composeExtension/query", value, who)).json()


async def by_message_action(teams, room, who, story):
    message = {"id": "1", "body": {"contentType": "text", "content": asked_for(story)}}
    value = {"commandId": "storiesForThis", "commandContext": "message", "messagePayload": message}
    return (await teams.invokes(room, "composeExtension/fetchTask", value, who)).json()


SURFACES = {
    by_message: IN_THE_ROOM,
    by_card_action: IN_THE_ROOM,
    by_button_without_dialogs: IN_THE_ROOM,
    by_dialog: IN_THE_ROOM,
    by_message_extension: COMPOSING,
    by_message_action: BESIDE,
}


@pytest.fixture(autouse=True)
async def roles(app):
    for name, role in ROLES.items():
        await app.people.put(Person(f"teams:aad-{name.lower()}", role))


@pytest.fixture
async def secret(app):
    """A story that outsiders may not read."""
    stories = await app.stories.all(StoryFilter())
    return next(s for s in stories if s.story.effective_visibility == "internal")


async def everyone_sees(ask, teams, make):
    """Give those who are shown something, asking one after the other, each in a room anew."""
    seen = set()
    for who in PEOPLE:
        room, members = make(who)
        if members:
            once = {member["id"]: member for member in members}
            teams.connector.members[room.id.partition(";")[0]] = list(once.values())
        if await ask(room, who):
            seen.add(who["name"])
    return seen


def tells(shown, story):
    """Say whether anything of a story is shown that was not in the question."""
    rest = (text for facet, text in story.facets.items() if facet is not Facet.PROBLEM)
    sentences = [words for text in rest for words in text.split(". ") if len(words) > 30]
    return any(words in shown for words in (story.title, *sentences))


@pytest.mark.parametrize("make", ROOMS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.__name__)
async def test_internal_stories_are_shown_to_those_alone_who_may(teams, secret, surface, make):
    async def ask(room, who):
        return tells(texts(await surface(teams, room, who, secret)), secret.story)

    assert await everyone_sees(ask, teams, make) == ROOMS[make][SURFACES[surface]]


@pytest.mark.parametrize("make", ROOMS, ids=lambda make: make.__name__)
async def test_files_are_fetched_from_an_owner_in_private_alone(local_teams, make):
    teams = local_teams

    async def ask(room, who):
        name = f"file{next(_numbers)}.md"
        content = {"downloadUrl": f"{teams.connector.url}/files/{name}", "fileType": "md"}
        kind = "application/vnd.microsoft.teams.file.download.info"
        handed = {"contentType": kind, "name": name, "content": content}
        await teams.says(room, "", who, attachments=[handed])
        return f"/files/{name}" in teams.connector.asked

    assert await everyone_sees(ask, teams, make) == ({"Sam"} if make is own_chat else NOBODY)


def test_there_are_as_many_combinations_as_that():
    assert len(ROOMS) * len(SURFACES) * len(PEOPLE) >= 300
