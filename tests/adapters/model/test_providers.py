"""Every provider, by its own client and wire format: what is sent, what is made of it."""

import json

import pytest

from bot.adapters.model.model_listener import HeardShape
from bot.domain.brief import Field
from bot.domain.errors import ModelUnavailableError
from bot.domain.heard import Intent
from tests.fakes.asking import LISTEN, SAID, SPEAK
from tests.fakes.exchanges import NAMES, WORDED, Exchanges, found_in, headers_fit
from tests.fakes.model_server import heard

HEARD = heard(("problem", "approvals take a week"))
UNCACHED = {"ollama"}  # its usage does not say what was kept


@pytest.fixture(params=NAMES)
def exchanges(request):
    return Exchanges(request.param)


@pytest.fixture(params=[name for name in NAMES if "withheld" in Exchanges(name).file["endings"]])
def withholding(request):
    """The providers that tell what was withheld from what was cut off."""
    return Exchanges(request.param)


def used(asking):
    [use] = asking.usage.noted
    return use


async def test_a_streamed_reply_is_put_together(exchanges, server, asking):
    server.will(exchanges.word())
    assert await asking(exchanges).word() == WORDED


async def test_a_message_is_heard(exchanges, server, asking):
    server.will(exchanges.listen(HEARD))
    found = await asking(exchanges).listen()
    assert found.intents == {Intent.DESCRIBE}
    assert [(e.field, e.span) for e in found.entries] == [(Field.PROBLEM, "approvals take a week")]


@pytest.mark.parametrize("what", ["word", "listen"])
async def test_tokens_are_on_record_those_that_were_kept_too(exchanges, server, asking, what):
    server.will(exchanges.word() if what == "word" else exchanges.listen(HEARD))
    ask = asking(exchanges)
    await getattr(ask, what)()
    use = used(ask)
    assert (use.outcome, use.input_tokens, use.output_tokens) == ("ok", 700, 24)
    assert use.cached_tokens == (0 if exchanges.name in UNCACHED else 512)


@pytest.mark.parametrize(("what", "prompt"), [("word", SPEAK), ("listen", LISTEN)])
async def test_a_request_has_the_providers_form(exchanges, server, asking, what, prompt):
    """Address, key, limit, cache marks, schema: as the exchange has them, which says whence."""
    server.will(exchanges.word() if what == "word" else exchanges.listen(HEARD))
    await getattr(asking(exchanges), what)()
    [asked] = server.asked
    data = told(asked.body)
    wanted = exchanges.asked(what, instructions=prompt.text, data=data, schema=sent(asked.body))
    assert asked.path == wanted["path"]
    assert headers_fit(wanted["headers"], asked.headers)
    assert found_in(wanted["body"], asked.body), json.dumps(asked.body, indent=1)
    assert data.startswith("<data>")
    assert data.endswith("</data>")
    assert SAID in data


async def test_a_schema_asks_for_every_field_and_lets_none_be_added(exchanges, server, asking):
    """Some providers refuse a schema with defaults, optional fields or room for more."""
    server.will(exchanges.listen(HEARD))
    await asking(exchanges).listen()
    found = sent(server.asked[0].body)
    schema = json.loads(found) if isinstance(found, str) else found
    objects = [part for part in parts(schema) if part.get("type") == "object"]
    assert len(objects) == 2
    for part in objects:
        assert part["additionalProperties"] is False
        assert sorted(part["required"]) == sorted(part["properties"])
    assert not [part for part in parts(schema) if "default" in part]
    assert set(schema["properties"]) == set(HeardShape.model_fields)


async def test_a_reply_that_was_cut_off_is_refused(exchanges, server, asking):
    server.will(exchanges.word("cut_off"))
    ask = asking(exchanges)
    with pytest.raises(ModelUnavailableError, match="cut_off"):
        await ask.word()
    assert (used(ask).outcome, used(ask).output_tokens) == ("cut_off", 24)


async def test_hearing_that_was_cut_off_is_refused_and_on_record(exchanges, server, asking):
    server.will(exchanges.listen(HEARD[:40], "cut_off"))
    ask = asking(exchanges)
    with pytest.raises(ModelUnavailableError, match="cut_off"):
        await ask.listen()
    assert (used(ask).input_tokens, used(ask).output_tokens) == (700, 24)


async def test_a_reply_that_the_provider_withholds_is_refused(withholding, server, asking):
    """What came until then is not shown, as it may be the half of a sentence."""
    server.will(withholding.word("withheld"))
    with pytest.raises(ModelUnavailableError, match="withheld"):
        await asking(withholding).word()


async def test_hearing_that_the_provider_withholds_is_refused(withholding, server, asking):
    server.will(withholding.listen("", "withheld"))
    with pytest.raises(ModelUnavailableError, match="withheld"):
        await asking(withholding).listen()


@pytest.mark.parametrize(
    "answer",
    [
        "I think it is about approvals.",
        HEARD[:-1],
        HEARD.replace("problem", "budget"),
        '{"intents": ["describe"]}',
        HEARD[:-1] + ', "reasoning": "none"}',
        HEARD.replace('"aspect"', '"because"'),
    ],
    ids=["prose", "unclosed", "no such field", "a field missing", "one more", "one more within"],
)
async def test_an_answer_of_another_shape_is_nonsense(exchanges, server, asking, answer):
    server.will(exchanges.listen(answer))
    ask = asking(exchanges)
    with pytest.raises(ModelUnavailableError, match="nonsense"):
        await ask.listen()
    assert (used(ask).outcome, used(ask).input_tokens) == ("nonsense", 700)


def told(body):
    """The data in a request, wherever its provider has it."""
    [found] = [t for t in texts(body) if t.startswith("<data>")]
    return found


def sent(body):
    """The schema in a request, if it has one."""
    found = [
        part[name]
        for part in parts(body)
        for name in ("schema", "responseJsonSchema", "format")
        if name in part and (isinstance(part[name], str) or "properties" in part[name])
    ]
    return found[0] if found else None


def parts(value):
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value
    if isinstance(value, dict | list):
        for one in inside:
            yield from parts(one)


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)
