"""What a rep asks for beyond stories."""

import pytest

from bot.domain.insider_wishes import Sharing, named_in, preparing, sharing


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("prep for Thursday with Acme", "Acme"),
        ("prepare me for the meeting with acme", "acme"),
        ("/prep acme", "acme"),
        ("Prep acme", "acme"),
        ("can you prepare me for my call with Acme Foods on Tuesday?", "Acme Foods"),
        ("please prep me for tomorrow's visit at Acme", "Acme"),
        ("prep: Acme, Thursday at 10", "Acme"),
        ("prepare the next meeting with Acme.", "Acme"),
        ("/prep", ""),
        ("prep for Thursday", ""),
    ],
)
def test_a_meeting_to_prepare_for_is_heard(text, named):
    wish = preparing(text)
    assert (wish.named, wish.sure) == (named, True)


@pytest.mark.parametrize(
    "text",
    [
        "prepare for an audit in which three people look for the same file",
        "brief me on Acme",
        "what should I know about late closes",
    ],
)
def test_what_may_be_the_matter_of_a_story_is_not_sure(text):
    assert preparing(text).sure is False


@pytest.mark.parametrize(
    "text",
    [
        "the shift prepares trays that nobody needs",
        "preparation of samples takes three days",
        "did others have late closes",
        "",
    ],
)
def test_a_question_for_stories_is_no_wish_to_be_prepared(text):
    assert preparing(text) is None


@pytest.mark.parametrize(
    ("text", "story", "where"),
    [
        ("share close-not-finance in acme", "close-not-finance", "acme"),
        ("Please share the story Fifty tubes with Acme Foods.", "Fifty tubes", "Acme Foods"),
        ('/share "Boxes of twelve" in the room of Acme', "Boxes of twelve", "Acme"),
        ("post fifty-tubes to acme", "fifty-tubes", "acme"),
    ],
)
def test_a_story_to_show_is_heard(text, story, where):
    assert sharing(text) == Sharing(story, where)


@pytest.mark.parametrize(
    "text", ["share the load", "they share a printer", "teams share one list in Excel", "share"]
)
def test_other_sharing_is_not(text):
    assert sharing(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("for Thursday with Acme", "Acme"),
        ("acme's people", "Acme"),
        ("acme foods", "Acme Foods"),
        ("acmeology", ""),
        ("", ""),
    ],
)
def test_a_name_counts_as_whole_words_and_the_longest_first(text, named):
    assert named_in(text, ["Acme", "Acme Foods", "Borealis"]) == named
