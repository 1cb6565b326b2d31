"""How conversations end: fixing it oneself, leaving it, not being able to choose."""

from bot.domain.brief import Field
from bot.domain.moves import MoveKind
from tests.dialogs.talk import asks, keeps_its_manners, noted, told_in


async def test_we_fix_it_ourselves_is_kept_in_their_words_and_given_as_a_page(private):
    first = await private.says(
        "Our technicians keep their own spare parts in the van, "
        "so the store never knows what we have"
    )
    assert told_in(first) == ["container-in-the-yard"]

    second = await private.says("A missing part costs us about two days each time")
    assert "two days" in noted(private, Field.IMPACT)
    assert not asks(second)

    decided = await private.says(
        "We talked it over and we'll fix it ourselves, with a container in the yard and one rule."
    )
    assert decided.reply.move is MoveKind.CLOSE
    assert (
        "we'll fix it ourselves, with a container in the yard and one rule" in decided.reply.text
    )
    assert not asks(decided)
    assert "one rule" in noted(private, Field.DECISION)

    page = await private.says("can I have the notes please")
    assert page.reply.move is MoveKind.SHOW_BRIEF
    assert "one rule" in page.reply.attachments[0].text
    assert not asks(page)
    keeps_its_manners(private)


async def test_to_do_nothing_is_a_decision_and_coming_back_is_theirs_to_ask(app, private):
    first = await private.says(
        "Every evening we throw away bread that nobody bought, about nine loaves in a hundred."
    )
    assert told_in(first) == ["the-evening-shelf"]
    assert "as much bread is left as before" in first.reply.text

    await private.says("We looked at forecasting software. The shop managers don't want it")
    assert "forecasting software" in noted(private, Field.WORKAROUNDS)

    decided = await private.says(
        "I think we do nothing. A full shelf at six is what people come for."
    )
    assert decided.reply.move is MoveKind.CLOSE
    assert decided.trace.move.line == "do_nothing_noted"
    assert "we do nothing" in noted(private, Field.DECISION)
    assert not asks(decided)

    later = await private.says("could you ask me again in three months?")
    assert later.reply.move is MoveKind.CIRCLE_BACK
    assert "June 2026" in later.reply.text
    assert not asks(later)

    last = await private.says("bye for now")
    assert last.reply.reaction == "+1"
    keeps_its_manners(private)

    assert await app.respond.ring() == 1  # by now that day has passed
    waiting = [o for o in await app.respond._ledger.outbox.waiting() if o.room.channel == "test"]
    assert "we do nothing" in waiting[-1].reply.text


async def test_weighing_to_do_nothing_is_no_decision_yet(private):
    await private.says("Every evening we throw away bread that nobody bought.")
    answer = await private.says("What would it cost us if we do nothing for another year?")
    assert answer.reply.move is not MoveKind.CLOSE
    assert private.brief.standing(Field.DECISION) == ()
    keeps_its_manners(private)


async def test_who_cannot_decide_gets_few_examples_and_then_less_to_choose(private):
    first = await private.says(
        "We keep losing public tenders, we have no references for public work. "
        "I don't know whether to give up on tenders or find a partner"
    )
    assert first.reply.move is MoveKind.POINT_THE_WAY
    assert not asks(first)

    second = await private.says("do you have an example of that?")
    assert second.reply.move is MoveKind.SHARE_STORY
    assert told_in(second) == ["page-fourteen"]

    third = await private.says("any other story?")
    assert third.reply.move is MoveKind.NO_STORY
    assert third.trace.move.line == "no_other_story"
    assert third.reply.stories[0].title in third.reply.text

    await private.says("could I see one more story please")
    narrowed = await private.says("hm. what if we choose wrong, do you have another example?")
    assert narrowed.reply.move is MoveKind.CLARIFY
    assert narrowed.reply.stories == ()
    assert narrowed.reply.question.field in (Field.OPEN_QUESTIONS, Field.CHANGE_RISK)

    again = await private.says("please, just one more example")
    assert again.reply.stories == ()
    assert not asks(again)
    keeps_its_manners(private)
