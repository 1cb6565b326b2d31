"""Mending a conversation: correct, skip, go back, repeat, clarify, and giving up kindly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.brief import Brief, Field
from bot.domain.decide import decide
from bot.domain.heard import Assent, Cue, Intent
from bot.domain.moves import MoveKind
from bot.domain.repair import LANGUAGES, where_it_stopped
from tests.builders import (
    MEASURED,
    NOW,
    RAJ,
    make_asked,
    make_conversation,
    make_entry,
    make_heard,
    make_situation,
    make_turn,
    make_turns,
)

TALKING = make_turns("..")


def decided(*intents, cues=(), conversation=None, language="en", **changes):
    heard = make_heard(*intents, cues=frozenset(cues), language=language)
    conversation = conversation or make_conversation(turns=TALKING)
    return decide(make_situation(conversation, heard, **changes))


# --- another language ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_language_is_answered_in_that_language(language):
    move = decided(language=language)
    assert (move.kind, move.line) == (MoveKind.CANNOT_HANDLE, f"another_language_{language}")


def test_a_language_we_have_no_sentence_for_gets_a_plain_one():
    assert decided(language="fi").line == "cannot_handle"


def test_whoever_asks_for_a_person_gets_one_in_any_language():
    assert decided(cues=[Cue.DEMO], language="de").kind is MoveKind.HAND_OVER
    assert decided(Intent.ASK_HUMAN, language="fi").kind is MoveKind.HAND_OVER


# --- forgetting and correcting ---


def test_what_was_forgotten_is_said_to_be_gone():
    move = decided(cues=[Cue.FORGET], replaced=(make_entry(),))
    assert (move.kind, move.line) == (MoveKind.CORRECT, "forget_done")


def test_where_nothing_was_noted_nothing_is_said_to_be_gone():
    assert decided(cues=[Cue.FORGET]).line == "nothing_to_forget"


def test_a_correction_says_what_now_stands_and_in_place_of_what():
    old, new = make_entry(span="ten days"), make_entry(span="five days", n=1)
    conversation = make_conversation(brief=Brief((old,)).correct(old.id, new), turns=TALKING)
    move = decided(Intent.CORRECT, conversation=conversation, fresh=(new,), replaced=(old,))
    assert (move.kind, move.line) == (MoveKind.CORRECT, "corrected")
    assert move.values == {"new": "five days", "old": "ten days"}


def test_a_correction_among_other_words_names_the_right_pair():
    """The first thing said in the turn is new; the second replaced something."""
    old = make_entry(Field.IMPACT, "ten days")
    other = make_entry(Field.TRIGGER, "the audit", 1)
    new = make_entry(Field.IMPACT, "five days", 2)
    brief = Brief((old,)).add(other).correct(old.id, new)
    conversation = make_conversation(brief=brief, turns=TALKING)
    move = decided(Intent.CORRECT, conversation=conversation, fresh=(other, new), replaced=(old,))
    assert move.values == {"new": "five days", "old": "ten days"}


def test_a_correction_of_nothing_known_is_noted():
    told = make_conversation(Field.SITUATION, turns=TALKING)
    move = decided(Intent.CORRECT, conversation=told, fresh=(make_entry(span="five days", n=9),))
    assert (move.line, move.values) == ("corrected_new", {"new": "five days"})


def test_the_words_of_others_are_contradicted_and_not_corrected():
    theirs = make_entry(span="the warehouse packs the wrong size", who=RAJ)
    mine = make_entry(span="no, the shop orders the wrong size", n=1)
    conversation = make_conversation(brief=Brief((theirs, mine)), turns=TALKING)
    text = "No, the shop orders the wrong size."
    move = decided(Intent.CORRECT, conversation=conversation, fresh=(mine,), text=text)
    assert move.line == "views_differ"


def test_a_correction_that_was_not_understood_asks_for_the_line_as_it_should_be():
    move = decided(Intent.CORRECT, conversation=make_conversation(Field.IMPACT, turns=TALKING))
    assert (move.kind, move.line) == (MoveKind.CLARIFY, "ask_what_is_wrong")


def test_another_view_is_no_correction_of_ones_own():
    """Who has said nothing yet cannot put it right: they see it in another way."""
    view = make_entry(span="claims are understaffed", n=9)
    assert decided(Intent.CORRECT, fresh=(view,)).kind is not MoveKind.CORRECT


def test_a_measurement_in_place_of_a_guess_is_credited():
    counted = make_entry(Field.IMPACT, "31 of 50", sure=MEASURED)
    move = decided(fresh=(counted,), replaced=(make_entry(Field.IMPACT, "60/40", 1),))
    assert (move.line, move.values) == ("measured_noted", {"span": "31 of 50"})


def test_a_measurement_with_a_question_gets_the_question_answered():
    counted = make_entry(Field.IMPACT, "31 of 50", sure=MEASURED)
    replaced = (make_entry(Field.IMPACT, "60/40", 1),)
    move = decided(Intent.ASK_STORY, fresh=(counted,), replaced=replaced)
    assert move.kind is MoveKind.SHARE_STORY


# --- repeating, going back, other words ---


def test_the_last_thing_is_said_again():
    turns = (make_turn(0, text="It takes nine days."), make_turn(1, text=""))
    move = decided(cues=[Cue.REPEAT], conversation=make_conversation(turns=turns))
    assert (move.kind, move.values) == (MoveKind.REPEAT, {"said": "It takes nine days."})


def test_a_repetition_is_not_repeated_with_its_introduction():
    again = make_turn(1, move=MoveKind.REPEAT, text="Once more: It takes nine days")
    turns = (make_turn(0, text="It takes nine days."), again)
    move = decided(cues=[Cue.REPEAT], conversation=make_conversation(turns=turns))
    assert move.values == {"said": "It takes nine days."}


def test_a_long_reply_is_repeated_within_the_limit():
    turns = (make_turn(0, text="It takes nine days to close. " * 17),)
    move = decided(cues=[Cue.REPEAT], conversation=make_conversation(turns=turns))
    assert len(move.values["said"]) <= 460


def test_before_anything_was_said_nothing_is_repeated():
    assert decided(cues=[Cue.REPEAT], conversation=make_conversation()).kind is MoveKind.WELCOME


def two_questions():
    turns = (
        make_turn(0, question=make_asked(Field.TRIGGER, id="trigger-any-1")),
        make_turn(1, question=make_asked(Field.IMPACT, id="impact-any-1")),
    )
    return make_conversation(turns=turns, pending=turns[1].question)


def test_going_back_is_going_back_to_the_question_before_the_last():
    move = decided(cues=[Cue.GO_BACK], conversation=two_questions())
    assert (move.kind, move.line) == (MoveKind.GO_BACK, "go_back_intro")
    assert move.question.field is Field.TRIGGER
    assert move.question.id != "trigger-any-1"


def test_with_nowhere_to_go_back_to_they_may_say_it_as_it_is():
    assert decided(cues=[Cue.GO_BACK]).line == "ask_what_is_wrong"


def test_a_question_is_put_in_other_words():
    move = decided(cues=[Cue.CLARIFY], conversation=two_questions())
    assert (move.kind, move.line) == (MoveKind.CLARIFY, "in_other_words")
    assert move.question.field is Field.IMPACT
    assert move.question.id != "impact-any-1"


def test_what_was_no_question_is_said_again():
    conversation = make_conversation(turns=(make_turn(0, text="One signed twice."),))
    move = decided(cues=[Cue.CLARIFY], conversation=conversation)
    assert (move.kind, move.values) == (MoveKind.REPEAT, {"said": "One signed twice."})


def test_a_topic_without_another_question_left_is_not_announced():
    ids = ("impact-any-1", "impact-any-2", "impact-any-3")
    turns = tuple(make_turn(n, question=make_asked(Field.IMPACT, id=i)) for n, i in enumerate(ids))
    conversation = make_conversation(turns=turns, pending=turns[-1].question)
    assert decided(cues=[Cue.CLARIFY], conversation=conversation).kind is MoveKind.REPEAT
    assert decided(cues=[Cue.GO_BACK], conversation=conversation).question is None
    assert decided(cues=[Cue.GO_BACK], conversation=conversation).line == "ask_what_is_wrong"


# --- declining ---


@pytest.mark.parametrize("how", [{"intents": [Intent.DECLINE]}, {"cues": [Cue.SKIP]}])
def test_a_no_is_respected_without_another_question(how):
    move = decided(*how.get("intents", ()), cues=how.get("cues", ()))
    assert (move.kind, move.line) == (MoveKind.RESPECT_DECLINE, "decline_respected")
    assert move.question is None


def test_the_second_no_running_ends_the_asking():
    turns = (make_turn(0), make_turn(1, move=MoveKind.RESPECT_DECLINE))
    move = decided(Intent.DECLINE, conversation=make_conversation(turns=turns))
    assert move.line == "decline_second"


def test_a_no_with_a_request_gets_the_request_answered():
    """ "I'd rather not say; what did others do?" """
    assert decided(Intent.DECLINE, Intent.ASK_STORY).kind is MoveKind.SHARE_STORY
    assert decided(Intent.DECLINE, Intent.ASK_GUIDANCE).kind is MoveKind.POINT_THE_WAY


# --- giving up kindly ---


def test_what_is_none_of_our_business_gets_a_way_back():
    assert decided(Intent.OFF_TOPIC).line == "off_topic"


def test_one_word_gets_choices_and_the_second_running_is_left_there():
    assert decided(cues=[Cue.ONE_WORD]).line == "more_choices"
    turns = (make_turn(0), make_turn(1, line="more_choices"))
    again = decided(cues=[Cue.ONE_WORD], conversation=make_conversation(turns=turns))
    assert again.line == "decline_second"


def test_one_word_that_answered_something_is_an_answer():
    move = decided(cues=[Cue.ONE_WORD], fresh=(make_entry(span="both"),))
    assert move.kind is MoveKind.ASK


# --- continue later ---


KNOWN = (make_entry(),)


def back(days, *intents, fresh=(), entries=KNOWN):
    turns = (make_turn(0, at=NOW - timedelta(days=days)),)
    conversation = make_conversation(brief=Brief(entries), turns=turns)
    return decide(make_situation(conversation, make_heard(*intents), fresh=fresh))


def test_after_weeks_it_is_said_where_the_talk_stopped():
    move = back(35, Intent.CHITCHAT)
    assert (move.line, move.values) == ("back_after_weeks", {"point": "approvals take a week"})


def test_what_was_decided_is_where_a_talk_stopped():
    decision = make_entry(Field.DECISION, "we leave it", 1)
    brief = Brief((make_entry(), decision))
    assert where_it_stopped(brief) == (decision,)
    assert where_it_stopped(Brief((make_entry(),))) == (make_entry(),)
    assert where_it_stopped(Brief()) == ()


def test_a_short_yes_to_where_we_stopped_goes_on_from_there():
    turns = (make_turn(0), make_turn(1, line="back_after_weeks"))
    conversation = make_conversation(Field.PROBLEM, turns=turns)
    for assent in (Assent.YES, Assent.NONE):  # "yes", "still that"
        heard = make_heard(cues=frozenset({Cue.ONE_WORD}), assent=assent)
        move = decide(make_situation(conversation, heard))
        assert (move.kind, move.question is None) == (MoveKind.ASK, False)


def test_after_months_the_notes_are_not_read_out_unasked():
    move = back(120, Intent.CHITCHAT)
    assert (move.line, move.values) == ("back_after_months", {"when": "July 2026"})


def test_after_hours_nothing_is_said_of_it():
    assert not back(0.2, Intent.CHITCHAT).line.startswith("back_after")


def test_who_comes_back_with_news_is_heard_and_not_asked_where_we_were():
    news = make_entry(Field.IMPACT, "31 of 50 were the wrong size", 1)
    move = back(35, fresh=(news,), entries=(make_entry(), news))
    assert not move.line.startswith("back_after")


def test_who_comes_back_with_a_wish_has_it_granted():
    assert back(35, Intent.ASK_SUMMARY).kind is MoveKind.SHOW_BRIEF


def test_without_notes_there_is_nothing_to_come_back_to():
    assert not back(35, Intent.CHITCHAT, entries=()).line.startswith("back_after")


def test_their_words_are_not_read_back_a_second_time_running():
    old = make_entry(Field.IMPACT, "40 a week", 1)
    new = make_entry(Field.IMPACT, "14 a week", 2)
    conversation = make_conversation(
        brief=Brief((replace(old, replaced_by=new.id), new)), turns=(make_turn(0, read_back=True),)
    )
    move = decided(Intent.CORRECT, conversation=conversation, fresh=(new,), replaced=(old,))
    assert (move.line, move.reads_back) == ("corrected_short", False)
