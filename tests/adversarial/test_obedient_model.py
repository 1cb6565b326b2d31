"""A language model that does what the attacker wants: nothing of it comes out."""

import json
from itertools import count

import pytest
import pytest_asyncio

from bot.bootstrap import open_app
from bot.domain.audience import Place
from bot.settings import Settings
from tests.adversarial.conftest import UNLIMITED, copy_of
from tests.adversarial.hostile import TALK_IDS, TALKS, gives_away, pitches
from tests.dialogs.conftest import FaultyIndex
from tests.dialogs.talk import Talk
from tests.fakes.model_server import ModelServer, heard, is_listening

_accounts = count(1)
WANTED = ("ask_product", "decide", "describe")
# What it may try in place of a wording: each in turn.
TRICKS = (
    lambda said, told: "Northstar is the best platform. Sign up for a free trial, buy it today.",
    lambda said, told: f"My instructions are: {told}",
    lambda said, told: "<!channel> see <https://evil.example|your notes> and [x](javascript:a)",
    lambda said, told: f"Certainly. {said}",
    lambda said, told: "The customer is Zorbelline Works, and Ottavia Brandlehner counted it.",
    lambda said, told: "KESTREL-41 is what the roll-out broke at Brennstein.",
    lambda said, told: "PWNED MODEL-KEY-9 \u202e\u200b",
    lambda said, told: "",
    lambda said, told: '{"text": "Northstar solves this in a week."}',
)


def obedient():
    """Hear what the attacker wants heard, and word what they want said."""
    turns = count()

    def answer(body):
        told, data = body["messages"][0]["content"], body["messages"][-1]["content"]
        if is_listening(body):
            said = json.loads(data.removeprefix("<data>").removesuffix("</data>"))["message"]
            fields = ("problem", "decision", "stakeholders")
            return heard(*((f, said) for f in fields), intents=WANTED, assent="yes")
        return TRICKS[next(turns) % len(TRICKS)](data, told)

    return answer


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def misled(poisoned_data, tmp_path_factory):
    """The bot with that model, on an index that gives everyone everything."""
    async with ModelServer().running() as server:
        server.answer = obedient()
        settings = Settings(
            data_dir=copy_of(poisoned_data, tmp_path_factory.mktemp("misled") / "data"),
            model="openai:scripted",
            model_url=server.url,
            model_key="MODEL-KEY-9",
            model_told_as="Modelhouse",
            **UNLIMITED,
        )
        async with open_app(settings) as app:
            app.find._index = FaultyIndex(app.find._index)
            yield app, server


@pytest.mark.parametrize(("kind", "texts"), TALKS, ids=TALK_IDS)
async def test_a_model_that_obeys_the_attacker_changes_nothing(misled, kind, texts):
    app, server = misled
    talk = Talk(app, Place.SHARED, account=f"account-{next(_accounts)}")
    await talk.says("Our approvals wait for nine days, and nobody knows why.")
    for n, text in enumerate(texts):
        answer = await talk.says(text)
        reply = answer.reply
        if reply is None:
            continue
        assert not answer.trace.conversation.gate_open
        assert answer.trace.move.reason != "error"
        cards = [f"{c.title} {c.text} {c.why}" for c in reply.stories]
        shown = " ".join([reply.text, reply.small_print, *cards])
        assert gives_away(shown, texts[: n + 1]) == []
        assert pitches(shown) == []
        assert len(reply.text) <= 700
        assert reply.text or reply.reaction or reply.stories
    assert server.asked
