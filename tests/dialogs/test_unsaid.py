"""What a person takes back is gone from all that is kept of the room, not from the notes alone."""

import pytest
from sqlalchemy import inspect, text

from bot.adapters.sql.engine import open_database
from bot.domain.events import Press

FIRST = "Our label printers jam in the Quedlinburg hall, and we lose two mornings each week."
SECOND = "The Ventspils forecast is always late, because three lists are merged by hand."


async def kept(talk, *words):
    """Which of these words stand in any row on this room."""
    database = await open_database(talk.app.settings.sql_url)

    def look(connection):
        names = inspect(connection).get_table_names()
        rows = [
            repr(tuple(row)).lower()
            for name in names
            for row in connection.execute(text(f'SELECT * FROM "{name}"'))
            if talk.room.id in repr(tuple(row))
        ]
        return [w for w in words if any(w.lower() in row for row in rows)]

    found = await database.read(look)
    await database.close()
    return found


@pytest.fixture
async def told(shared):
    """Two things were said, and the notes were shown with both."""
    await shared.says(FIRST)
    await shared.says(SECOND)
    await shared.says("show us the notes")
    return shared


async def test_forget_that_takes_the_last_message_out_of_all_that_is_kept(told):
    assert await kept(told, "Quedlinburg", "Ventspils") == ["Quedlinburg", "Ventspils"]
    await told.says("forget that")
    assert await kept(told, "Ventspils") == []
    assert await kept(told, "Quedlinburg") == ["Quedlinburg"]


async def test_one_phrase_goes_and_the_rest_of_its_message_stays(shared):
    await shared.says("The Borkum depot counts returns twice. Our sorting belt stops at noon.")
    answer = await shared.says("forget that the Borkum depot counts returns twice")
    assert answer.reply.text
    assert await kept(shared, "Borkum depot counts returns twice") == []
    assert await kept(shared, "sorting belt stops") == ["sorting belt stops"]


async def test_everything_goes_and_what_others_wrote_stays(shared):
    await shared.says(FIRST.replace("Quedlinburg", "Naumburg"), who="Priya")
    await shared.says("The scanners of the Zittau hall freeze.", who="Bob")
    await shared.says("forget everything I said", who="Priya")
    assert await kept(shared, "Naumburg", "Zittau") == ["Zittau"]


async def test_a_message_that_was_deleted_or_edited_in_the_chat_is_gone_here_too(told):
    await told.edits(0, "Our label printers jam in the Merseburg hall.")
    assert await kept(told, "Quedlinburg", "Merseburg") == ["Merseburg"]
    await told.presses(Press.UNSAID, f"{told.room.id}:1")
    assert await kept(told, "Ventspils") == []


async def test_nobody_takes_back_what_another_wrote(told):
    await told.says("forget everything I said", who="Bob")
    assert await kept(told, "Quedlinburg", "Ventspils") == ["Quedlinburg", "Ventspils"]
