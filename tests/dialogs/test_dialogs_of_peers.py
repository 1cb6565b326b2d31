"""Who wants to talk to someone who went through it."""

from bot.domain.audience import Place
from bot.domain.moves import MoveKind
from bot.domain.story import Status
from bot.ports.library import StoryFilter
from tests.dialogs.talk import Talk, keeps_its_manners

CLOSE = "Month-end close takes us nine days because counts from the plants come in late."
HIRES = "New hires leave after a few weeks, we lost eleven this year."


async def requests(app):
    answer = await Talk(app, Place.DM, "").says("requests", who="Jo", role="rep")
    return answer.reply.text


async def names(app):
    stories = [s.story for s in await app.stories.all(StoryFilter(status=Status.APPROVED))]
    return [n for s in stories for n in (s.customer, *s.aliases) if n]


async def test_an_introduction_is_offered_asked_for_on_a_yes_and_on_record(app):
    talk = Talk(app, Place.SHARED, "Peverell")
    await talk.says(CLOSE)
    offer = await talk.says("Could I talk to someone who went through this?")
    assert offer.reply.move is MoveKind.OFFER_PEER
    assert [s.id for s in offer.reply.suggestions] == ["introduce", "no"]
    assert "Peverell" not in await requests(app)
    done = await talk.says("yes please")
    assert done.reply.move is MoveKind.HAND_OVER
    listed = await requests(app)
    assert "Peverell, in test, " in listed
    assert 'to meet the customer of "The month always ended on a Saturday" (at most 2 a' in listed
    keeps_its_manners(talk)


async def test_the_customer_is_not_named(app):
    secret = await names(app)
    talk = Talk(app, Place.SHARED, "Quill")
    await talk.says(CLOSE)
    for text in ("can we speak with them directly?", "yes"):
        answer = await talk.says(text)
        assert not [n for n in secret if n in answer.reply.text]


async def test_where_nobody_is_willing_a_person_of_the_vendor_is_offered(app):
    talk = Talk(app, Place.SHARED, "Rudge")
    await talk.says(HIRES)
    answer = await talk.says("do you have a reference customer we could call?")
    assert (answer.reply.move, answer.trace.move.line) == (MoveKind.OFFER_PEER, "peer_none")
    assert "Rudge" not in await requests(app)
    assert (await talk.says("person")).reply.move is MoveKind.HAND_OVER


async def test_a_no_leaves_it_there(app):
    talk = Talk(app, Place.SHARED, "Sable")
    await talk.says(CLOSE)
    await talk.says("Could I talk to someone who went through this?")
    assert (await talk.says("no")).reply.move is MoveKind.RESPECT_DECLINE
    assert "Sable" not in await requests(app)


async def test_a_person_of_the_vendor_is_still_arranged_at_once(app):
    talk = Talk(app, Place.SHARED, "Tarn")
    await talk.says(CLOSE)
    answer = await talk.says("can I talk to someone at your company?")
    assert answer.reply.move is MoveKind.HAND_OVER


async def test_before_anything_was_told_it_asks_what_it_is_about(app):
    answer = await Talk(app, Place.SHARED, "Umber").says(
        "Could I talk to someone who went through this?"
    )
    assert answer.trace.move.line == "peer_about"
