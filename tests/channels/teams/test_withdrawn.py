"""A story that is taken out leaves the message that showed it."""

import json
from dataclasses import replace

from bot.domain.audience import Audience, Role, clearance_for
from bot.domain.story import Verdict
from bot.use_cases.change_stories import Decision
from tests.fakes.teams import personal


async def test_a_recalled_story_leaves_the_message_words_and_all(teams, app):
    room = personal()
    await teams.says(room, "Month-end closing takes us nine days and nobody knows why.")
    shelf = await app.find.browse(clearance_for(Audience.OUTSIDERS))
    said = json.dumps(teams.connector.said(room.id))
    told = [story for story in shelf if story.title in said]
    try:
        for story in told:
            decision = Decision(story.story_id, "Sam", "test", Role.OWNER)
            await app.change.rule(decision, Verdict.RECALLED)
        await replace(app.withdraw)()
        now = json.dumps(teams.connector.said(room.id))
        assert told
        assert not any(story.title in now for story in told)
        assert "withdrawn" in now
    finally:
        for story in told:
            decision = Decision(story.story_id, "Sam", "test", Role.OWNER)
            await app.change.rule(decision, Verdict.APPROVED)
