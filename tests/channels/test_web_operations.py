"""What may be asked about a run: alive and ready by anyone, figures and parts with the token."""

import asyncio

import pytest

from bot.channels.web.operations import operations_app
from bot.channels.web.parts import Operations
from bot.use_cases.stand_ready import StandReady
from tests.fakes.browser import app_of, browser

TOKEN = "t" * 24
AMISS = {"index": "does not answer (ConnectionError)"}


async def fine():
    return {}


async def broken():
    return AMISS


async def figures():
    return b"groundwork_turns_total 1.0\n"


def site(talk, ready=fine, token=TOKEN):
    return browser(app_of(talk, operations=Operations(ready, figures, token)))


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


async def test_anyone_may_ask_whether_it_is_alive_and_ready(talk):
    async with site(talk) as web:
        assert (await web.get("/healthz")).text == "ok"
        assert (await web.get("/readyz")).text == "ready"


async def test_which_part_is_amiss_is_told_only_with_the_token(talk):
    async with site(talk, broken) as web:
        public = await web.get("/readyz")
        assert (public.status_code, public.text) == (503, "not ready")
        known = await web.get("/readyz", headers=bearer(TOKEN))
        assert known.status_code == 503
        assert known.json() == {"ready": False, "amiss": AMISS}
        assert (await web.get("/healthz")).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [{}, bearer("t" * 23), bearer(""), {"Authorization": TOKEN}, bearer("é"), bearer(f"{TOKEN}x")],
)
async def test_figures_are_not_there_without_the_token(talk, headers):
    headers = {k: v.encode() for k, v in headers.items()}
    async with site(talk) as web:
        assert (await web.get("/metrics", headers=headers)).status_code == 404
        assert (await web.get("/metrics", headers=bearer(TOKEN))).text == (
            "groundwork_turns_total 1.0\n"
        )


@pytest.mark.parametrize("headers", [{}, bearer(""), bearer("x")])
async def test_figures_are_not_there_where_no_token_is_set_even_on_this_machine(talk, headers):
    async with site(talk, token="") as web:
        assert (await web.get("/metrics", headers=headers)).status_code == 404


async def test_a_part_that_fails_or_hangs_is_named_in_neutral_words():
    never = asyncio.Event()

    async def fails():
        raise ConnectionError("postgresql://user:secret@db")

    async def hangs():
        await never.wait()

    async def works():
        return ""

    ready = StandReady({"database": fails, "index": hangs, "model": works}, seconds=0.01)
    assert await ready() == {
        "database": "does not answer (ConnectionError)",
        "index": "no answer within 0.01 seconds",
    }


async def test_a_process_that_only_works_answers_the_same_and_nothing_else():
    app = operations_app(Operations(broken, figures, TOKEN))
    async with browser(app) as web:
        assert (await web.get("/healthz")).text == "ok"
        assert (await web.get("/readyz")).status_code == 503
        assert (await web.get("/metrics")).status_code == 404
        shown = await web.get("/metrics", headers=bearer(TOKEN))
        assert shown.status_code == 200
        assert "Content-Security-Policy" in shown.headers
        assert (await web.get("/talk")).status_code == 404
