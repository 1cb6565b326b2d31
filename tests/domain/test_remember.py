"""What a turn changes in the notes: words are added, corrected, confirmed, declined, forgotten."""

import pytest

from bot.domain.brief import Aspect, Brief, Circle, Field
from bot.domain.heard import Assent, Cue, Intent
from bot.domain.remember import CONFIRM, PERSON, remember
from tests.builders import (
    ANA,
    GUESS,
    MEASURED,
    RAJ,
    make_asked,
    make_conversation,
    make_entry,
    make_heard,
    make_heard_entry,
    make_said,
    make_turns,
)

CORRECT, FORGET = {"intents": {Intent.CORRECT}}, {"cues": frozenset({Cue.FORGET})}


def turn(conversation, *entries, said=None, intents=(), **heard):
    """Take in one message with these entries."""
    heard = make_heard(*intents, entries=entries, **heard)
    return remember(conversation, heard, said or make_said())


def spans(after, field=None):
    return [e.span for e in after.conversation.brief.standing(field)]


def having(*entries, **changes):
    return make_conversation(brief=Brief(entries), **changes)


def test_what_was_said_is_noted_with_who_and_when():
    after = turn(make_conversation(), make_heard_entry(sure=GUESS), said=make_said(key="m5"))
    (entry,) = after.fresh
    assert (entry.id, entry.who, entry.who_name, entry.sure) == ("m5/0", ANA, "Ana", GUESS)
    assert after.conversation.brief.standing() == (entry,)


def test_what_is_said_in_private_stays_in_its_authors_circle():
    after = turn(make_conversation(), make_heard_entry(), said=make_said(circle=Circle.MINE))
    assert after.fresh[0].circle is Circle.MINE


def test_the_vendors_own_people_never_add_to_a_brief():
    before = having(make_entry(), awaits=CONFIRM)
    after = turn(before, make_heard_entry(), said=make_said("slack:jo", insider=True))
    assert after.conversation == before
    assert after.fresh == ()


def test_nothing_half_understood_is_stored():
    after = turn(make_conversation(), make_heard_entry(span="zwölf Stunden"), language="de")
    assert after.conversation.brief.entries == ()


def test_saying_it_again_adds_nothing():
    after = turn(having(make_entry()), make_heard_entry(span="Approvals take a week"))
    assert after.fresh == ()
    assert len(after.conversation.brief.entries) == 1


def test_a_correction_replaces_what_it_is_about():
    hours, people = (make_entry(Field.IMPACT, s, n) for n, s in enumerate(["12 hours", "3 teams"]))
    fix = make_heard_entry(Field.IMPACT, "it is 20 hours a week")
    after = turn(having(hours, people), fix, **CORRECT)
    assert spans(after) == ["3 teams", "it is 20 hours a week"]
    assert after.replaced == (hours,)


def test_a_correction_that_names_nothing_replaces_the_last_of_its_kind():
    before = having(make_entry(Field.ROOT_CAUSE, "the form"))
    after = turn(before, make_heard_entry(Field.ROOT_CAUSE, "nobody owns it"), **CORRECT)
    assert spans(after) == ["nobody owns it"]


def test_two_points_in_one_correction_do_not_undo_each_other():
    before = having(make_entry(Field.IMPACT, "12 hours a week"))
    new = [make_heard_entry(Field.IMPACT, s) for s in ("20 hours a week", "finance complains")]
    after = turn(before, *new, **CORRECT)
    assert spans(after) == ["20 hours a week", "finance complains"]
    assert len(after.fresh) == 2


def test_a_correction_leaves_the_other_side_of_a_field_alone():
    """Who must agree is no correction of who feels it."""
    feels = make_entry(Field.STAKEHOLDERS, "the night shift", aspect=Aspect.WHO_FEELS_IT)
    new = make_heard_entry(Field.STAKEHOLDERS, "finance", aspect=Aspect.WHO_MUST_AGREE)
    after = turn(having(feels), new, **CORRECT)
    assert spans(after) == ["the night shift", "finance"]


def test_a_correction_replaces_the_same_words_in_every_field():
    """One clause may be heard as a problem and as its effect."""
    words = "tenants wait 12 days for a repair"
    before = having(make_entry(Field.PROBLEM, words), make_entry(Field.IMPACT, words, 1))
    after = turn(before, make_heard_entry(Field.IMPACT, "20 days for a repair"), **CORRECT)
    assert spans(after) == ["20 days for a repair"] * 2
    assert spans(after, Field.PROBLEM) == ["20 days for a repair"]
    assert {e.field for e in after.replaced} == {Field.PROBLEM, Field.IMPACT}


def test_nobody_corrects_another_person():
    before = having(make_entry(Field.IMPACT, "12 hours"))
    new = make_heard_entry(Field.IMPACT, "no, 2 hours")
    after = turn(before, new, said=make_said(RAJ), **CORRECT)
    assert spans(after) == ["12 hours", "no, 2 hours"]
    assert after.replaced == ()


def test_a_measurement_stands_in_place_of_the_guess():
    guess = make_entry(Field.IMPACT, "60/40", sure=GUESS)
    counted = make_heard_entry(Field.IMPACT, "31 of 50 wrong size", sure=MEASURED)
    after = turn(having(guess), counted)
    assert spans(after) == ["31 of 50 wrong size"]
    assert after.replaced == (guess,)


def test_a_measurement_replaces_the_guess_it_is_about():
    lost = make_entry(Field.IMPACT, "maybe 10 parcels lost", 1, sure=GUESS)
    hours = make_entry(Field.IMPACT, "some 6 hours a week", 2, sure=GUESS)
    counted = make_heard_entry(Field.IMPACT, "14 parcels lost", sure=MEASURED)
    assert spans(turn(having(lost, hours), counted)) == ["some 6 hours a week", "14 parcels lost"]


def test_a_measurement_replaces_no_estimate_and_no_other_persons_guess():
    rajs = make_entry(Field.IMPACT, "60/40", 1, who=RAJ, sure=GUESS)
    mine = make_entry(Field.IMPACT, "half of them", 2)
    counted = make_heard_entry(Field.IMPACT, "31 of 50", sure=MEASURED)
    assert len(spans(turn(having(rajs, mine), counted))) == 3


def test_an_answer_is_about_the_side_that_was_asked_about():
    asked = make_asked(Field.STAKEHOLDERS, Aspect.WHO_MUST_AGREE)
    after = turn(make_conversation(pending=asked), make_heard_entry(Field.STAKEHOLDERS, "finance"))
    assert after.fresh[0].aspect is Aspect.WHO_MUST_AGREE


def test_what_names_its_own_side_keeps_it():
    asked = make_asked(Field.STAKEHOLDERS, Aspect.WHO_MUST_AGREE)
    said = make_heard_entry(Field.STAKEHOLDERS, "the clerks", aspect=Aspect.WHO_FEELS_IT)
    after = turn(make_conversation(pending=asked), said)
    assert after.fresh[0].aspect is Aspect.WHO_FEELS_IT


def test_a_yes_confirms_what_was_read_back():
    before = having(make_entry(shown_in=0), awaits=CONFIRM, turns=make_turns("."))
    after = turn(before, assent=Assent.YES)
    assert after.conversation.brief.standing()[0].confirmed


def test_a_yes_to_something_else_confirms_nothing():
    before = having(make_entry(shown_in=0), awaits=PERSON, turns=make_turns("."))
    assert not turn(before, assent=Assent.YES).conversation.brief.standing()[0].confirmed


def test_anothers_yes_does_not_confirm_for_me():
    before = having(make_entry(shown_in=0), awaits=CONFIRM, turns=make_turns("."))
    after = turn(before, assent=Assent.YES, said=make_said(RAJ))
    assert not after.conversation.brief.standing()[0].confirmed


def test_a_question_that_was_declined_is_settled():
    before = make_conversation(pending=make_asked(Field.TRIGGER))
    declined = turn(before, intents={Intent.DECLINE}).conversation
    assert declined.declined == {(Field.TRIGGER, None)}
    assert declined.progress.settled((Field.TRIGGER, None))


def test_skipping_is_declining():
    before = make_conversation(pending=make_asked(Field.TRIGGER))
    after = turn(before, cues=frozenset({Cue.SKIP}))
    assert after.conversation.declined == {(Field.TRIGGER, None)}


def test_a_no_without_a_question_declines_nothing():
    assert not turn(make_conversation(), intents={Intent.DECLINE}).conversation.declined


def test_forget_that_takes_back_all_of_the_last_message():
    first = make_entry(span="approvals take a week", n=1)
    last = [
        make_entry(Field.IMPACT, s, 2, id=f"m2/{n}") for n, s in enumerate(["12 h", "3 of us"])
    ]
    after = turn(having(first, *last), **FORGET)
    assert spans(after) == ["approvals take a week"]
    assert [e.id for e in after.replaced] == ["m2/0", "m2/1"]
    assert "12 h" not in [e.span for e in after.conversation.brief.entries]


def test_forget_one_phrase_takes_back_that_phrase_alone():
    boss = make_entry(Field.STAKEHOLDERS, "my boss signs everything", 1)
    week = make_entry(span="approvals take a week", n=2)
    after = turn(having(boss, week), forget_span="the part about my boss", **FORGET)
    assert spans(after) == ["approvals take a week"]


def test_small_words_do_not_make_two_phrases_the_same():
    """ "The" is in both; the invoices stay."""
    before = having(make_entry(span="the invoices", n=1), make_entry(span="the boss", n=2))
    assert spans(turn(before, forget_span="the bit on the boss", **FORGET)) == ["the invoices"]


def test_nobody_makes_me_forget():
    after = turn(having(make_entry()), said=make_said(RAJ), **FORGET)
    assert spans(after) == ["approvals take a week"]
    assert after.replaced == ()


def test_what_is_said_while_asking_to_forget_is_not_noted():
    after = turn(having(make_entry()), make_heard_entry(Field.IMPACT, "secret"), **FORGET)
    assert "secret" not in spans(after)


def test_a_phrase_that_was_never_noted_takes_nothing_with_it():
    boss = make_entry(Field.STAKEHOLDERS, "my boss is against it", 1)
    week = make_entry(Field.IMPACT, "a week each time", 2)
    after = turn(having(boss, week), forget_span="the bit about Karen", **FORGET)
    assert spans(after) == [boss.span, week.span]
    assert after.replaced == ()


@pytest.mark.parametrize("what", ["everything", "all of it", "all of that"])
def test_everything_is_everything_of_ones_own(what):
    mine = make_entry(Field.IMPACT, "a week each time", 2)
    rajs = make_entry(Field.IMPACT, "two days at most", 3, who=RAJ)
    assert spans(turn(having(mine, rajs), forget_span=what, **FORGET)) == [rajs.span]


def test_what_was_counted_since_is_news_and_replaces_nothing_else():
    old = make_entry(Field.PROBLEM, "nobody owns them", 1)
    counted = make_heard_entry(Field.PROBLEM, "31 of 50 went astray", sure=MEASURED)
    after = turn(having(old), counted, **CORRECT)
    assert spans(after) == [old.span, counted.span]
