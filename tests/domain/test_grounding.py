"""What a language model words is borne out by its source, or it is refused: rule by rule."""

import pytest

from bot.domain.bearing import Amiss, amiss
from bot.domain.draft import PartKind
from bot.domain.grounding import Sources, borne_out, ground, unlike
from bot.domain.text import words
from bot.domain.word_forms import stem

STORY = (
    "A bus depot lost 40 of 120 radios a year. The foreman blamed the night drivers. "
    "Cleaners carried the radios to a locker, because nobody had told them where they belong. "
    "The manager refused new radios, and the drivers wrote a list of what was missing. "
    "He wanted to buy trackers for 9,000 euro. A sheet at the gate did not help. "
    'One driver said: "I never saw a sheet." '
    "Three of the five depots have a shelf now, and losses fell from 40 to 12 a year. "
    "All keys hang at the gate. Most losses came at weekends. "
    "First ask the cleaners, then put up a shelf."
)
SOURCES = Sources(
    {"radios": STORY},
    supplied="We lose about 15 keys a month. Finance wants one list, sales wants to keep theirs.",
    own="One that is close to this:",
)


def shared(sentence, others):
    """How many words are shared stands in for meaning; enough where a rule is to decide."""
    said = set(map(stem, words(sentence)))
    return max((len(said & set(map(stem, words(o)))) / len(said) for o in others), default=0.0)


def alike(_sentence, others):
    """Find everything alike, so that only the plain rules can refuse."""
    return 1.0 if others else 0.0


def what_is_amiss(sentence, likeness=alike):
    return set(amiss(sentence, STORY, likeness))


def sources_of(text, likeness=alike):
    return [(p.kind, p.story_id) for p in ground(text, SOURCES, likeness).parts]


# --- what a story bears out ---


@pytest.mark.parametrize(
    "sentence",
    [
        "A bus depot lost 40 of 120 radios a year.",
        "A bus depot lost forty of its 120 radios a year.",
        "The night drivers were blamed by the foreman.",
        "The drivers wrote a list of what was missing.",
        "Cleaners carried the radios to a locker, since nobody had told them where they belong.",
        "Losses fell from 40 to 12 a year, and all keys hang at the gate.",
        "A sheet at the gate did not help, and the manager refused new radios.",
        "3 of the 5 depots now have a shelf.",
        'One driver said: "I never saw a sheet."',
        "The manager wanted to buy trackers.",
    ],
)
def test_what_says_the_same_is_borne_out(sentence):
    assert what_is_amiss(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("A bus depot lost 60 of 120 radios a year.", Amiss.NUMBER),
        ("Losses fell from 12 to 40 a year.", Amiss.NUMBER),
        ("At Contoso the drivers wrote a list.", Amiss.NAME),
        ("Contoso drivers wrote a list of what was missing.", Amiss.NAME),
        ('One driver said: "I saw a sheet every night."', Amiss.QUOTE),
        ("The drivers wrote a furious letter of complaint.", Amiss.NEW),
        ("The drivers carried the radios to a locker.", Amiss.SCATTERED),
        ("The night drivers blamed the foreman.", Amiss.TURNED),
        ("Losses fell because the manager refused new radios.", Amiss.CAUSE),
        ("He bought trackers for 9,000 euro.", Amiss.UNREAL),
        ("They asked the cleaners first and then put up a shelf.", Amiss.UNREAL),
        ("A sheet at the gate helped.", Amiss.DENIAL),
        ("The manager did not refuse new radios.", Amiss.DENIAL),
        ("Losses rose from 40 to 12 a year.", Amiss.OPPOSITE),
        ("All losses came at weekends.", Amiss.SCOPE),
        ("Most keys hang at the gate.", Amiss.SCOPE),
        ("The five depots have a shelf now.", Amiss.PART),
    ],
)
def test_what_says_something_else_is_refused_for_its_reason(sentence, kind):
    assert kind in what_is_amiss(sentence)


def test_what_means_something_else_is_refused_though_its_words_are_there():
    assert what_is_amiss("All keys hang at the gate.", lambda s, others: 0.5) == {Amiss.MEANING}


def test_a_long_sentence_may_be_put_together_a_little_where_it_means_the_same():
    one = (
        "The manager refused new radios and the drivers wrote a list of what was missing at"
        " weekends, and losses fell from 40 to 12 a year."
    )
    assert what_is_amiss(one, lambda s, others: 0.9) == set()
    assert what_is_amiss(one, lambda s, others: 0.8) == {Amiss.SCATTERED}


def test_where_nobody_can_tell_the_meaning_nothing_is_borne_out():
    assert Amiss.MEANING in what_is_amiss("All keys hang at the gate.", unlike)


@pytest.mark.parametrize("sentence", ["It did.", "", "They were, too."])
def test_a_sentence_that_tells_nothing_is_no_claim_of_a_story(sentence):
    assert what_is_amiss(sentence)


# --- where a sentence comes from ---


def test_each_sentence_is_given_its_own_source():
    text = (
        "Losses fell from 40 to 12 a year. You lose about 15 keys a month."
        " That is in your notes now."
    )
    assert sources_of(text) == [
        (PartKind.STORY, "radios"),
        (PartKind.HEARD, ""),
        (PartKind.LINE, ""),
    ]


def test_a_line_of_ours_stands_as_it_is():
    [part] = ground("One that is close to this:", SOURCES, unlike).parts
    assert (part.kind, part.own) == (PartKind.LINE, True)


def test_what_a_line_of_ours_leads_in_has_a_source_of_its_own():
    text = "One that is close to this: Losses fell from 40 to 12 a year."
    assert sources_of(text) == [(PartKind.LINE, ""), (PartKind.STORY, "radios")]


def test_a_quotation_of_several_sentences_is_one_piece():
    [part] = ground('"I saw it. Nobody came."', SOURCES, alike).parts
    assert part.text == '"I saw it. Nobody came."'


@pytest.mark.parametrize(
    "sentence",
    [
        "You lose about fifteen keys a month.",
        "You said that finance wants one list.",
        "Finance wants one list, and sales wants to keep theirs.",
    ],
)
def test_an_echo_of_the_buyer_is_borne_out(sentence):
    assert sources_of(sentence) == [(PartKind.HEARD, "")]


@pytest.mark.parametrize(
    "sentence",
    [
        "You lose about 50 keys a month.",
        "You lose about 15 keys a week.",
        "Sales wants one list, and finance wants to keep theirs.",
        "You want to buy a tracker for 15 keys.",
        "Your customers lose about 15 keys a month.",
    ],
)
def test_what_the_buyer_did_not_say_is_refused(sentence):
    assert sources_of(sentence) == [(PartKind.STORY, "")]


@pytest.mark.parametrize(
    "sentence",
    [
        "I've written that down.",
        "Tell me if I got that wrong.",
        "It may be different in your case.",
        "Let us leave that open for now.",
        "There is no hurry with this.",
    ],
)
def test_what_leads_on_needs_no_source(sentence):
    assert sources_of(sentence, unlike) == [(PartKind.LINE, "")]


@pytest.mark.parametrize(
    "sentence",
    [
        "This always helps.",
        "It works for nearly everyone.",
        "You should look at that first.",
        "Nobody has left that open.",
        "That is what the others did.",
        "They left it as it was.",
        "That took 3 notes.",
        'It was "fine".',
        "Most people tell a similar story.",
        "You need a tool for this.",
        "There is no time to lose.",
    ],
)
def test_what_claims_something_in_everyday_words_is_refused(sentence):
    assert sources_of(sentence) == [(PartKind.STORY, "")]


def test_another_storys_fact_is_not_borne_out_by_this_one():
    two = Sources({"radios": STORY, "keys": "A school lost 7 keys."}, "", "")
    [part] = ground("A school lost 7 keys.", two, alike).parts
    assert part.story_id == "keys"
    only = Sources({"radios": STORY}, "", "")
    assert not borne_out(part, only, alike)


def test_half_of_a_sentence_of_the_story_may_be_told_with_shared_words_as_its_meaning():
    assert what_is_amiss("The manager refused new radios.", shared) == set()


def test_what_is_compared_keeps_its_side():
    said = Sources({}, "I'd rather change nothing than buy another tool.", "")
    kept = "You would rather change nothing than buy another tool."
    turned = "You would rather buy another tool than change nothing."
    assert [p.kind for p in ground(kept, said, alike).parts] == [PartKind.HEARD]
    assert [p.kind for p in ground(turned, said, alike).parts] == [PartKind.STORY]


def test_a_lesson_may_be_told_as_advice_and_not_as_a_deed():
    assert what_is_amiss("Ask the cleaners, then put up a shelf.") == set()
    assert Amiss.UNREAL in what_is_amiss("They asked the cleaners and then put up a shelf.")
