"""Messages that are edited or deleted, and presses that say whether a reply helped."""

import pytest

from bot.domain.brief import Field
from bot.domain.events import Press
from bot.ports.turns import Outcome
from tests.dialogs.talk import noted

SLOW = "Month-end closing takes us nine days."
FASTER = "Month-end closing takes us six days."


async def test_an_edited_message_changes_the_notes_and_gets_no_second_reply(shared):
    await shared.says(SLOW)
    edited = await shared.edits(0, FASTER)
    assert edited.reply is None
    words = " ".join(e.span for e in shared.brief.standing())
    assert "six days" in words
    assert "nine days" not in words


async def test_an_edit_confirms_nothing(private):
    """A yes counted when it was given; one that is edited in later was never answered."""
    await private.says(SLOW)
    await private.says("show me my notes")
    await private.edits(0, "yes, that is right")
    assert not any(e.confirmed for e in private.brief.standing())


async def test_a_deleted_message_withdraws_what_was_heard_from_it(shared):
    await shared.says(SLOW)
    assert noted(shared, Field.PROBLEM) or shared.brief.standing()
    gone = await shared.presses(Press.UNSAID, f"{shared.room.id}:0")
    assert gone.reply is None
    assert shared.brief.standing() == ()
    assert all(e.span == "" for e in shared.brief.entries)


async def test_nobody_withdraws_anothers_message(shared):
    await shared.says(SLOW)
    await shared.presses(Press.UNSAID, f"{shared.room.id}:0", who="Raj")
    assert shared.brief.standing() != ()


@pytest.mark.parametrize(("who", "role"), [("Priya", None), ("Jo", "rep")])
async def test_feedback_is_taken_without_a_word(private, who, role):
    answer = await private.presses(Press.FEEDBACK, "yes", who, role)
    assert answer.reply is None
    assert answer.outcome is Outcome.SILENT
