"""The counts of `bench guiding`: each finds its own, and nothing where all is well."""

from dataclasses import replace

import pytest

from bot.cli.bench.counting import RULES, Played, asking, found, moves, outcomes, quoting, replies
from bot.cli.bench.guiding import figures_of
from bot.domain.brief import Aspect, Field
from bot.domain.journey import Progress
from bot.domain.moves import MoveKind
from bot.domain.reply import Reply, StoryCard
from tests.builders import make_asked, make_brief

QUESTION = make_asked(Field.IMPACT)
ABOUT_PEOPLE = make_asked(Field.STAKEHOLDERS, Aspect.WHO_FEELS_IT)
CARD = StoryCard("close", "s1", "The close", "prospects", "Nine plants.", outcome="failed")


def make_played(n=0, text="A story. What about impact?", **changes):
    """A turn that breaks no rule: an answer with something given and one question."""
    reply = Reply(
        text,
        changes.pop("move", MoveKind.ASK),
        question=changes.pop("question", None),
        stories=changes.pop("stories", ()),
        reaction=changes.pop("reaction", ""),
    )
    progress = Progress(make_brief(Field.PROBLEM))
    played = Played("c1", n, 500, reply, progress, gave=True, ms=10.0)
    return replace(played, **changes)


def asked(n=0, question=QUESTION, **changes):
    return make_played(n, question=question, **changes)


CLEAN = (
    asked(0, stories=(CARD,), told=frozenset({Field.PROBLEM}), quoted=True),
    make_played(1, "Here are your notes."),
    asked(2, ABOUT_PEOPLE, quoted=True, told=frozenset({Field.STAKEHOLDERS})),
    make_played(3, "", move=MoveKind.ACKNOWLEDGE, reaction="+1"),
    make_played(4, "Put another way: What about impact?", move=MoveKind.CLARIFY),
)
DECLINED = Progress(make_brief(), frozenset({(Field.IMPACT, None)}))
BREACHES = {
    "replies with more than one question": [make_played(text="Why? And since when?")],
    "product talk behind a closed gate": [make_played(pitch=["Our tool saves hours."])],
    "asked what was answered or declined": [
        asked(progress=Progress(make_brief(Field.PROBLEM, Field.IMPACT)))
    ],
    "asked what was told, by the annotations": [asked(told=frozenset({Field.IMPACT}))],
    "asked again after a decline": [asked(progress=DECLINED)],
    "the same question twice": [asked(0), make_played(1, "Noted."), asked(2)],
    "a story told twice": [make_played(0, stories=(CARD,)), make_played(1, stories=(CARD,))],
    "sentences of no shown story": [make_played(strays=["They won a prize."])],
    "replies over the limit": [make_played(text="x" * 501)],
    "quoted back two replies running": [make_played(0, quoted=True), make_played(1, quoted=True)],
    "two questions, nothing given between": [
        asked(0),
        asked(1, make_asked(Field.TRIGGER), gave=False),
    ],
}


@pytest.mark.parametrize("name", RULES)
def test_a_breach_is_found_once_where_it_is(name):
    turns = BREACHES[name]
    [one] = found(turns, RULES[name])
    assert (one.conversation, one.n) == ("c1", turns[-1].n)
    assert one.what


@pytest.mark.parametrize("name", RULES)
def test_nothing_is_found_where_all_is_well(name):
    assert found(CLEAN, RULES[name]) == []


@pytest.mark.parametrize(
    "name",
    [
        "the same question twice",
        "a story told twice",
        "quoted back two replies running",
        "two questions, nothing given between",
    ],
)
def test_conversations_are_apart(name):
    turns = [replace(turn, conversation=f"c{n}") for n, turn in enumerate(BREACHES[name])]
    assert found(turns, RULES[name]) == []


def test_a_question_may_be_put_again_to_who_wants_that():
    for move in (MoveKind.CLARIFY, MoveKind.REPEAT, MoveKind.GO_BACK):
        turns = [asked(0), asked(1, move=move, gave=False)]
        assert found(turns, RULES["the same question twice"]) == []
        assert found(turns, RULES["two questions, nothing given between"]) == []


def test_a_story_may_be_told_again_to_who_wants_that():
    turns = [
        make_played(0, stories=(CARD,)),
        make_played(1, stories=(CARD,), move=MoveKind.REPEAT),
    ]
    assert found(turns, RULES["a story told twice"]) == []


def test_a_side_of_a_field_is_a_topic_of_its_own():
    brief = make_brief((Field.STAKEHOLDERS, Aspect.WHO_MUST_AGREE))
    turn = asked(question=ABOUT_PEOPLE, progress=Progress(brief))
    assert found([turn], RULES["asked what was answered or declined"]) == []


def test_the_product_may_be_spoken_of_behind_an_open_gate():
    rule = RULES["product talk behind a closed gate"]
    opened = make_played(move=MoveKind.OPEN_PRODUCT, pitch=["It counts."], gate_open=True)
    assert found([opened], rule) == []
    assert len(found([replace(opened, gate_open=False)], rule)) == 2


def test_a_reaction_is_no_reply_and_parts_nothing():
    turns = [make_played(0, quoted=True), CLEAN[3], make_played(4, quoted=True)]
    assert len(replies(turns)) == 2
    assert len(found(turns, RULES["quoted back two replies running"])) == 1


def test_replies_moves_and_outcomes_are_counted():
    assert len(asking(CLEAN)) == 3
    assert len(quoting(CLEAN)) == 2
    assert moves(CLEAN) == {"ask": 3, "acknowledge": 1, "clarify": 1}
    assert outcomes([*CLEAN, make_played(stories=(replace(CARD, outcome=""),))]) == {
        "failed": 1,
        "not said": 1,
    }


def test_figures_say_whether_they_are_as_wanted():
    figures = {(f.what, f.unit): f for f in figures_of(CLEAN, "shared")}
    assert figures["shared: replies", "turns"].ours == 4
    assert figures["shared: silent, or a reaction alone", "turns"].ours == 1
    assert figures["shared: replies with a question", "share"].as_wanted is False
    assert figures["shared: replies that quote the buyer", "share"].as_wanted
    assert figures["shared: a story told twice", "times"].as_wanted
    assert figures["shared: one turn, p95", "ms"].ours == 10.0
    broken = {f.what: f for f in figures_of(BREACHES["a story told twice"], "dm")}
    assert broken["dm: a story told twice"].where == (("c1", 1, "close"),)
    assert broken["dm: a story told twice"].as_wanted is False


def test_of_nothing_all_counts_are_nought():
    assert all(figure.ours == 0 for figure in figures_of([], "shared"))
