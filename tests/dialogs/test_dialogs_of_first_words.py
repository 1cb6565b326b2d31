"""How conversations begin: looking around, a problem, a chance, the price, a demo, one word."""

from bot.domain.brief import Certainty, Field
from bot.domain.moves import MoveKind
from tests.dialogs.talk import asks, keeps_its_manners, noted, told_in


async def test_the_merely_curious_get_something_and_may_leave(shared):
    first = await shared.says(
        "hi, nothing specific, I came across this bot and wondered what it is"
    )
    assert first.reply.move is MoveKind.WELCOME
    assert "Northstar" in first.reply.text
    assert len(first.reply.stories) == 1
    assert not asks(first)
    assert "Everyone here can read this" in first.reply.small_print

    second = await shared.says(
        "oh, funny. With us it's quotes: one estimator prices everything, "
        "so customers wait four days for a quote"
    )
    assert told_in(second) == ["all-quotes-in-a-day"]
    assert "went wrong" in second.reply.text or "did not work" in second.reply.text
    assert second.reply.small_print == ""
    assert "one estimator" in noted(shared, Field.PROBLEM)

    last = await shared.says("thanks, I'm off to a meeting")
    assert (last.reply.text, last.reply.reaction) == ("", "+1")
    keeps_its_manners(shared)


async def test_a_clear_problem_is_met_with_a_story_and_looked_into(private):
    first = await private.says(
        "When the wards change shift they read everything out from a sheet, and things get lost. "
        "Twice this quarter a patient nearly got a dose twice."
    )
    assert first.reply.move is MoveKind.SHARE_STORY
    assert told_in(first) == ["handover-in-a-whisper"]
    assert "they read everything out from a sheet" in first.reply.text
    assert asks(first)
    assert "stays private" in first.reply.small_print or "author" in first.reply.small_print

    declined = first.reply.question.topic
    second = await private.says("skip that one")
    assert second.reply.move is MoveKind.RESPECT_DECLINE
    assert not asks(second)
    assert declined in second.trace.conversation.declined

    await private.says("I think it's because the form has forty boxes and nobody fills them in")
    third = await private.says("the night sister says the cause is the noise, they can't listen")
    assert third.reply.move is MoveKind.SUGGEST_CHECK
    assert "two" in third.reply.text.lower()
    assert not asks(third)

    await private.says(
        "Two years ago we tried a shorter sheet but people went back to the long one."
    )
    assert "shorter sheet" in noted(private, Field.WORKAROUNDS)
    assert "the noise" in noted(private, Field.ROOT_CAUSE)
    keeps_its_manners(private)


async def test_an_opportunity_gets_a_story_and_questions_of_its_own(private):
    first = await private.says(
        "There's an opportunity here: builders keep asking if they can hire small machines from "
        "us in the evening, and nobody nearby offers that."
    )
    assert told_in(first) == ["rented-until-after-milking"]
    assert first.reply.question.field is Field.IMPACT
    assert "asked for it" in first.reply.text or "worth" in first.reply.text

    second = await private.says("a dozen people asked since spring")
    assert not asks(second)
    assert "a dozen people" in noted(private, Field.IMPACT)

    third = await private.says("what would you look at first?")
    assert third.reply.move is MoveKind.POINT_THE_WAY
    assert third.reply.text.count("•") == 3
    assert not asks(third)
    keeps_its_manners(private)


async def test_an_opportunity_is_looked_for_by_the_sentence_that_names_it(private):
    """The last sentences of what they see are about the market, not about the matter."""
    first = await private.says(
        "We repair tractors. Farmers keep asking whether they could rent small machines from us "
        "on a weekend, and nobody around here offers that. I think we could sell that."
    )
    second = await private.says("About a dozen asked me this year.")
    assert told_in(first) + told_in(second) == ["rented-until-after-milking"]
    keeps_its_manners(private)


async def test_the_price_first_and_then_what_it_is_about(shared):
    first = await shared.says("What does this cost per user?")
    assert first.reply.move is MoveKind.ANSWER_PLAINLY
    assert "300 euros a month for each team, whatever its size." in first.reply.text
    assert not asks(first)

    second = await shared.says(
        "Fair enough. We are an online shop with 60 people and every January the returned "
        "parcels pile up unopened."
    )
    assert told_in(second) == ["stickers-that-could-not-count"]
    assert asks(second)

    third = await shared.says("not sure, we lose maybe 30,000 a year in supplier credit")
    assert third.reply.move is MoveKind.SUGGEST_CHECK
    assert "as a guess" in third.reply.text
    assert not asks(third)
    [guess] = shared.brief.standing(Field.IMPACT)
    assert guess.sure is Certainty.GUESS

    fourth = await shared.says("and what is the notice period?")
    assert fourth.reply.move is MoveKind.ANSWER_PLAINLY
    assert "Month by month." in fourth.reply.text
    assert fourth.reply.stories == ()
    keeps_its_manners(shared)


async def test_who_arrives_ready_gets_a_person_and_no_journey(shared):
    first = await shared.says(
        "Our requirements are clear, we only want someone to show us the product. "
        "Four of us could do Thursday morning."
    )
    assert first.reply.move is MoveKind.HAND_OVER
    assert "Northstar" in first.reply.text
    assert first.reply.stories == ()
    assert not asks(first)

    second = await shared.says("does it work with SAP?")
    assert second.reply.move is MoveKind.ANSWER_PLAINLY
    assert "SAP S/4HANA" in second.reply.text
    assert not asks(second)

    last = await shared.says("great, thank you")
    assert last.reply.reaction == "+1"
    keeps_its_manners(shared)


async def test_one_word_answers_get_a_story_then_choices_then_quiet(shared):
    first = await shared.says("approvals")
    assert first.reply.move is MoveKind.WELCOME
    assert told_in(first) == ["pumps-and-five-signatures"]

    second = await shared.says("hm")
    assert second.reply.move is MoveKind.CLARIFY
    assert len(second.reply.suggestions) in (2, 3, 4)

    third = await shared.says("ok")
    assert '"more"' in third.reply.text
    assert '"stop"' in third.reply.text

    fourth = await shared.says("more")
    assert fourth.reply.move is MoveKind.SHARE_STORY
    assert len(fourth.reply.stories) == 1
    assert shared.brief.entries == ()
    assert not any(map(asks, shared.answers))
    keeps_its_manners(shared)


async def test_a_list_of_requirements_with_a_wish_to_see_it_gets_a_person(shared):
    first = await shared.says(
        "we need 1. approvals by phone 2. a log for the auditor 3. no change to our ERP. "
        "Who can show us that?"
    )
    assert first.reply.move is MoveKind.HAND_OVER
    assert not asks(first)

    second = await shared.says("does it have single sign-on?")
    assert "SAML and OpenID Connect" in second.reply.text

    last = await shared.says("thanks a lot, see you then")
    assert last.reply.reaction == "+1"
    keeps_its_manners(shared)
