"""What is kept: a wall of text, a correction, a count after five weeks, and what no story fits."""

from bot.domain.brief import Certainty, Field
from bot.domain.heard import Cue
from bot.domain.moves import MoveKind
from tests.dialogs.talk import asks, keeps_its_manners, noted, told_in

WALL = (
    "Bit of background so you know where we stand. We make packaging film, two plants, about 380 "
    "people. When a customer complains about a roll, the complaint lands in the sales inbox, then "
    "somebody forwards it to quality, and quality asks production for the batch sheet. On average "
    "it takes us five weeks to send an answer. Last quarter we measured it: 41 complaints, 33 of "
    "them answered after more than thirty days. Two of our larger customers have told us they "
    "stopped waiting and simply block the rolls until we say something, which costs us around "
    "15,000 euro a month in stock that nobody may touch. I believe the trouble is that every "
    "complaint goes through the full cause analysis even if the customer only wants to know "
    "whether the roll can be used. We tried a shared mailbox in spring but it was the same two "
    "engineers who read it. What we want is an answer within a week, without hiring. I would have "
    "to get the plant manager and the head of sales to agree before we touch anything."
)


async def test_a_wall_of_text_is_read_to_its_points_and_the_story_comes_when_asked(private):
    first = await private.says(WALL)
    assert first.trace.heard.has(Cue.WALL)
    assert first.reply.stories == ()
    points = [line for line in first.reply.text.splitlines() if line.startswith("•")]
    assert len(points) == 5
    assert all(point[3:20] in WALL for point in points)
    assert any("larger customers have told us" in point for point in points)
    assert any("an answer within a week" in point for point in points)
    assert not any(point == '• "When a customer complains about a roll"' for point in points)

    second = await private.says("what did others do?")
    assert told_in(second)[0] == "trays-on-hold"
    assert not asks(second)

    third = await private.says("can you send me the notes")
    page = third.reply.attachments[0].text
    assert "15,000 euro a month" in page
    assert "shared mailbox" in page
    measured = [e for e in private.brief.standing() if e.sure is Certainty.MEASURED]
    assert any("41 complaints" in e.span for e in measured)
    keeps_its_manners(private)


async def test_a_correction_stands_wherever_the_old_words_stood(private):
    first = await private.says("Tenants wait 12 days for a repair and call us twice meanwhile")
    assert told_in(first) == ["a-plumber-at-the-desk"]

    second = await private.says("No wait, that's wrong, it is 20 days for a repair, not 12")
    assert second.reply.move is MoveKind.CORRECT
    assert not asks(second)
    assert not [e for e in private.brief.standing() if "wait 12 days" in e.span]
    assert [e for e in private.brief.standing(Field.PROBLEM) if "20 days" in e.span]

    await private.says("we have about 30 tradespeople")
    gone = await private.says("forget that about the tradespeople")
    assert gone.reply.move is MoveKind.CORRECT
    assert not [e for e in private.brief.entries if "tradespeople" in e.span]

    notes = await private.says("can I see the notes?")
    page = notes.reply.attachments[0].text
    assert "20 days for a repair" in page
    assert "tradespeople" not in page
    keeps_its_manners(private)


async def test_five_weeks_later_a_count_takes_the_place_of_the_guess(private):
    guess = (
        "Maybe half of the leak calls we get, 50 percent or so, are about leaks we know already"
    )
    first = await private.says(guess)
    assert first.reply.move is MoveKind.SUGGEST_CHECK
    assert "guess" in first.reply.text
    assert [e.sure for e in private.brief.standing(Field.PROBLEM)] == [Certainty.GUESS]

    last = await private.says("good idea, thanks, bye")
    assert last.reply.reaction == "+1"

    private.later(weeks=5)
    back = await private.says("hello again")
    assert back.reply.move is MoveKind.CIRCLE_BACK
    assert guess in back.reply.text
    assert back.reply.stories == ()

    counted = await private.says(
        "We counted 212 of 390 leak calls, they were about leaks we knew already"
    )
    assert counted.reply.move is MoveKind.CORRECT
    assert "212 of 390" in counted.reply.text
    assert "guess" not in noted(private, Field.PROBLEM)
    assert guess not in noted(private, Field.PROBLEM)
    assert Certainty.MEASURED in [e.sure for e in private.brief.standing(Field.PROBLEM)]

    others = await private.says("did others have that?")
    assert told_in(others)[0] == "yellow-tags-on-lamp-posts"
    keeps_its_manners(private)


async def test_where_no_story_fits_that_is_said_and_none_is_made_up(shared):
    first = await shared.says(
        "We run a bee sanctuary and half of our hives did not survive the winter. "
        "Did anyone have that?"
    )
    assert first.reply.move is MoveKind.NO_STORY
    [nearest] = first.reply.stories
    assert nearest.title in first.reply.text
    assert not asks(first)

    second = await shared.says("no, that's not like us")
    assert second.reply.move is MoveKind.NO_STORY
    assert nearest.id not in told_in(second)
    assert not asks(second)

    last = await shared.says("ok, thanks anyway")
    assert last.reply.reaction == "+1"
    keeps_its_manners(shared)


async def test_back_after_weeks_a_short_yes_goes_on_from_there(private):
    await private.says("Month end takes us eleven days because the counts come late")
    private.later(weeks=5)
    back = await private.says("hello again")
    assert "the counts come late" in back.reply.text
    going_on = await private.says("yes")
    assert going_on.reply.move in (MoveKind.SHARE_STORY, MoveKind.ASK)
    assert asks(going_on)
    keeps_its_manners(private)
