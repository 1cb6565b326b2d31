"""Who asks who reads along, exactly; and words that are quoted without their courtesy."""

import pytest

from bot.domain.audience import Place
from bot.domain.brief import Field
from bot.domain.moves import MoveKind
from tests.dialogs.talk import Talk, keeps_its_manners, noted, told_in

CLOSE = "Month-end close takes us nine days because counts from the plants come in late."


@pytest.mark.parametrize(
    ("place", "name"),
    [(Place.SHARED, "shared"), (Place.DM, "private"), (Place.PUBLIC, "public")],
)
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("which people exactly can read this?", "who_reads"),
        ("can you make sure my boss doesn't see this?", "hide"),
    ],
)
async def test_who_asks_exactly_is_told_for_this_place(app, place, name, text, line):
    answer = await Talk(app, place).says(text)
    assert answer.reply.move is MoveKind.EXPLAIN_PRIVACY
    assert answer.trace.move.line == f"{line}_{name}"
    assert not answer.trace.conversation.brief.entries


async def test_in_a_shared_room_nobody_is_promised_that_one_person_will_not_see(shared):
    answer = await shared.says("please make sure that finance does not read this")
    words = answer.reply.text.lower()
    assert words.startswith(("no.", "that i can't do", "i can't keep it"))
    assert "direct message" in words or "delete" in words


async def test_a_decision_is_quoted_without_the_courtesy_before_it(app):
    talk = Talk(app, Place.DM)
    await talk.says(CLOSE)
    answer = await talk.says(
        "Thank you, I think we will just fix the cutoff ourselves for one quarter."
    )
    assert answer.reply.move is MoveKind.CLOSE
    assert noted(talk, Field.DECISION).startswith("we will just fix the cutoff")
    assert "Thank you" not in answer.reply.text
    assert "counted-on-a-saturday" not in told_in(answer)
    keeps_its_manners(talk)


async def test_a_correction_is_noted_without_its_run_up(shared):
    await shared.says("New hires leave after a few weeks, we lost eleven this year.")
    await shared.says("Sorry, I meant we lost nine this year.")
    assert "we lost nine this year" in noted(shared, Field.IMPACT)
    assert "Sorry" not in noted(shared, Field.IMPACT)


async def test_after_a_decision_no_story_comes_that_is_near_its_words_alone(app):
    talk = Talk(app, Place.DM)
    answer = await talk.says("We decided to leave it as it is until spring.")
    assert answer.reply.move is MoveKind.CLOSE
    assert told_in(answer) == []
