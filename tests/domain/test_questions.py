"""Choosing a question: on the topic that helps most, made for this person's start and moment."""

from bot.domain.brief import Aspect, Field
from bot.domain.questions import Question, Setting, choose

IMPACT, CAUSE = (Field.IMPACT, None), (Field.ROOT_CAUSE, None)
SHARED = Setting(private=False, starts_with="problem", late=False)


def question(name, field=Field.IMPACT, **changes):
    return Question(name, field, f"{name}?", **changes)


def chosen(bank, *topics, asked=(), setting=SHARED):
    found = choose(bank, topics or (IMPACT,), frozenset(asked), setting)
    return found.id if found else None


def test_the_first_topic_with_a_question_left_is_asked_about():
    bank = [question("cause", Field.ROOT_CAUSE), question("impact")]
    assert chosen(bank, IMPACT, CAUSE) == "impact"
    assert chosen(bank, IMPACT, CAUSE, asked=["impact"]) == "cause"


def test_nothing_is_asked_where_nothing_is_left():
    assert chosen([question("impact")], asked=["impact"]) is None
    assert chosen([question("impact")], CAUSE) is None


def test_one_side_of_a_field_is_not_another():
    feels = question("feels", Field.STAKEHOLDERS, aspect=Aspect.WHO_FEELS_IT)
    assert chosen([feels], (Field.STAKEHOLDERS, Aspect.WHO_MUST_AGREE)) is None


def test_a_question_about_colleagues_is_for_private_rooms():
    bank = [question("alone", room="private")]
    assert chosen(bank) is None
    assert chosen(bank, setting=Setting(private=True, starts_with="problem", late=False))


def test_an_opportunity_gets_questions_of_its_own():
    bank = [question("pain", starts_with="problem"), question("chance", starts_with="opportunity")]
    hope = Setting(private=False, starts_with="opportunity", late=False)
    assert chosen(bank, setting=hope) == "chance"
    assert chosen(bank) == "pain"


def test_a_problem_question_is_never_put_to_who_brings_an_opportunity():
    hope = Setting(private=False, starts_with="opportunity", late=False)
    assert chosen([question("pain", starts_with="problem")], setting=hope) is None


def test_early_questions_come_early_and_late_ones_late():
    bank = [question("late", moment="late"), question("early", moment="early")]
    late = Setting(private=False, starts_with="problem", late=True)
    assert chosen(bank) == "early"
    assert chosen(bank, setting=late) == "late"


def test_a_question_for_anyone_comes_before_one_for_a_role():
    """We don't know who somebody is."""
    assert chosen([question("boss", for_whom="executive"), question("any")]) == "any"


def test_the_order_of_the_bank_settles_the_rest():
    assert chosen([question("first"), question("second")]) == "first"
