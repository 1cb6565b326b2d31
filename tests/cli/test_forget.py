"""`groundwork forget`, as a person runs it while the bot serves, and what is left on the disk."""

import asyncio
import io
import logging

import pytest

from bot.adapters.local_interviews import LocalInterviews
from bot.bootstrap import open_app
from bot.cli.app import run
from bot.domain.audience import Place
from bot.domain.interview import Interview
from bot.domain.interview_script import Teller
from bot.settings import Settings
from tests.cli.conftest import copied
from tests.dialogs.talk import Talk

HERS = [
    "The pallets of the Zwickau hall get counted twice and we lose two mornings each week.",
    "We tried a corkwall by gate eleventeen, and nobody kept it up.",
]
PRIVATELY = "Between us, Ludmilla from purchasing blocks every change."
HIS = "From my side the scanners freeze in the frosthall."
MARKS = ("Zwickau", "corkwall", "gate eleventeen", "Ludmilla", "Quintessa", "test:quintessa")


@pytest.fixture(scope="module")
def folder(sample_data, tmp_path_factory):
    return copied(sample_data, tmp_path_factory.mktemp("forget") / "data")


@pytest.fixture
def command(monkeypatch, tmp_path, capsys):
    """Runs a command while another application is open on the same data."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments):
        capsys.readouterr()
        code = run(list(map(str, arguments)))
        return code, capsys.readouterr()

    return ran


def holding(folder, *words):
    """Which files hold any of these words, in whatever case and encoding; the models aside."""
    found = set()
    for file in folder.rglob("*"):
        if not file.is_file() or "models" in file.relative_to(folder).parts:
            continue
        held = file.read_bytes().lower()
        forms = [w.lower().encode(e) for w in words for e in ("utf-8", "utf-16-le")]
        found |= {file.name for form in forms if form in held}
    return sorted(found)


async def talked(app):
    room, private = Talk(app, Place.SHARED), Talk(app, Place.DM)
    for words in HERS:
        await room.says(words, who="Quintessa")
    await room.says(HIS, who="Bob")
    await room.says("so Quintessa and the scanners, what would you look at first", who="Bob")
    await private.says(PRIVATELY, who="Quintessa")
    await private.says("show me the notes", who="Quintessa")
    await room.says("show us the notes", who="Quintessa")
    return room


async def test_nothing_of_a_person_is_left_on_the_disk_nor_in_a_log(folder, command, caplog):
    caplog.set_level(logging.DEBUG)
    async with open_app(Settings(data_dir=folder)) as app:
        room = await talked(app)
        by = Interview("i-1", Teller.CUSTOMER, room.now, by="test:quintessa")
        await LocalInterviews(folder / "interviews").save(by)
        export = folder / "exports" / "one"
        export.mkdir(parents=True)
        (export / "notes.md").write_text(f"# Notes\n\n{HERS[0]}")
        assert holding(folder, *MARKS)
        assert not holding(folder / "vectors", *MARKS, "scanners freeze")

        code, shown = await asyncio.to_thread(  # a command runs a loop of its own
            command,
            "forget",
            "person",
            "test:quintessa",
            "--redact",
            "--yes",
            "--data-dir",
            folder,
        )
        assert code == 0
        assert "Forgotten:" in shown.err
        assert "Backups" in shown.err
        assert holding(folder, *MARKS) == []
        assert holding(folder, "scanners freeze") == ["groundwork.db"]

        again = await room.says("and now, what else?", who="Bob")
        assert again.reply.text
        assert not [m for m in MARKS if m.lower() in repr(room.brief).lower()]
        verdict = await app.audit.verify()
        assert verdict.fault == ""
    assert not [m for m in MARKS if m.lower() in caplog.text.lower()]
    assert holding(folder, *MARKS) == []


def test_it_asks_first_with_counts_and_a_no_changes_nothing(folder, command, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    code, shown = command("forget", "phrase", "frosthall", "--data-dir", folder)
    assert code == 0
    assert "This would be forgotten:" in shown.err
    assert "Nothing was changed." in shown.err
    assert holding(folder, "frosthall")
    code, shown = command("forget", "phrase", "frosthall", "--yes", "--data-dir", folder)
    assert not holding(folder, "frosthall")
    code, shown = command("forget", "phrase", "frosthall", "--yes", "--data-dir", folder)
    assert (code, "nothing, there is none of it" in shown.err) == (0, True)


def test_what_is_held_is_written_down_and_goes_with_the_person(folder, command):
    code, shown = command("export", "person", "test:bob", "--data-dir", folder)
    assert code == 0
    (page,) = (folder / "exports").rglob("held.md")
    assert str(page.parent) in shown.err
    assert "scanners freeze" in page.read_text("utf-8")
    assert page.parent.stat().st_mode & 0o077 == 0
    command("forget", "person", "test:bob", "--yes", "--data-dir", folder)
    assert not page.exists()


def test_the_days_of_an_account_are_set_and_taken_back(folder, command):
    code, shown = command("accounts", "retention", "acme", "30", "--data-dir", folder)
    assert (code, "kept for 30 days" in shown.err) == (0, True)
    code, shown = command("accounts", "retention", "acme", "0", "--data-dir", folder)
    assert "until it is forgotten by hand" in shown.err
    code, shown = command("accounts", "retention", "acme", "--data-dir", folder)
    assert "kept for 365 days" in shown.err
