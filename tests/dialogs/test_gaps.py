"""A question that no story fits is kept for the owners: its words only where they may be."""

import pytest

from bot.domain.audience import Place
from bot.domain.moves import MoveKind
from tests.dialogs.talk import Talk

BEAVERS = "Has anyone else had trouble with beavers flooding a golf course?"


async def gaps_of(app, talk):
    """The words of the open gaps that were found in one room."""
    gaps = await app.gaps._shelf.gaps.open()
    return [gap.words for gap in gaps if gap.conversation_id == f"test:{talk.room.id}"]


async def test_a_question_in_a_shared_room_is_kept_in_words(app, shared):
    answer = await shared.says(BEAVERS)
    assert answer.reply.move is MoveKind.NO_STORY
    assert await gaps_of(app, shared) == [BEAVERS]


@pytest.mark.parametrize("place", [Place.DM, Place.PUBLIC, Place.INTERNAL, None])
async def test_elsewhere_it_is_counted_without_its_words(app, place):
    talk = Talk(app, place)
    await talk.says(BEAVERS)
    assert await gaps_of(app, talk) == [""]


async def test_a_reps_own_search_is_kept_in_words(app, private):
    await private.says(BEAVERS, who="Jo", role="rep")
    assert await gaps_of(app, private) == [BEAVERS]


async def test_names_in_it_are_not_kept(app, shared):
    await shared.says("Has anyone else had beavers? Ask priya.nair@acme.example about it.")
    [words] = await gaps_of(app, shared)
    assert "beavers" in words
    assert "@" not in words


async def test_the_same_message_delivered_twice_is_one_gap(app, shared):
    await shared.says(BEAVERS)
    shared.answers.clear()
    await shared.says(BEAVERS)
    assert await gaps_of(app, shared) == [BEAVERS]


async def test_forget_that_takes_the_words_out_of_the_gaps_too(app, shared):
    await shared.says(BEAVERS)
    await shared.says("forget that")
    assert await gaps_of(app, shared) == [""]


async def test_an_owner_reads_the_gaps_in_a_room_of_their_own(app, shared, private):
    await shared.says("Did any choir lose its singers before every concert?")
    answer = await private.says("Gaps", who="Olga", role="owner")
    assert answer.reply.move is MoveKind.REVIEW
    assert "lose its singers" in answer.reply.attachments[0].text
    assert "asked" in answer.reply.text


@pytest.mark.parametrize(
    ("place", "role"),
    [
        (Place.INTERNAL, "owner"),
        (Place.SHARED, "owner"),
        (Place.DM, "rep"),
        (Place.DM, None),
        (None, "owner"),
    ],
)
async def test_nobody_else_reads_them_and_nowhere_else(app, shared, place, role):
    await shared.says("Did any choir lose its singers before every concert?")
    answer = await Talk(app, place, account="globex").says("gaps", who="Olga", role=role)
    reply = answer.reply
    shown = " ".join([reply.text, *(a.text for a in reply.attachments)]) if reply else ""
    assert "singers" not in shown
