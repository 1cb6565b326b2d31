"""The tokens of workspaces are of no use to whoever reads the database alone."""

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation

from bot.adapters.fernet_seal import FernetSeal
from bot.adapters.sql.async_engine import open_async_engine
from bot.channels.slack.sealed import RoomyInstalls, SealedInstalls
from bot.domain.errors import SetupError

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
TOKEN = f"xoxb-1234567890123-1234567890123-{'a' * 24}"
TEAM = {"enterprise_id": None, "team_id": "T1"}


@pytest.fixture
async def file(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture
async def inner(file):
    engine = open_async_engine(f"sqlite:///{file}")
    store = RoomyInstalls("1.2", engine)
    await store.create_tables()
    yield store
    await engine.dispose()


def sealed(inner, *keys):
    return SealedInstalls(inner, FernetSeal(keys))


def installation(token=TOKEN):
    return Installation(
        app_id="A0APP",
        team_id="T1",
        bot_token=token,
        bot_id="B0BOT",
        bot_user_id="U0BOT",
        user_id="U1",
        user_token="xoxp-of-the-installer",
        incoming_webhook_url="https://hooks.example/T1/B1/secret",
    )


async def token_of(store):
    bot = await store.async_find_bot(**TEAM)
    return bot.bot_token if bot else None


async def test_no_token_stands_in_the_file_and_each_comes_back_whole(inner, file):
    store = sealed(inner, OLD)
    kept = installation()
    await store.async_save(kept)
    assert kept.bot_token == TOKEN  # whoever saved it goes on with it
    found = await store.async_find_installation(**TEAM)
    assert (found.bot_token, found.user_token) == (TOKEN, "xoxp-of-the-installer")
    assert found.incoming_webhook_url.endswith("/secret")
    assert await token_of(store) == TOKEN
    written = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"T1" in written
    for secret in (b"xoxb-", b"xoxp-", b"hooks.example"):
        assert secret not in written


async def test_keys_are_changed_by_putting_a_new_one_in_front(inner):
    await sealed(inner, OLD).async_save(installation())
    both = sealed(inner, NEW, OLD)
    assert await token_of(both) == TOKEN
    assert await both.renew() == 2  # the bot's row and the installation's
    assert await both.renew() == 0
    assert await token_of(sealed(inner, NEW)) == TOKEN


async def test_what_was_kept_before_there_were_seals_is_sealed_at_the_next_start(inner):
    await inner.async_save(installation())
    store = sealed(inner, NEW)
    assert await store.renew() == 2
    assert await token_of(store) == TOKEN
    assert (await inner.async_find_bot(**TEAM)).bot_token != TOKEN


async def test_a_token_that_no_key_opens_counts_as_not_installed(inner):
    await sealed(inner, OLD).async_save(installation())
    store = sealed(inner, NEW)
    assert await store.renew() == 0
    assert await token_of(store) is None
    assert await store.async_find_installation(**TEAM) is None


async def test_a_token_written_into_the_database_by_another_is_not_used(inner):
    store = sealed(inner, NEW)
    await store.async_save(installation())
    await inner.async_save_bot(installation("xoxb-planted").to_bot())
    assert await token_of(store) is None


def test_a_key_that_is_none_is_refused_in_one_line():
    with pytest.raises(SetupError, match="GROUNDWORK_SEAL_KEYS"):
        FernetSeal(["short"])
