"""The one place that picks adapters and joins the parts."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from bot.adapters.content.builtin_plain_answers import BuiltinPlainAnswers
from bot.adapters.content.facts_file import read_facts
from bot.adapters.content.prompt_files import load_wording
from bot.adapters.content.views_files import read_views
from bot.adapters.embedding.npz_embedder import NpzEmbedder
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import prepare
from bot.adapters.language.builtin_listener import BuiltinListener
from bot.adapters.language.builtin_product_talk import BuiltinProductTalk
from bot.adapters.language.builtin_speaker import BuiltinSpeaker
from bot.adapters.language.npz_heads import read_heads
from bot.adapters.language.npz_story_judge import NpzStoryJudge
from bot.adapters.local_files import LocalFiles
from bot.adapters.local_uploads import LocalUploads
from bot.adapters.readers.datasketch_lookalikes import DatasketchLookalikes
from bot.adapters.readers.lexicon_personal_data import LexiconPersonalData
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.readers.text_stories import TextStories
from bot.adapters.search.hybrid_index import HybridIndex
from bot.adapters.sql.engine import Database, open_database
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_people import SqlPeople
from bot.adapters.sql.sql_requests import SqlRequests
from bot.adapters.sql.sql_stories import SqlStories
from bot.adapters.sql.sql_timers import SqlTimers
from bot.channels.terminal import TerminalPoster
from bot.channels.web.poster import WebPoster
from bot.domain.audience import Role, Room, Speaker, audience_of, clearance_for
from bot.domain.moves import Told
from bot.domain.wording import Wording
from bot.ports.language import Embedder, Listener, ProductTalk
from bot.ports.library import PersonalData, Stories, StoryIndex
from bot.ports.people import People
from bot.ports.turns import Clock, Poster
from bot.settings import Settings
from bot.use_cases.deliver import Deliver
from bot.use_cases.find_stories import Ask, FindStories
from bot.use_cases.guide_buyer import GuideBuyer
from bot.use_cases.guide_owner import GuideOwner, Stewardship
from bot.use_cases.guide_rep import GuideRep
from bot.use_cases.hearing import Hearing
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.look_over import LookOver
from bot.use_cases.read import Read
from bot.use_cases.respond import Desk, Guide, Ledger, Respond
from bot.use_cases.review_story import ReviewStory
from bot.use_cases.say import Detectors, Say

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.retrievers import BaseRetriever

Progress = Callable[[str], None]


class SystemClock(Clock):
    """The machine's clock, in UTC."""

    @override
    def now(self) -> datetime:
        """Give the present moment."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Language:
    """Hearing, knowing and the model of meaning below them."""

    embedder: Embedder
    listener: Listener
    answers: BuiltinPlainAnswers
    product_talk: ProductTalk
    personal_data: PersonalData
    wording: Wording


@dataclass(frozen=True, slots=True)
class App:
    """All that a command or a channel may use."""

    settings: Settings
    respond: Respond
    deliver: Deliver
    read: Read
    load: LoadKnowledge
    find: FindStories
    review: ReviewStory
    listener: Listener
    product_talk: ProductTalk
    personal_data: PersonalData
    embedder: Embedder
    people: People
    stories: Stories
    index: StoryIndex
    wording: Wording
    clock: Clock


@dataclass(frozen=True, slots=True)
class _Library:
    """The record, the index over it, and what reads and finds."""

    stories: Stories
    index: StoryIndex
    load: LoadKnowledge
    find: FindStories
    review: ReviewStory


@asynccontextmanager
async def open_app(settings: Settings, progress: Progress = lambda _: None) -> AsyncIterator[App]:
    """Open everything that is configured; closed again at the end of the block.

    Raises:
        SetupError: says in one line what is wrong and what to do.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = await open_database(settings.sql_url)
    try:
        language = await asyncio.to_thread(_language, settings, progress)
        library = await _library(settings, database, language)
        yield _app(settings, database, language, library)
    finally:
        await database.close()


def _language(settings: Settings, progress: Progress) -> Language:
    """Prepare the model of meaning if need be, and open what stands on it."""
    folder = prepare(settings.embedding, settings.models_dir, settings.weights_dir, progress)
    embedder = OnnxEmbedder(folder, settings.threads)
    heads = read_heads(embedder.name)
    facts = read_facts(settings.knowledge_dir / "facts.md")
    views = read_views(settings.knowledge_dir / "views")
    kept = NpzEmbedder(embedder, settings.data_dir / "phrases")
    return Language(
        embedder=embedder,
        listener=BuiltinListener(embedder, heads),
        answers=BuiltinPlainAnswers(embedder, kept, facts, views),
        product_talk=BuiltinProductTalk(embedder, heads, settings.operator),
        personal_data=LexiconPersonalData(),
        wording=load_wording(settings.prompts_dir),
    )


async def _library(settings: Settings, database: Database, language: Language) -> _Library:
    stories = SqlStories(database)
    index = await asyncio.to_thread(HybridIndex, settings.vectors_dir, language.embedder)
    files, readers = LocalFiles(), (MarkdownStories(), TextStories())
    look_over = LookOver(NpzStoryJudge(), language.personal_data, DatasketchLookalikes())
    load = LoadKnowledge(
        stories=stories,
        index=index,
        files=files,
        readers=readers,
        personal_data=language.personal_data,
        clock=SystemClock(),
        ref_secret=_secret(settings.data_dir / "ref.key"),
        look_over=look_over,
    )
    review = ReviewStory(files, readers, stories, look_over, SystemClock())
    return _Library(stories, index, load, FindStories(index, stories), review)


def _app(settings: Settings, database: Database, language: Language, library: _Library) -> App:
    clock = SystemClock()
    ledger = Ledger(
        SqlInbox(database), SqlConversations(database), SqlOutbox(database), SqlTimers(database)
    )
    apology = language.wording.line("apology", 0, {"operator": settings.operator})
    # The same name after a restart, so that a killed worker's leases are taken up at once.
    desk = Desk("worker-1", clock, apology)
    posters: dict[str, Poster] = {"web": WebPoster(), "terminal": TerminalPoster()}
    return App(
        settings=settings,
        respond=Respond(ledger, _guides(settings, database, language, library), desk),
        deliver=Deliver(ledger.outbox, posters),
        read=Read(ledger.conversations, library.find),
        load=library.load,
        find=library.find,
        review=library.review,
        listener=language.listener,
        product_talk=language.product_talk,
        personal_data=language.personal_data,
        embedder=language.embedder,
        people=SqlPeople(database),
        stories=library.stories,
        index=library.index,
        wording=language.wording,
        clock=clock,
    )


def _guides(
    settings: Settings, database: Database, language: Language, library: _Library
) -> dict[Role, Guide]:
    clock = SystemClock()
    hearing = Hearing(language.listener, language.answers, language.wording, settings.operator)
    detectors = Detectors(language.product_talk, language.personal_data)
    speaker = BuiltinSpeaker(language.wording, settings.operator)
    say = Say(speaker, detectors, language.wording)
    rep = GuideRep(hearing, library.find, say, SqlRequests(database), clock)
    uploads = LocalUploads(settings.data_dir / "uploads")
    stewardship = Stewardship(library.load, library.review, library.stories, uploads)
    return {
        Role.PROSPECT: GuideBuyer(hearing, library.find, say, clock),
        Role.REP: rep,
        Role.OWNER: GuideOwner(rep, stewardship),
    }


def _secret(file: Path) -> bytes:
    """Give this installation's secret, made once: opaque ids must not be guessable."""
    if not file.exists():
        part = file.with_suffix(".part")
        part.write_bytes(secrets.token_bytes(32))
        part.chmod(0o600)
        part.replace(file)
    return file.read_bytes()


def langchain_embeddings(app: App) -> "Embeddings":
    """Give the packaged model of meaning as LangChain `Embeddings`."""
    from bot.adapters.langchain_search import EmbedderEmbeddings  # noqa: PLC0415 - a second

    return EmbedderEmbeddings(app.embedder)


def langchain_retriever(app: App, speaker: Speaker, room: Room, k: int = 5) -> "BaseRetriever":
    """Give the story search as a LangChain retriever for one person in one room.

    What it may find is worked out afresh at each call, from who asks and who reads there.
    """
    from bot.adapters.langchain_search import StoryRetriever  # noqa: PLC0415 - a second

    async def finder(text: str) -> Sequence[Told]:
        clearance = clearance_for(audience_of(speaker, room))
        return (await app.find(Ask(text, k), clearance)).told

    return StoryRetriever(finder=finder)
