"""What stands in the notes that are taken along: for one reader, nothing that is not theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.brief import Aspect, Brief, Circle, Field
from bot.domain.brief_document import (
    HEADINGS,
    INVOLVE,
    MOST_OPEN,
    NEXT,
    RISKS,
    STILL_OPEN,
    STORIES,
    Reading,
    brief_document,
    one_line,
)
from bot.domain.conversation import AgreedDate
from bot.domain.moves import MoveKind
from bot.domain.story import Outcome
from tests.builders import (
    ANA,
    GUESS,
    MEASURED,
    NOW,
    RAJ,
    TOPICS,
    make_brief,
    make_conversation,
    make_entry,
    make_rendition,
    make_turn,
    make_wording,
)


def written(conversation, reader=ANA, stories=(), points=None, now=NOW):
    """The document as {heading: {label: [(text, about)]}}."""
    reading = Reading(
        reader=reader,
        now=now,
        operator="Northstar",
        stories={s.story_id: s for s in stories},
        points=make_wording().points if points is None else points,
    )
    document = brief_document(conversation, reading)
    return {
        section.heading: {
            group.label: [(line.text, line.about) for line in group.lines]
            for group in section.groups
        }
        for section in document.sections
    }


def talk_of(*entries, **changes):
    return make_conversation(brief=Brief(entries), **changes)


def everything(document):
    return repr(document)


def test_one_persons_words_stand_with_who_when_and_how_sure():
    entry = make_entry(Field.IMPACT, "31 of 50", sure=MEASURED, confirmed=True)
    document = written(talk_of(entry))
    about = "Ana, 20 November 2026, measured, confirmed"
    assert document[HEADINGS[Field.IMPACT]] == {"": [("31 of 50", about)]}


def test_a_guess_is_marked_as_one():
    document = written(talk_of(make_entry(Field.IMPACT, "60/40", sure=GUESS)))
    assert document[HEADINGS[Field.IMPACT]][""][0][1].endswith("a guess")


def test_two_peoples_words_on_one_thing_stand_under_their_names():
    rajs = make_entry(span="finance wants certainty", n=2, who=RAJ, who_name="Raj")
    document = written(talk_of(make_entry(span="the forecast is wrong"), rajs))
    assert document[HEADINGS[Field.PROBLEM]] == {
        "Ana": [("the forecast is wrong", "20 November 2026")],
        "Raj": [("finance wants certainty", "20 November 2026")],
    }


def test_two_people_of_one_name_are_told_apart():
    other = make_entry(span="another view", n=2, who=RAJ, who_name="Ana")
    document = written(talk_of(make_entry(), other))
    assert list(document[HEADINGS[Field.PROBLEM]]) == ["Ana", "Ana (2)"]


def test_someone_without_a_name_is_someone():
    document = written(talk_of(make_entry(who_name="")))
    assert document[HEADINGS[Field.PROBLEM]][""][0][1] == "someone, 20 November 2026"


def test_what_another_said_in_private_leaves_no_trace():
    private = make_entry(
        Field.IMPACT, "my boss is furious", 2, who=RAJ, who_name="Raj", circle=Circle.MINE
    )
    with_it = written(talk_of(make_entry(), private))
    assert with_it == written(talk_of(make_entry()))
    assert "furious" in everything(written(talk_of(make_entry(), private), reader=RAJ))


def test_what_was_replaced_or_withdrawn_is_gone():
    old, new = make_entry(span="ten days"), make_entry(span="five days", n=1)
    other = make_entry(Field.IMPACT, "furious", 2)
    brief = Brief((old, other)).correct(old.id, new).withdraw(other.id, ANA)
    shown = everything(written(make_conversation(brief=brief)))
    assert "five days" in shown
    assert "ten days" not in shown
    assert "furious" not in shown


def test_who_to_involve_stands_by_what_they_are_to_it():
    document = written(
        make_conversation(
            (Field.STAKEHOLDERS, Aspect.WHO_MUST_AGREE),
            (Field.STAKEHOLDERS, Aspect.WHO_FEELS_IT),
            (Field.STAKEHOLDERS, Aspect.WHO_IS_MISSING),
            Field.STAKEHOLDERS,
        )
    )
    assert list(document[INVOLVE]) == [
        "Who lives with it",
        "Who has to agree",
        "Who has not been asked yet",
        "Who is part of it",
    ]


def test_the_risk_of_changing_stands_beside_that_of_not_changing():
    document = written(make_conversation(Field.STATUS_QUO, Field.CHANGE_RISK))
    assert list(document[RISKS]) == ["What a change could break", "If nothing changes"]
    assert list(written(make_conversation(Field.STATUS_QUO))[RISKS]) == ["If nothing changes"]


def test_every_entry_of_every_field_is_in_it_once():
    shown = everything(written(make_conversation(*TOPICS), points={}))
    for field, aspect in TOPICS:
        assert shown.count(f"'what was said of {aspect or field}'") == 1


@pytest.mark.parametrize("topic", [None, *TOPICS])
def test_no_section_and_no_group_is_empty(topic):
    conversation = make_conversation(*([topic] if topic else []))
    document = written(conversation)
    assert all(groups and all(groups.values()) for groups in document.values())
    assert bool(document) is bool(topic)


def test_stories_that_were_shown_are_in_it_with_what_they_were():
    talk = make_conversation(Field.PROBLEM, turns=(make_turn(0, story_ids=("close",)),))
    document = written(talk, stories=[make_rendition()])
    was = "A logistics group with nine plants. It worked."
    assert document[STORIES] == {"": [("The close that was not finance's", was)]}


def test_a_story_without_details_has_its_title_alone():
    talk = make_conversation(Field.PROBLEM, turns=(make_turn(0, story_ids=("close",)),))
    bare = make_rendition(who="", industry="", outcome=None)
    assert written(talk, stories=[bare])[STORIES][""][0][1] == ""
    failed = make_rendition(who="", industry="", outcome=Outcome.FAILED)
    assert written(talk, stories=[failed])[STORIES][""][0][1] == "It failed."


def test_a_story_that_was_waved_away_is_not_in_it():
    turns = (make_turn(0, story_ids=("close", "b")), make_turn(1, story_ids=("a", "close")))
    talk = make_conversation(turns=turns, not_like_us=frozenset({"b"}))
    assert talk.in_order() == ("close", "a")


def test_a_story_that_may_not_be_read_now_or_was_not_shown_here_is_not_in_it():
    talk = make_conversation(Field.PROBLEM, turns=(make_turn(0, story_ids=("recalled",)),))
    assert STORIES not in written(talk, stories=[make_rendition()])


def test_a_story_alone_makes_a_document():
    talk = make_conversation(turns=(make_turn(0, story_ids=("close",)),))
    assert list(written(talk, stories=[make_rendition()])) == [STORIES, STILL_OPEN, NEXT]


def test_open_questions_stand_before_what_nobody_has_talked_about():
    entry = make_entry(Field.OPEN_QUESTIONS, "does the bank mind", 1)
    document = written(talk_of(make_entry(), entry))
    assert document[STILL_OPEN]["Asked here"][0][0] == "does the bank mind"
    open_points = [text for text, _ in document[STILL_OPEN]["Not talked about yet"]]
    assert len(open_points) == MOST_OPEN
    assert all(text.startswith("the matter of") for text in open_points)


def test_what_was_declined_is_not_held_out_again():
    declined = frozenset({(Field.ROOT_CAUSE, None)})
    document = written(make_conversation(Field.PROBLEM, declined=declined))
    assert "root_cause" not in everything(document)


def test_without_a_decision_the_most_useful_open_topic_is_next_and_not_listed_twice():
    document = written(make_conversation(Field.PROBLEM))
    assert document[NEXT] == {"": [("Find out the matter of impact.", "with Ana")]}
    assert ("the matter of impact", "") not in document[STILL_OPEN]["Not talked about yet"]


def test_whose_the_next_topic_is_stays_open_where_two_have_spoken():
    rajs = make_entry(span="finance wants certainty", n=2, who=RAJ, who_name="Raj")
    assert written(talk_of(make_entry(), rajs))[NEXT][""][0][1] == ""


def test_a_decision_is_the_next_step_and_whose_it_is():
    decision = make_entry(Field.DECISION, "we fix the order first", 1)
    document = written(talk_of(make_entry(), decision))
    assert document[NEXT] == {"": [("we fix the order first", "Ana, 20 November 2026")]}
    assert HEADINGS[Field.DECISION] not in document


def test_the_decision_is_what_is_left_when_all_else_is_said():
    said = [t for t in TOPICS if t[0] is not Field.DECISION]
    assert "the matter of decision" in written(make_conversation(*said))[NEXT][""][0][0]


def test_the_next_date_is_the_next_step():
    days = (9, -1, 3)
    dates = tuple(AgreedDate(NOW + timedelta(days=d), ANA) for d in days)
    talk = make_conversation(Field.PROBLEM, dates=dates)
    line = "On Monday 23 November 2026, Groundwork asks how it stands."
    assert written(talk)[NEXT] == {"": [(line, "agreed with Ana")]}
    assert "asks how it stands" not in everything(written(talk, now=NOW + timedelta(days=9)))


def test_a_wish_for_a_person_is_the_vendors_step():
    turns = (make_turn(0, move=MoveKind.HAND_OVER),)
    document = written(make_conversation(Field.PROBLEM, turns=turns))
    [(text, about)] = document[NEXT][""]
    assert text == "Northstar answers the wish for a person. This step is theirs."
    assert about == "asked by Ana, 20 November 2026"
    nobody = written(make_conversation(turns=(replace(turns[0], speaker=RAJ),)))
    assert nobody[NEXT][""][0][1].startswith("asked by someone here")


def test_without_wording_for_the_open_topics_nothing_is_made_up():
    assert list(written(make_conversation(Field.PROBLEM), points={})) == [HEADINGS[Field.PROBLEM]]


def test_words_that_nothing_is_left_of_make_no_line():
    assert written(talk_of(make_entry(span="\u200b\x00")), points={}) == {}


@given(st.text(alphabet=st.characters()))
def test_every_text_is_one_line_that_any_file_bears(text):
    line = one_line(text)
    assert line == " ".join(line.split())
    line.encode()
    assert not any(
        ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or ord(c) in (0xFFFE, 0xFFFF) for c in line
    )


def test_headings_are_one_for_each_field():
    assert set(HEADINGS) == set(Field)
    assert len(set(HEADINGS.values())) == len(Field)
    assert make_brief(*Field).standing()
