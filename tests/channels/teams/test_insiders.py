"""Reps and owners in Teams: search while composing, stories for a message, a file handed over."""

import pytest

from bot.domain.audience import Role
from bot.domain.story import Status
from bot.ports.library import StoryFilter
from bot.ports.people import Person
from tests.channels.teams.rooms import group
from tests.fakes.adaptive_cards import buttons, cards, texts
from tests.fakes.teams import GINA, HOME, JO, PRIYA, SAM, Place, personal

STORY = """# The crane that nobody booked

## Situation
A builder with four sites.

## Problem
Two cranes stood idle while three sites waited.

## What they tried
A calendar on the wall, which nobody kept.

## Outcome
They agreed on one person who says yes or no.
"""


@pytest.fixture(autouse=True)
async def roles(app):
    for who, role in (("jo", Role.REP), ("sam", Role.OWNER), ("gina", Role.REP)):
        await app.people.put(Person(f"teams:aad-{who}", role))


@pytest.fixture
async def internal(app):
    """Titles of stories that outsiders may not read."""
    stories = await app.stories.all(StoryFilter())
    found = {s.story.title for s in stories if s.story.effective_visibility == "internal"}
    assert found
    return found


async def searches(teams, room, words, who=JO):
    value = {"commandId": "searchStories", "parameters": [{"name": "words", "value": words}]}
    answer = await teams.invokes(room, "composeExtension/query", value, who)
    return answer.json()["composeExtension"]


async def found(teams, room, words, who=JO):
    result = await searches(teams, room, words, who)
    return texts(result.get("attachments", []))


async def looks_beside(teams, room, text, who=JO):
    payload = {"id": "1", "body": {"contentType": "html", "content": f"<p>{text}</p>"}}
    value = {"commandId": "storiesForThis", "commandContext": "message", "messagePayload": payload}
    answer = await teams.invokes(room, "composeExtension/fetchTask", value, who)
    return texts(answer.json()["task"]["value"]["card"]["content"])


async def test_a_rep_finds_stories_while_composing(teams):
    room = group(HOME)
    teams.connector.members[room.id] = [JO, PRIYA]
    result = await searches(teams, room, "approvals that wait")
    [first, *_] = result["attachments"]
    assert first["preview"]["content"]["title"] in texts(first["content"])
    assert buttons(first["content"]) == {}


async def test_only_what_the_room_may_see_can_be_inserted(teams, internal):
    shared, inside = group(HOME), group(HOME)
    teams.connector.members[shared.id] = [JO, PRIYA]
    teams.connector.members[inside.id] = [JO, SAM]
    for title in internal:
        assert title not in await found(teams, shared, title)
    assert any([title in await found(teams, inside, title) for title in internal])


async def test_the_chat_of_two_people_counts_as_shared(teams, internal):
    """It calls itself personal, as ours does, and its roster cannot be read."""
    theirs = Place("19:jo_priya@unq.gbl.spaces", "personal", HOME)
    teams.connector.members[theirs.id] = [JO, PRIYA]
    for title in internal:
        assert title not in await found(teams, theirs, title)
    unknown = Place("19:jo_tom@unq.gbl.spaces", "personal", HOME)
    result = await searches(teams, unknown, "approvals")
    assert result["type"] == "message"


@pytest.mark.parametrize("who", [PRIYA, GINA], ids=["a buyer", "a guest with a role"])
async def test_nobody_else_searches(teams, who):
    room = group(HOME)
    teams.connector.members[room.id] = [JO, who]
    assert (await searches(teams, room, "approvals", who))["type"] == "message"


async def test_stories_for_a_message_are_shown_to_whoever_asks(teams, internal):
    room = group(HOME)
    teams.connector.members[room.id] = [JO, PRIYA]
    title = next(iter(internal))
    assert title in await looks_beside(teams, room, title)
    assert "Internal" in await looks_beside(teams, room, title)
    assert title not in await looks_beside(teams, room, title, PRIYA)


async def test_a_rep_asks_in_private_and_is_shown_internal_stories(teams, internal):
    room = personal(JO)
    teams.connector.members[room.id] = [JO]
    title = next(iter(internal))
    await teams.says(room, title, JO)
    assert title in texts(teams.connector.said(room.id))


async def test_a_rep_whom_the_roster_does_not_know_is_answered_as_a_prospect(teams, internal):
    room = personal(JO)
    title = next(iter(internal))
    await teams.says(room, title, JO)
    [message] = teams.connector.said(room.id)
    assert title not in texts(cards(message))


def handed(name, url):
    kind = "application/vnd.microsoft.teams.file.download.info"
    return {"contentType": kind, "name": name, "content": {"downloadUrl": url, "fileType": "md"}}


async def test_a_file_of_an_owner_is_reviewed_and_held_as_a_draft(app, local_teams):
    teams = local_teams
    room = personal(SAM)
    teams.connector.members[room.id] = [SAM]
    teams.connector.files["crane.md"] = STORY.encode()
    url = f"{teams.connector.url}/files/crane.md"
    await teams.says(room, "", SAM, attachments=[handed("crane.md", url)])
    said = texts(teams.connector.said(room.id))
    assert "crane" in said
    records = await app.stories.all(StoryFilter())
    [story] = [s.story for s in records if "crane" in s.story.title.lower()]
    assert story.status is Status.DRAFT
    assert story.effective_visibility == "internal"


async def test_a_file_of_anybody_else_is_not_even_fetched(local_teams):
    teams = local_teams
    room = personal(PRIYA)
    url = f"{teams.connector.url}/files/none.md"
    await teams.says(room, "", PRIYA, attachments=[handed("none.md", url)])
    assert "/files/none.md" not in teams.connector.asked
    assert len(teams.connector.said(room.id)) == 1


async def test_notes_are_put_among_a_buyers_own_files_once_they_agree(local_teams):
    teams = local_teams
    room = personal(PRIYA)
    await teams.says(room, "Month-end closing takes us nine days and nobody knows why.")
    await teams.presses(room, {"take": "docx"})
    [consent] = [
        m for m in teams.connector.said(room.id) if "consent" in str(m.get("attachments"))
    ]
    asked = consent["attachments"][0]["content"]
    upload = {
        "uploadUrl": f"{teams.connector.url}/files/notes.docx",
        "contentUrl": "https://x/",
        "name": "problem-notes.docx",
        "uniqueId": "u",
        "fileType": "docx",
    }
    value = {
        "type": "fileUpload",
        "action": "accept",
        "context": asked["acceptContext"],
        "uploadInfo": upload,
    }
    answer = await teams.invokes(room, "fileConsent/invoke", value)
    assert answer.status_code == 200
    assert teams.connector.files["notes.docx"].startswith(b"PK")
    assert "file.info" in str(teams.connector.said(room.id)[-1]["attachments"])


async def test_a_store_without_https_is_not_asked(teams):
    room = personal(SAM)
    teams.connector.members[room.id] = [SAM]
    teams.connector.files["crane.md"] = STORY.encode()
    url = f"{teams.connector.url}/files/crane.md"
    await teams.says(room, "", SAM, attachments=[handed("crane.md", url)])
    assert "/files/crane.md" not in teams.connector.asked


async def test_what_waits_for_insiders_is_not_posted_once_others_read_there(app, teams):
    room = group(HOME)
    teams.connector.members[room.id] = [JO, SAM]
    teams.connector.faults += [("POST", 502)]
    await teams.says(room, "Stories about approvals that wait", JO)
    teams.connector.members[room.id].append(PRIYA)
    await app.respond.recover()
    assert teams.connector.said(room.id) == []
    teams.connector.members[room.id].remove(PRIYA)
    await app.respond.recover()
    assert teams.connector.said(room.id) == []


async def test_what_waits_for_insiders_waits_on_while_nobody_says_who_reads(app, teams):
    room = group(HOME)
    teams.connector.members[room.id] = [JO, SAM]
    teams.connector.faults += [("POST", 502)]
    await teams.says(room, "Stories about approvals that wait", JO)
    teams.connector.members.pop(room.id)
    await app.respond.recover()
    assert teams.connector.said(room.id) == []
    teams.connector.members[room.id] = [JO, SAM]
    await app.respond.recover()
    assert len(teams.connector.said(room.id)) == 1
