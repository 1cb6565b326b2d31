"""A buyer asks on about the story they were told, guesses a number, and speaks of colleagues."""

import pytest

from bot.adapters.language.cues import cues_in
from bot.domain.audience import Place, Role
from bot.domain.brief import Field
from bot.domain.heard import Cue
from bot.domain.moves import MoveKind
from bot.domain.story import Outcome, Verdict
from bot.domain.text import sentences
from bot.use_cases.change_stories import Decision
from tests.dialogs.talk import Talk, asks, keeps_its_manners, noted, told_in

BREAD = "Every evening we throw away bread that nobody bought, about nine loaves in a hundred."


async def test_asked_on_it_tells_more_of_the_same_story_in_its_own_sentences(app, private):
    [story] = told_in(await private.says(BREAD))
    known = (await app.stories.get([story]))[story].outsiders.text
    said = []
    for words in ("what did they try first?", "and why did it go wrong for them", "and then"):
        answer = await private.says(words)
        assert answer.reply.move is MoveKind.TELL_ON
        assert told_in(answer) == []  # its card lies above
        told = [s for s in sentences(answer.reply.text) if s in known]
        assert told
        assert not set(told) & set(said)
        said += told
    assert private.brief.standing(Field.WORKAROUNDS) == ()
    keeps_its_manners(private)


async def test_when_all_of_it_is_told_it_says_so(private):
    await private.says(BREAD)
    answers = [await private.says("what did they do then?") for _ in range(14)]
    assert answers[-1].trace.move.kind is MoveKind.TELL_ON
    assert "more" in answers[-1].reply.text or "all I hold" in answers[-1].reply.text
    assert len({a.reply.text for a in answers}) > 3


async def test_who_asks_what_others_did_gets_another_story(private):
    [first] = told_in(await private.says(BREAD))
    answer = await private.says("what did other bakeries do?")
    assert answer.reply.move is not MoveKind.TELL_ON
    assert first not in told_in(answer)


async def test_of_a_recalled_story_nothing_more_is_told(app):
    talk = Talk(app, Place.DM, "Holm")
    [story] = told_in(await talk.says(BREAD))
    decision = Decision(story, "test", "They asked us to.", Role.OWNER)
    await app.change.rule(decision, Verdict.RECALLED)
    try:
        answer = await talk.says("how did it end?")
        assert answer.reply.move is MoveKind.CANNOT_HANDLE
    finally:
        await app.change.rule(decision, Verdict.APPROVED)


@pytest.mark.parametrize(
    "words",
    [
        "I'll talk to purchasing first. who else belongs at the table",
        "we should speak with our plant manager about that",
        "I need to check with the shift leads first",
    ],
)
async def test_who_means_to_talk_to_colleagues_asked_for_nobody_of_ours(private, words):
    await private.says(BREAD)
    answer = await private.says(words)
    assert answer.reply.move is not MoveKind.HAND_OVER
    assert answer.trace.conversation.hand_overs == ()


@pytest.mark.parametrize("words", ["person", "a human please", "talk to someone", "connect me"])
async def test_who_asks_for_a_person_in_a_word_or_two_gets_one(app, words):
    talk = Talk(app, Place.DM, "Holm")
    await talk.says(BREAD)
    assert (await talk.says(words)).reply.move is MoveKind.HAND_OVER


@pytest.mark.parametrize("words", ["no idea, maybe 3 days?", "dunno. 2 hrs?", "hm, half a shift"])
async def test_a_guess_is_an_answer(app, words):
    talk = Talk(app, Place.DM, "Holm")
    asked = await talk.says("Our vans leave late because the loading list is never ready.")
    while asked.reply.question is None or asked.reply.question.field is not Field.IMPACT:
        asked = await talk.says("Hard to say, it is mostly the mornings that go wrong.")
        assert len(talk.answers) < 6
    answer = await talk.says(words)
    assert noted(talk, Field.IMPACT)
    assert answer.reply.move not in (MoveKind.CLARIFY, MoveKind.RESPECT_DECLINE)


async def test_two_causes_may_both_be_true(private):
    await private.says("Each change of product on the filling line costs us two hours.")
    await private.says("It is because planning sends fourteen products a day.")
    check = await private.says("Maintenance says it is because the fillers are old.")
    assert check.reply.move is MoveKind.SUGGEST_CHECK
    answer = await private.says("both probably")
    assert answer.trace.move.line == "check_both"
    assert not asks(check)


@pytest.mark.parametrize(
    ("words", "about_it"),
    [
        ("ok and what went wrong for them", True),
        ("how did it end?", True),
        ("who had to agree there?", True),
        ("so did it last", True),
        ("tell me more about that one", True),
        ("what do others do", False),
        ("what do they think of us", False),
        ("which company was that", False),
        ("who are they", False),
        ("they never answer our mails", False),
        ("is there anyone else", False),
    ],
)
def test_what_is_heard_as_asking_on(words, about_it):
    assert (Cue.THAT_STORY in cues_in(words)) is about_it


async def test_a_number_that_is_put_right_takes_the_place_of_that_number(app):
    talk = Talk(app, Place.DM, "Holm")
    await talk.says("Wrong invoices have doubled since we moved to another system in spring.")
    await talk.says("It takes a third of all the hours that the desk has.")
    await talk.says("that is wrong, it is a fifth of all hours, not a third")
    assert "fifth" in noted(talk, Field.IMPACT)
    assert "takes a third" not in noted(talk, Field.IMPACT)
    assert "have doubled" in noted(talk, Field.PROBLEM)


async def test_a_detail_that_is_put_right_does_not_wipe_out_the_problem(app):
    talk = Talk(app, Place.DM, "Holm")
    await talk.says("Change-overs on line 3 eat half of each shift and always have.")
    problem = noted(talk, Field.PROBLEM)
    await talk.says("no that's wrong, it is line 4, not 3")
    assert problem in noted(talk, Field.PROBLEM)


@pytest.mark.parametrize(
    "words", ["just curious what this is", "curious what this thing does", "what is this?"]
)
async def test_who_wonders_what_this_is_is_welcomed(app, words):
    answer = await Talk(app, Place.DM, "Holm").says(words)
    assert answer.reply.move is MoveKind.WELCOME


@pytest.mark.parametrize(
    "words",
    ["how sure are you about all this", "can I trust what you say?", "is any of this true"],
)
async def test_whether_it_can_be_relied_on_gets_a_plain_answer(private, words):
    await private.says(BREAD)
    answer = await private.says(words)
    assert answer.trace.move.line == "how_sure"
    assert "Northstar" in answer.reply.text


async def test_what_was_read_back_is_not_said_to_be_noted_once_more(app):
    talk = Talk(app, Place.DM, "Holm")
    answer = await talk.says("hm well, enrolment forms. parents fill in paper, we type it twice")
    assert '"hm' not in answer.reply.text
    assert answer.reply.text.lower().count("your notes") <= 1


@pytest.mark.parametrize(
    "words",
    ["forget that last bit", "forget the last thing", "delete that", "forget my last line"],
)
async def test_the_last_thing_that_was_said_is_forgotten_however_it_is_called(app, words):
    talk = Talk(app, Place.DM, "Holm")
    await talk.says(BREAD)
    await talk.says("My boss Karen hates the whole topic and will say no.")
    assert any("Karen" in e.span for e in talk.brief.standing())
    await talk.says(words)
    assert not any("Karen" in e.span for e in talk.brief.standing())
    assert talk.brief.standing(Field.PROBLEM)


@pytest.mark.parametrize("words", ["all good", "looks fine", "spot on", "perfect"])
async def test_notes_are_confirmed_in_many_words(app, words):
    talk = Talk(app, Place.DM, "Holm")
    await talk.says(BREAD)
    await talk.says("show me my notes")
    assert (await talk.says(words)).reply.move is MoveKind.CONFIRM_BRIEF


@pytest.mark.parametrize(
    "words",
    ["what happens if we do nothing?", "what if we just left it", "what if we just waited"],
)
async def test_who_asks_what_comes_of_leaving_it_is_told_of_somebody_who_did(app, words):
    talk = Talk(app, Place.DM, "Holm")
    await talk.says("Nobody can say which orders are late until the customer calls.")
    answer = await talk.says(words)
    assert answer.reply.move in (MoveKind.SHARE_STORY, MoveKind.NO_STORY)
    ended = {told.rendition.outcome for told in answer.trace.move.told}
    assert ended <= {Outcome.STOPPED, Outcome.ONGOING}
    keeps_its_manners(talk)


@pytest.mark.parametrize(
    "words", ["what could go wrong if we change it", "what does it risk to switch now"]
)
async def test_who_asks_what_a_change_risks_is_told_of_one(app, words):
    talk = Talk(app, Place.DM, "Holm")
    await talk.says("Nobody can say which orders are late until the customer calls.")
    answer = await talk.says(words)
    assert answer.reply.move in (MoveKind.SHARE_STORY, MoveKind.NO_STORY)
    keeps_its_manners(talk)
