"""The pages, asked as they are meant to be asked and as they are not: no 500."""

from pathlib import Path

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot.channels.web.parts import Rates
from tests.fakes.browser import HOME, KEY, app_of
from tests.fakes.talk import FakeTalk

EXAMPLES = 60  # for each operation
schema = schemathesis.openapi.from_dict(
    yaml.safe_load((Path(__file__).parent / "web.yaml").read_text("utf-8"))
)
MANY = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
OURS = {"Origin": HOME, "Sec-Fetch-Site": "same-origin"}
_WORDS = st.text(max_size=300) | st.sampled_from(["x" * 25_000, "\x00", "\u202e", "<script>"])


@pytest.fixture(scope="module")
def site():
    unlimited = Rates("100000/minute", "100000/minute")
    app = app_of(FakeTalk(), rates=unlimited)
    with TestClient(app, HOME, raise_server_exceptions=False, client=("127.0.0.1", 5000)) as web:
        web.headers.update(OURS)
        yield web


def _file(value):
    """The client cannot send what is neither text nor bytes; on the wire it would be text."""
    parts = value if isinstance(value, tuple) else (None, value)
    return tuple(p if p is None or isinstance(p, str | bytes) else str(p) for p in parts)


@schema.parametrize()
@MANY
def test_no_request_breaks_a_page(case, site):
    kept = case.as_transport_kwargs(base_url=HOME)
    headers = {k: v for k, v in kept.get("headers", {}).items() if k.lower() != "host"} | OURS
    body = {k: kept[k] for k in ("data", "files") if kept.get(k)}
    if isinstance(body.get("data"), str | bytes):
        body["content"] = body.pop("data")
    if "files" in body:
        body["files"] = [(name, _file(value)) for name, value in body["files"]]
    answer = site.request(
        case.method,
        kept["url"],
        params=kept.get("params"),
        headers={k: v.encode("utf-8", "replace") for k, v in headers.items()},
        follow_redirects=False,
        **body,
    )
    assert answer.status_code < 500, answer.text[:200]


@given(
    path=st.sampled_from(["/talk/say", "/talk/press", "/talk/correct", "/demo/owner/say"]),
    fields=st.dictionaries(
        st.sampled_from(["key", "text", "target", "press", "seen", "other"]), _WORDS
    ),
    keyed=st.booleans(),
)
@MANY
def test_no_form_breaks_a_page(site, path, fields, keyed):
    sent = fields | ({"key": KEY} if keyed else {})
    safe = {k: v.encode("utf-8", "replace").decode() for k, v in sent.items()}
    answer = site.post(path, data=safe, follow_redirects=False)
    assert answer.status_code < 500, answer.text[:200]
    assert site.get("/talk").status_code == 200


@given(method=st.sampled_from(["GET", "PUT", "DELETE", "TRACE", "X"]), path=st.text(max_size=60))
@MANY
def test_no_address_breaks_a_page(site, method, path):
    safe = "/" + path.encode("utf-8", "replace").hex()[:80]
    assert site.request(method, safe).status_code < 500
