"""A day after a conversation: was it worth their time. Asked once, in private, never pursued."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.audience import Place
from bot.domain.events import Message, Press
from bot.domain.worth import resting
from bot.ports.audit import AuditFilter
from bot.ports.turns import Outcome
from tests.dialogs.talk import Talk, speaker

PROBLEM = "Month-end close takes us nine days because counts from the plants come in late."
TRIED = "We tried a reminder tool last year and nobody read it."


async def talked(app, place=Place.DM, who="Priya"):
    """Hold a short conversation."""
    talk = Talk(app, place)
    for text in (PROBLEM, TRIED):
        await talk.says(text, who=who)
    return talk


async def a_day_later(talk, who="Priya"):
    """Let the timer of that conversation come; gives what comes of it."""
    talk.later(days=1)
    event = said_last(talk, who)
    [timer] = resting(event, talk.now - timedelta(days=1))
    return await talk._send(replace(timer, at=talk.now))


def said_last(talk, who):
    return Message(key="x", room=talk.room, speaker=speaker(who), at=talk.now, text="x")


async def on_record(app, kind, **ids):
    lines = await app.audit.lines(AuditFilter(kind=kind))
    return [line.ids for line in lines if ids.items() <= line.ids.items()]


@pytest.mark.parametrize(
    ("said", "answer"),
    [("yes", "yes"), ("no", "no"), ("Yes, it was", "yes")],
)
async def test_it_is_asked_once_and_the_answer_is_counted_without_words(app, said, answer):
    talk = await talked(app)
    before = len(await on_record(app, "worth_answered", answer=answer))
    asked = await a_day_later(talk)
    assert asked.trace.move.line == "worth_ask"
    assert asked.reply.begins
    assert [s.id for s in asked.reply.suggestions] == ["worth_yes", "worth_no", "worth_stop"]
    noted = await talk.says(said)
    assert noted.trace.move.line == "worth_noted"
    found = await on_record(app, "worth_answered", answer=answer)
    assert len(found) == before + 1
    assert set(found[-1]) == {"conversation", "account", "answer"}
    assert (await a_day_later(talk)).trace is None


async def test_a_pressed_answer_counts_as_a_typed_one(app):
    talk = await talked(app)
    await a_day_later(talk)
    pressed = await talk.presses(Press.SUGGESTION, "worth_no")
    assert pressed.trace.move.answer == "no"


async def test_what_they_say_instead_is_answered_and_the_question_left_there(app):
    talk = await talked(app)
    await a_day_later(talk)
    other = await talk.says("The counts come in by mail, from nine plants.")
    assert other.trace.move.answer == ""
    yes = await talk.says("yes")
    assert yes.trace.move.answer == ""


async def test_who_does_not_want_to_be_asked_is_not(app):
    talk = await talked(app)
    await a_day_later(talk)
    await talk.says("Don't ask me that")
    assert talk.answers[-1].trace.move.line == "worth_unasked"
    assert talk.answers[-1].trace.conversation.unasked


async def test_it_is_not_asked_while_a_decline_stands(app):
    talk = await talked(app)
    await talk.says("stop")
    asked = await a_day_later(talk)
    assert (asked.outcome, asked.reply) == (Outcome.SILENT, None)


async def test_one_line_is_no_conversation_to_ask_about(app):
    talk = Talk(app, Place.DM)
    await talk.says(PROBLEM)
    assert (await a_day_later(talk)).reply is None


async def test_after_a_shared_conversation_it_is_asked_in_private_or_not_at_all(app):
    shared = await talked(app, Place.SHARED, who="Wanda")
    assert (await a_day_later(shared, "Wanda")).reply is None
    assert await app.respond.ring() == 0  # no private room is open to her
    alone = Talk(app, Place.DM)
    await alone.says(PROBLEM, who="Vera")
    shared = await talked(app, Place.SHARED, who="Vera")
    assert (await a_day_later(shared, "Vera")).reply is None
    await app.respond.ring()
    waiting = await app.respond._ledger.outbox.waiting()
    [asked] = [o for o in waiting if o.reply.move == "circle_back" and o.room.id == alone.room.id]
    assert "worth" in asked.reply.text
    answered = await alone.says("yes", who="Vera")
    assert answered.trace.move.line == "worth_noted"


async def test_a_rep_is_not_asked(app):
    talk = Talk(app, Place.SHARED)
    await talk.says(PROBLEM, who="Jo", role="rep")
    event = replace(said_last(talk, "Jo"), speaker=speaker("Jo", "rep"))
    assert resting(event, talk.now) == ()


async def test_the_report_counts_no_answer_as_no(app):
    now = app.clock.now()
    before = await app.worth.figures(now - timedelta(days=1), now + timedelta(days=2))
    for said in ("yes", None):
        talk = await talked(app)
        await a_day_later(talk)
        if said:
            await talk.says(said)
    after = await app.worth.figures(now - timedelta(days=1), now + timedelta(days=2))
    assert (after.asked - before.asked, after.yes - before.yes, after.no - before.no) == (2, 1, 0)
    assert after.conversations - before.conversations == 2
    assert 0 < after.of_all <= after.of_asked + 1
