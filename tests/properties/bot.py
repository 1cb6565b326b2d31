"""The whole bot, joined as the product joins it, with stand-ins for what takes long.

Hearing goes by the tables of phrases, stories are found by shared words, meaning is made of words;
use cases, SQL, guard, wording and the ways to a language model are the real ones.
"""

import json
import shutil
from dataclasses import replace
from pathlib import Path

from bot.adapters.content.prompt_files import load_wording, read_prompt
from bot.adapters.embedding.recent_embedder import RecentEmbedder
from bot.adapters.language.cues import assent_in, cues_in, forgotten_in
from bot.adapters.language.embedder_likeness import EmbedderLikeness
from bot.adapters.model.model_listener import HeardShape, LangchainListener
from bot.adapters.model.model_speaker import LangchainSpeaker
from bot.adapters.sql.engine import open_database
from bot.adapters.sql.schema import metadata
from bot.adapters.sql.sql_gaps import SqlGaps
from bot.adapters.sql.sql_refusals import SqlRefusals
from bot.adapters.sql.sql_stories import SqlStories
from bot.adapters.sql.sql_usage import SqlUsage
from bot.bootstrap.app import _app
from bot.bootstrap.language import Language
from bot.bootstrap.library import Library
from bot.bootstrap.model import LanguageModel
from bot.bootstrap.watching import Watching
from bot.domain.audience import Audience, clearance_for
from bot.domain.brief import Field
from bot.domain.heard import Cue, Heard, HeardEntry, Intent
from bot.ports.language import Listener, ProductTalk
from bot.settings import CONTENT, Settings
from bot.use_cases.find_stories import FindStories
from bot.use_cases.list_gaps import GapShelf, ListGaps
from bot.use_cases.read_along import Consent, ReadAlong
from tests.fakes.language import Content, NoAnswers, NoPersonalData
from tests.fakes.memory_library import AsWritten, HashEmbedder, MemoryIndex

FIELDS = {
    "we lose": Field.PROBLEM,
    "we decided": Field.DECISION,
    "we tried": Field.WORKAROUNDS,
    "it costs": Field.IMPACT,
}
WISHES = {
    "have you": Intent.ASK_STORY,
    "who reads": Intent.ASK_PRIVACY,
    "what does your product": Intent.ASK_PRODUCT,
    "show us the notes": Intent.ASK_SUMMARY,
    "can we talk to a person": Intent.ASK_HUMAN,
}


class QuickListener(Listener):
    """Hears what the tables hear, and what a message opens with."""

    async def listen(self, message, conversation):
        text = message.text.lower()
        spans = [(field, opening) for opening, field in FIELDS.items() if text.startswith(opening)]
        wishes = {wish for opening, wish in WISHES.items() if text.startswith(opening)}
        cues = cues_in(message.text)
        return Heard(
            intents=frozenset(wishes or {Intent.DESCRIBE}),
            entries=()
            if Cue.FORGET in cues
            else tuple(HeardEntry(field, message.text) for field, _ in spans),
            assent=assent_in(message.text),
            cues=cues,
            forget_span=forgotten_in(message.text) if Cue.FORGET in cues else "",
        )


class MarkedProductTalk(ProductTalk):
    """Knows product talk by its mark."""

    def scores(self, sentences):
        return [1.0 if "zprod" in sentence.lower() else 0.0 for sentence in sentences]


class Index(MemoryIndex):
    """Keeps its promises, or gives everyone everything, old versions too."""

    def __init__(self):
        super().__init__()
        self.leaks = False

    async def search(self, query, clearance):
        if not self.leaks:
            return await super().search(query, clearance)
        everything = clearance_for(Audience.INSIDERS)
        return await super().search(replace(query, gate_open=True), everything)

    async def remove(self, story_ids, *, below=None):
        if not self.leaks:
            await super().remove(story_ids, below=below)


class Model:
    """A language model that repeats all that it was given; what that was is kept."""

    def __init__(self):
        self.prompts = []
        self.on = False

    async def make(self, call, attempt, read):
        del read
        data = await attempt()
        self.prompts.append((call.reading.key, json.dumps(data[1], ensure_ascii=False)))
        if data[0] == "listen":
            return HeardShape(intents=[Intent.DESCRIBE], entries=_entries(data[1]["message"]))
        told = [data[1]["plain_reply"], *(story["text"] for story in data[1]["stories"])]
        return " ".join(told)

    async def streamed(self, instructions, data):
        del instructions
        return "speak", data

    async def shaped(self, instructions, data, shape):
        del instructions, shape
        return "listen", data


def _entries(message):
    fields = [field for opening, field in FIELDS.items() if message.lower().startswith(opening)]
    return [{"field": field, "span": message} for field in fields]


class Poster:
    """Posts at once; what was posted is kept."""

    def __init__(self):
        self.posted = []

    async def post(self, outgoing):
        self.posted.append(outgoing)
        return f"posted-{outgoing.id}"

    async def find(self, outgoing):
        return None


class Bot:
    """One bot for many worlds: each begins with empty tables and an empty index."""

    def __init__(self, app, database, index, model):
        self.app, self.database, self.index, self.model = app, database, index, model
        self.poster = Poster()

    async def begin_anew(self, *, leaks, model):
        """Forget the last world."""
        self.index.passages.clear()
        self.index.names.clear()
        self.index.leaks = leaks
        self.model.prompts.clear()
        self.poster.posted.clear()
        self.model.on = model
        kept = {"audit_lines", "audit_head", "library"}

        def empty(connection):
            for table in reversed(metadata.sorted_tables):
                if table.name not in kept:
                    connection.execute(table.delete())

        await self.database.write(empty, durable=False)


class WhereItIsOff:
    """Refuses the model in worlds without one."""

    def __init__(self, model):
        self._model = model

    async def refused(self, *who):
        return not self._model.on


async def open_bot(folder: Path, tables: Path) -> Bot:
    """Join the bot on a copy of a database that has its tables."""
    shutil.copy(tables, folder / "groundwork.db")
    settings = Settings(data_dir=folder, limit_person="", limit_account="")
    database = await open_database(settings.sql_url, secret=b"of the worlds")
    stories, index, model = SqlStories(database), Index(), Model()
    embedder = HashEmbedder()
    find = FindStories(index, stories)
    gaps = ListGaps(GapShelf(SqlGaps(database), find, stories, embedder))
    language = Language(
        embedder=RecentEmbedder(embedder),
        listener=QuickListener(),
        answers=NoAnswers(),
        product_talk=MarkedProductTalk(),
        structurer=AsWritten(),
        judge=Content(),
        personal_data=NoPersonalData(),
        likeness=EmbedderLikeness(embedder),
        wording=load_wording(CONTENT / "prompts"),
    )
    library = Library(stories, index, None, find, None, None, gaps)
    read = {
        name: read_prompt(CONTENT / "prompts", name, None, "Northstar")
        for name in ("listen", "speak")
    }
    refusals = SqlRefusals(database)
    along = ReadAlong(
        consent=Consent(WhereItIsOff(model), frozenset()),
        listener=LangchainListener(model, model, read["listen"]),
        told_as="Modelhaus",
        seconds=5.0,
        versions={},
    )
    speaker = LangchainSpeaker(model, model, read["speak"])
    parts = LanguageModel(along, speaker, refusals, SqlUsage(database))
    app = _app(settings, database, (language, library, parts), None, Watching(settings))
    bot = Bot(app, database, index, model)
    app.posters["replay"] = bot.poster
    return bot
