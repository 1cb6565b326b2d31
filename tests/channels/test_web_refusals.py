"""What the web channel refuses, and that nothing from outside runs or shows what is inside."""

import re
from urllib.parse import urlencode

import pytest
from starlette.routing import Route

from bot.channels.web.parts import FILE_LIMIT, MESSAGE_LIMIT
from tests.fakes.browser import HOME, KEY, SEAT, app_of, browser, said


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": HOME, "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
)
async def test_forms_from_other_pages_are_refused(talk, headers):
    app = app_of(talk)
    for path in _form_paths(app):
        async with browser(app) as client:
            client.headers.pop("origin")
            client.headers.pop("sec-fetch-site")
            answer = await client.post(path, data=said("hi"), headers=headers)
            assert answer.status_code == 403, path
    assert talk.events == []


def _form_paths(app):
    gate = next(r.app for r in app.routes if getattr(r, "path", None) == "" and hasattr(r, "app"))
    routes = [*gate._seats.routes, *gate._public._app.routes]
    forms = [r for r in routes if isinstance(r, Route) and "GET" not in r.methods]
    assert len(forms) == 9
    return [r.path.replace("{seat}", "owner") for r in forms]


async def test_what_people_and_stories_say_is_never_markup(web):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)> & **bold**"
    await web.post(f"{SEAT}/say", data=said(attack))
    page = (await web.get(SEAT)).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>twelve" not in page
    searched = (await web.get("/", params={"q": '"><script>x'})).text
    assert "<script>x" not in searched


async def test_pages_carry_a_policy_that_allows_no_inline_script(web):
    for path in ("/", SEAT, "/nothing", "/static/groundwork.css"):
        headers = (await web.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


async def test_pages_hold_no_inline_script_or_style(web):
    await web.post(f"{SEAT}/say", data=said("Hello"))
    for path in ("/", "/talk", "/demo", SEAT, "/demo/owner", "/stories/s1"):
        page = (await web.get(path)).text
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:", page), path


async def test_a_message_that_is_too_long_is_refused_and_one_at_the_limit_is_not(web, talk):
    assert (await web.post(f"{SEAT}/say", data=said("😀" * MESSAGE_LIMIT))).status_code == 303
    answer = await web.post(f"{SEAT}/say", data=said("x" * (MESSAGE_LIMIT + 1)))
    assert answer.status_code == 413
    assert "<h1>That is too large</h1>" in answer.text
    assert len(talk.events) == 1


async def test_a_file_that_is_too_large_is_refused(web, talk):
    for size in (FILE_LIMIT + 1, FILE_LIMIT * 3):
        file = {"file": ("story.md", b"x" * size, "text/markdown")}
        answer = await web.post("/demo/owner/file", data={"key": KEY}, files=file)
        assert answer.status_code == 413
    assert talk.events == []


async def test_a_body_without_a_length_is_counted_as_it_comes(web, talk):
    async def endless():
        for _ in range(600):
            yield b"text=" + b"x" * 65_536

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await web.post(f"{SEAT}/say", content=endless(), headers=headers)
    assert answer.status_code == 413
    assert talk.events == []


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "no key"},
        said("x", "short"),
        said("x", seen="-1"),
        said("x", seen="9" * 9),
        said("x", target="<b>"),
    ],
)
async def test_forms_that_no_page_of_ours_sends_are_refused(web, talk, fields):
    assert (await web.post(f"{SEAT}/say", data=fields)).status_code == 400
    assert talk.events == []


async def test_an_unknown_button_is_refused(web, talk):
    fields = {"key": KEY, "press": "format_disk"}
    assert (await web.post(f"{SEAT}/press", data=fields)).status_code == 400


async def test_broken_bytes_and_nulls_do_no_harm(web, talk):
    body = urlencode({"key": KEY}) + "&text=%ff%00ok%F0%9F%98%80"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await web.post(f"{SEAT}/say", content=body, headers=headers)).status_code == 303
    assert talk.events[0].text.endswith("ok😀")
    assert "\0" not in talk.events[0].text


async def test_a_failure_is_answered_without_its_details(web, talk):
    talk.broken = True
    answer = await web.post(f"{SEAT}/say", data=said("Hello"))
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "<h1>Something broke on our side</h1>" in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]


async def test_htmx_shows_what_was_refused_beside_the_message(web, talk):
    talk.broken = True
    headers = {"HX-Request": "true"}
    answer = await web.post(f"{SEAT}/say", data=said("Hello"), headers=headers)
    assert answer.headers["hx-retarget"] == "#notice"
    assert "<html" not in answer.text


async def test_what_is_not_there_gets_a_plain_page(web):
    for path in ("/nothing", "/demo/nobody", "/static/none.css", "/static/../app.py"):
        answer = await web.get(path)
        assert answer.status_code == 404
        assert "<h1>There is nothing here</h1>" in answer.text
