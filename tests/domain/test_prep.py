"""The page before a meeting: what they said, who is missing, what would help them."""

from dataclasses import replace

from bot.domain.audience import Place, Room
from bot.domain.brief import Aspect, Brief, Field
from bot.domain.brief_page import brief_page
from bot.domain.journey import Stage
from bot.domain.open_rooms import OpenRoom
from bot.domain.prep import Bring, Prepared, last_word, prep_document
from bot.domain.several import DIFFER
from bot.domain.story import Outcome
from tests.builders import (
    RAJ,
    make_asked,
    make_conversation,
    make_entry,
    make_rendition,
    make_told,
    make_turn,
    make_view,
    make_wording,
)

WORDING = make_wording(
    prep_product="Answer plainly.",
    prep_limits="Nothing private.",
    prep_no_story="No story is near.",
    evidence_outcomes="Of $total, $count ended well.",
)


def room(*entries, **changes):
    talk = replace(make_conversation(turns=(make_turn(),), **changes), brief=Brief(entries))
    return OpenRoom(Room("C1", "slack", Place.SHARED, "acme"), talk)


def page(*rooms, **bring):
    prepared = Prepared("acme", rooms, Bring(**bring))
    return brief_page(prep_document(prepared, WORDING, "Northstar"))


def test_it_has_their_words_with_who_and_when():
    text = page(room(make_entry(Field.IMPACT, "two days a month")))
    assert "- two days a month (Ana, 20 November 2026)" in text


def test_it_says_who_has_not_been_spoken_of():
    feels = make_entry(Field.STAKEHOLDERS, "the planners", 1, aspect=Aspect.WHO_FEELS_IT)
    text = page(room(make_entry(), feels))
    assert "### Heard so far\n\n- Ana" in text
    assert "### Who lives with it\n\n- the planners" in text
    assert "### Not said yet\n\n- who has to agree\n- who has not been asked yet\n" in text


def test_two_views_of_one_room_stand_side_by_side():
    other = make_entry(Field.PROBLEM, "it is fine as it is", 1, who=RAJ, who_name="Raj")
    text = page(room(make_entry(), other))
    assert "## Where they differ\n\n- approvals take a week (Ana" in text
    assert "- it is fine as it is (Raj" in text


def test_views_of_two_rooms_are_not_held_against_each_other():
    other = make_entry(Field.PROBLEM, "it is fine as it is", 1, who=RAJ, who_name="Raj")
    assert "Where they differ" not in page(room(make_entry()), room(other))


def test_what_the_room_heard_named_as_two_views_is_named_here_too():
    other = make_entry(Field.ROOT_CAUSE, "sales inflates it", 1, who=RAJ, who_name="Raj")
    quiet = page(room(make_entry(), other))
    named = room(make_entry(), other)
    talk = replace(named.conversation, turns=(make_turn(line=DIFFER),))
    assert "Where they differ" not in quiet
    assert "Where they differ" in page(replace(named, conversation=talk))


def test_a_point_of_view_comes_with_stories_for_and_against_it():
    view = make_view(not_for="Teams whose rule is kept.")
    text = page(
        room(make_entry()),
        view=view,
        view_for=(make_told(),),
        view_against=(make_told(story_id="other", title="The other way"),),
    )
    assert view.claim in text
    assert "- Not for: Teams whose rule is kept." in text
    assert "(close, A logistics group with nine plants. It worked)" in text
    assert "### Stories that speak against it\n\n- The other way" in text


def test_a_story_is_given_with_what_there_was_to_learn():
    text = page(room(make_entry()), told=(make_told(),))
    assert "- The close that was not finance's: A clerk wrote down who waited for whom." in text


def test_endings_are_counted_from_three_stories_up():
    told = [make_told(story_id=f"s{n}", outcome=Outcome.FAILED) for n in range(3)]
    assert "Of 3, 0 ended well." in page(room(make_entry()), told=tuple(told))
    assert "ended well." not in page(room(make_entry()), told=tuple(told[:2]))


def test_without_a_story_that_may_be_told_it_says_so():
    assert "No story is near." in page(room(make_entry()))


def test_internal_stories_stand_apart():
    text = page(room(make_entry()), internal=(make_rendition(title="What we never told"),))
    assert "## For you alone\n\n- What we never told" in text


def test_the_two_questions_are_open_and_were_neither_asked_nor_declined():
    talk = room(make_entry(), declined=frozenset({(Field.ROOT_CAUSE, None)}))
    asked = make_turn(question=make_asked(Field.IMPACT))
    talk = replace(talk, conversation=replace(talk.conversation, turns=(asked,)))
    questions = Prepared("acme", (talk,)).questions(make_wording())
    fields = [q.field for q in questions]
    assert len(fields) == len(set(fields)) == 2
    assert Field.IMPACT not in fields
    assert Field.ROOT_CAUSE not in fields
    assert Field.PROBLEM not in fields
    assert all(q.room == "any" for q in questions)


def test_nothing_is_scored_and_no_stage_is_named():
    text = page(room(make_entry()), told=(make_told(),)).lower()
    stages = {s.value.replace("_", " ") for s in Stage} - {"agree"}  # "who has to agree"
    assert not [s for s in stages if s in text]
    assert "%" not in text
    assert "score" not in text


def test_their_words_do_not_act_as_markup():
    assert "<b>" not in page(room(make_entry(span="<b>ours</b> [x](http://a)")))


def test_the_last_word_is_the_latest_of_all_rooms():
    assert last_word([room(make_entry())]) == "20 November 2026"
    assert last_word([]) == ""
