"""Rooms with several people, the vendor's among them, and who may see what."""

from bot.domain.audience import Place
from bot.domain.brief import Circle, Field
from bot.domain.events import Addressee
from bot.domain.moves import MoveKind
from tests.dialogs.talk import Talk, asks, keeps_its_manners, noted, told_in


async def test_people_who_disagree_call_it_and_hear_two_views_and_no_verdict(shared):
    for who, text in (
        ("Ines", "The close slipped again, I can't plan like this."),
        ("Marek", "That's on finance, not on us."),
    ):
        silent = await shared.says(text, who=who, to=Addressee.PERSON)
        assert silent.trace.move.kind is MoveKind.STAY_SILENT
        assert silent.reply is None

    called = await shared.says(
        "@groundwork can you help us here. Our month end takes eleven days because the plants "
        "send their stock counts late.",
        who="Ines",
    )
    assert told_in(called) == ["counted-on-a-saturday"]
    assert "Everyone here can read this" in called.reply.small_print

    differs = await shared.says(
        "I disagree. The counts are not the cause, "
        "the invoices between our companies never match.",
        who="Marek",
    )
    assert differs.trace.move.line == "views_differ"
    assert "the plants send their stock counts late" in differs.reply.text
    assert "the invoices between our companies never match" in differs.reply.text
    assert not {"Ines", "Marek"} & set(differs.reply.text.split())

    among_them = await shared.says(
        "ok Marek, shall we look at March together", who="Ines", to=Addressee.PERSON
    )
    assert among_them.reply is None

    notes = await shared.says("can I see the notes?", who="Ines")
    [page] = notes.reply.attachments
    assert "the invoices between our companies never match" in page.text
    assert "the plants send their stock counts late" in page.text
    assert not asks(notes)
    keeps_its_manners(shared)


async def test_who_contradicts_another_corrects_nobody(shared):
    """Only one's own words can be put right; both stand."""
    await shared.says("Returns are too many. The warehouse packs the wrong size.", who="Ines")
    answer = await shared.says(
        "That's wrong, the warehouse packs what the shop orders, and the shop orders twelve.",
        who="Marek",
    )
    assert answer.reply.move is not MoveKind.CORRECT
    assert "The warehouse packs the wrong size" in noted(shared, Field.PROBLEM)
    keeps_its_manners(shared)


async def test_when_a_rep_joins_it_waits_to_be_called(shared):
    hello = await shared.says(
        "Hi all, Jo from Northstar here, just listening in.",
        who="Jo",
        role="rep",
        to=Addressee.ROOM,
    )
    assert hello.reply is None
    assert hello.trace.move.reason

    called = await shared.says(
        "@groundwork our loan files come back from head office two or three times "
        "because something is missing"
    )
    assert told_in(called) == ["file-that-came-back"]

    for who, role, text in (
        ("Jo", "rep", "I can tell you about that one in person if you like"),
        ("Priya", None, "Sure Jo, Thursday works"),
    ):
        silent = await shared.says(text, who=who, role=role, to=Addressee.PERSON)
        assert silent.trace.move.kind is MoveKind.STAY_SILENT

    later = await shared.says("@groundwork we counted: 62 of 100 files came back last quarter")
    assert not asks(later)
    assert "62 of 100" in noted(shared, Field.IMPACT)
    assert {e.who_name for e in shared.brief.entries} == {"Priya"}
    keeps_its_manners(shared)


async def test_who_can_see_this_is_answered_before_and_after_something_is_told(app, shared):
    first = await shared.says("who can read this? is Northstar reading along?")
    assert first.reply.move is MoveKind.EXPLAIN_PRIVACY
    assert "Northstar" in first.reply.text
    assert not asks(first)

    second = await shared.says(
        "then only this much: our claims letters make people ring us, "
        "a third of them within a week"
    )
    assert told_in(second) == ["letter-with-no-news"]
    assert all(e.circle is Circle.ROOM for e in shared.brief.entries)

    third = await shared.says("could we go on in private?")
    assert third.reply.move is MoveKind.EXPLAIN_PRIVACY
    assert "direct" in third.reply.text

    fourth = await shared.says("forget what I wrote about the letters")
    assert fourth.reply.move is MoveKind.CORRECT
    assert shared.brief.standing() == ()
    assert not any("letters" in e.span for e in shared.brief.entries)
    keeps_its_manners(shared)

    alone = Talk(app, Place.DM)
    answer = await alone.says("and who sees what I write here?")
    assert answer.reply.move is MoveKind.EXPLAIN_PRIVACY
    await alone.says("I suspect our head of claims likes the letters as they are.")
    assert all(e.circle is Circle.MINE for e in alone.brief.entries)
    keeps_its_manners(alone)


async def test_called_after_colleagues_talked_it_says_that_it_did_not_read_them(shared):
    await shared.says("the forecast is always wrong", who="Ines", to=Addressee.ROOM)
    await shared.says("it is fine, they only want certainty", who="Marek", to=Addressee.PERSON)
    called = await shared.says("what do you make of this?", who="Lotte")
    assert called.trace.move.line == "unread_shared"
    assert not asks(called)
    assert not called.trace.conversation.brief.standing()
    point = await shared.says(
        "Month-end close takes us nine days because counts from the plants come in late.",
        who="Lotte",
    )
    assert told_in(point) == ["counted-on-a-saturday"]
    again = await shared.says("what do you make of this?", who="Lotte")
    assert again.trace.move.line != "unread_shared"
    keeps_its_manners(shared)


async def test_of_what_colleagues_say_to_each_other_no_word_is_kept(shared):
    await shared.says("our returns double each spring", who="Ines", to=Addressee.ROOM)
    called = await shared.says("can you settle this for us", who="Lotte")
    assert not called.trace.conversation.brief.entries
    assert "returns" not in called.reply.text


async def test_the_point_given_with_the_call_is_answered(shared):
    await shared.says("not again", who="Ines", to=Addressee.ROOM)
    called = await shared.says(
        "What do you make of this: month-end close takes us nine days because counts from the "
        "plants come in late.",
        who="Lotte",
    )
    assert told_in(called) == ["counted-on-a-saturday"]
