"""A content owner in Teams: the review of a file, and what is decided below it."""

from itertools import count

import pytest

from bot.domain.audience import Role, Visibility
from bot.domain.story import Status, Verdict
from bot.ports.people import Person
from bot.use_cases.change_stories import Decision
from tests.fakes.adaptive_cards import actions, texts
from tests.fakes.teams import JO, SAM, personal

STORY = """---
id: {id}
title: The kiln that cooled too fast, {id}
visibility: internal
customer: Ashdown Tiles
shown_as: a maker of tiles
outcome: partly
---
## Situation
Forty people fire tiles in two kilns.
## Problem
One tile in nine cracked, and each shift blamed the other.
## What they tried
They bought a harder clay. It cracked as well, as nobody had looked at the cooling.
## Outcome
One in thirty cracks now. Two shifts still cool by eye.
"""
_numbers = count(1)


@pytest.fixture
async def desk(app, local_teams):
    """Sam's own chat, with the review of a story that was handed over there."""
    await app.people.put(Person("teams:aad-sam", Role.OWNER))
    await app.people.put(Person("teams:aad-jo", Role.REP))
    desk = Desk(app, local_teams, f"cooling-{next(_numbers)}")
    await desk.hands_over()
    yield desk
    decision = Decision(desk.story_id, "test", "over", Role.OWNER)
    await app.change.rule(decision, Verdict.RETIRED)


class Desk:
    def __init__(self, app, teams, story_id):
        self.app, self.teams, self.story_id = app, teams, story_id
        self.room = personal(SAM)
        teams.connector.members[self.room.id] = [SAM, JO]

    async def hands_over(self):
        name = f"{self.story_id}.md"
        self.teams.connector.files[name] = STORY.format(id=self.story_id).encode()
        url = f"{self.teams.connector.url}/files/{name}"
        kind = "application/vnd.microsoft.teams.file.download.info"
        content = {"downloadUrl": url, "fileType": "md"}
        handed = {"contentType": kind, "name": name, "content": content}
        await self.teams.says(self.room, "", SAM, attachments=[handed])

    @property
    def last(self):
        return self.teams.connector.said(self.room.id)[-1]

    async def presses(self, title, who=SAM, message=None, **written):
        pressed = actions(message or self.last)[title]
        assert pressed["type"] == "Action.Execute"
        return await self.teams.presses(self.room, pressed["data"] | written, who)

    async def stored(self):
        return (await self.app.stories.get([self.story_id]))[self.story_id]


async def test_below_a_review_stands_what_can_be_decided(desk):
    assert "draft" in desk.last["text"]
    found = actions(desk.last)
    assert {"Approve", "Needs work", "Who may see it"} <= set(found)
    unfolds = {"Needs work", "Who may see it"}
    assert {t for t in found if found[t]["type"] == "Action.ShowCard"} == unfolds
    assert (await desk.stored()).story.status is Status.DRAFT


async def test_an_owner_approves(desk):
    await desk.presses("Approve")
    stored = await desk.stored()
    assert (stored.story.status, stored.ruling.by) == (Status.APPROVED, "teams:aad-sam")


async def test_who_may_see_it_is_picked_and_an_old_button_does_nothing(desk):
    old = desk.last
    await desk.presses("Prospects: buyers, without the name")
    assert (await desk.stored()).story.visibility is Visibility.PROSPECTS
    await desk.presses("Approve", message=old)
    assert (await desk.stored()).story.status is Status.DRAFT
    await desk.presses("Approve")
    assert (await desk.stored()).story.status is Status.APPROVED


async def test_a_note_on_what_needs_work_is_written_on_the_card(desk):
    await desk.presses("Keep the note", words="Say who looks at the cooling now.")
    assert (await desk.stored()).ruling.why == "Say who looks at the cooling now."


async def test_a_rep_decides_nothing(desk):
    review = desk.last
    for title in ("Approve", "Keep the note", "Public: everyone, with the name"):
        await desk.presses(title, JO, review, words="I do not like it.")
    assert (await desk.stored()).version == 1
    assert "owner" in texts(desk.teams.connector.said(desk.room.id)[-1])


async def test_it_can_be_typed_too(desk):
    await desk.teams.says(desk.room, "needs work: name the shift", SAM)
    assert (await desk.stored()).ruling.why == "name the shift"
