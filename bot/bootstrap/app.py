"""The application: everything joined, opened and closed in one place."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from uuid import uuid4

from bot.adapters.local_anchor import LocalAnchor
from bot.adapters.local_folders import LocalFolders
from bot.adapters.local_forgetting import LocalForgetting
from bot.adapters.rate_limits import RateLimits
from bot.adapters.readers.exported_markdown import ExportedMarkdown
from bot.adapters.readers.worker_process import WorkerProcess
from bot.adapters.sql.engine import Database, open_database
from bot.adapters.sql.forgetting.held import SqlHeld
from bot.adapters.sql.forgetting.sql_forgetting import SqlForgetting
from bot.adapters.sql.sql_audit import SqlAudit
from bot.adapters.sql.sql_conversations import SqlConversations
from bot.adapters.sql.sql_inbox import SqlInbox
from bot.adapters.sql.sql_links import SqlLinks
from bot.adapters.sql.sql_outbox import SqlOutbox
from bot.adapters.sql.sql_people import SqlPeople
from bot.adapters.sql.sql_queue import SqlQueue
from bot.adapters.sql.sql_retention import SqlRetention
from bot.adapters.sql.sql_shown import SqlShown
from bot.adapters.sql.sql_timers import SqlTimers
from bot.adapters.sql.sql_worth import SqlWorth
from bot.adapters.sql.sql_writers import SqlWriters
from bot.adapters.watchfiles_watch import WatchfilesWatch
from bot.bootstrap.clock import SystemClock
from bot.bootstrap.documents import make_take_along
from bot.bootstrap.forgetting import left_over
from bot.bootstrap.guides import make_guides, make_tell, waiting_of
from bot.bootstrap.language import Language, Progress, open_language
from bot.bootstrap.library import Library, open_library
from bot.bootstrap.model import LanguageModel, ModelParts
from bot.bootstrap.owners import make_remind, make_withdraw
from bot.bootstrap.reps import (
    ChannelWords,
    make_assist,
    make_desk,
    make_hearing,
    make_look_in,
)
from bot.bootstrap.secret_files import secret_in
from bot.bootstrap.slack import SlackAccess, open_slack
from bot.bootstrap.watching import Watching
from bot.channels.pull_poster import PullPoster
from bot.channels.web.parts import Operations
from bot.domain.wording import Wording
from bot.ports.hand_overs import Links
from bot.ports.language import Embedder, Listener, PlainAnswers, ProductTalk
from bot.ports.library import PersonalData, Stories, StoryIndex
from bot.ports.model import Refusals, Usage
from bot.ports.people import People
from bot.ports.reach import Reach
from bot.ports.retention import Retention
from bot.ports.rooms import AccountNames, Membership
from bot.ports.shown import Shown
from bot.ports.turns import Clock, Poster
from bot.ports.worth import Worth
from bot.settings import Settings
from bot.use_cases.assist_reps import AssistReps
from bot.use_cases.change_stories import ChangeStories
from bot.use_cases.check_audit import CheckAudit
from bot.use_cases.export_stories import ExportStories
from bot.use_cases.find_stories import FindStories
from bot.use_cases.forget import Forget
from bot.use_cases.give_out import GiveOut
from bot.use_cases.keep_for_days import KeepForDays
from bot.use_cases.list_gaps import ListGaps
from bot.use_cases.load_knowledge import LoadKnowledge
from bot.use_cases.look_in import LookIn
from bot.use_cases.open_rooms import EveryRep
from bot.use_cases.overhear import Overhear
from bot.use_cases.read import Read
from bot.use_cases.read_along import ReadAlong
from bot.use_cases.remind_owners import RemindOwners
from bot.use_cases.respond import Desk, Ledger, Respond
from bot.use_cases.review_story import ReviewStory
from bot.use_cases.tell_story import TellStory
from bot.use_cases.tell_waiting import TellWaiting
from bot.use_cases.watch_knowledge import WatchKnowledge
from bot.use_cases.withdraw_stories import WithdrawStories
from bot.use_cases.worker import Pace, Worker

_LOADING = 4_769_685_002  # any number, the same in every process that loads at its start


@dataclass(frozen=True, slots=True)
class App:
    """All that a command or a channel may use."""

    settings: Settings
    respond: Respond
    worker: Worker
    tell_waiting: TellWaiting
    loading: Callable[[], AbstractAsyncContextManager[None]]  # one process at a time
    posters: dict[str, Poster]  # those of channels that are open; a channel may add its own
    names: dict[str, AccountNames]  # what channels call the accounts of their rooms
    members: dict[str, Membership]  # who is in a channel's rooms; of one without, nobody is
    read: Read
    look_in: LookIn
    assist: AssistReps
    overhear: Overhear
    load: LoadKnowledge
    watch: WatchKnowledge
    find: FindStories
    review: ReviewStory
    change: ChangeStories
    withdraw: WithdrawStories
    remind: RemindOwners
    export: ExportStories
    shown: Shown
    gaps: ListGaps
    tell: TellStory
    listener: Listener
    answers: PlainAnswers
    along: ReadAlong | None
    audit: CheckAudit
    forget: Forget
    keep_for_days: KeepForDays
    retention: Retention
    give_out: GiveOut
    left_over: Sequence[str]  # what forgetting does not reach, and until when
    refusals: Refusals
    usage: Usage
    product_talk: ProductTalk
    personal_data: PersonalData
    embedder: Embedder
    people: People
    links: Links
    worth: Worth
    stories: Stories
    index: StoryIndex
    wording: Wording
    clock: Clock
    operations: Operations
    slack: SlackAccess | None = None


@asynccontextmanager
async def open_app(settings: Settings, progress: Progress = lambda _: None) -> AsyncIterator[App]:
    """Open everything that is configured; closed again at the end of the block.

    Raises:
        SetupError: says in one line what is wrong and what to do.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    secret = secret_in(settings.data_dir / "audit.key")
    database = await open_database(settings.sql_url, secret=secret, pool=settings.database_pool)
    worker = WorkerProcess()
    watching = Watching(settings)
    try:
        await SqlAudit(database).take_in()
        language = await asyncio.to_thread(open_language, settings, progress)
        models = ModelParts(settings, database, watching.telemetry)
        language = replace(language, structurer=models.structurer(language.structurer))
        library = await open_library(settings, database, language, worker, watching.telemetry)
        async with open_slack(settings) as slack:
            yield _app(settings, database, (language, library, models.open()), slack, watching)
    finally:
        worker.close()
        await asyncio.to_thread(watching.close)
        await database.close()


def _app(
    settings: Settings,
    database: Database,
    parts: tuple[Language, Library, LanguageModel],
    slack: SlackAccess | None,
    watching: Watching,
) -> App:
    language, library, model = parts
    clock = SystemClock()
    ledger = Ledger(
        SqlInbox(database),
        SqlConversations(database),
        SqlOutbox(database),
        SqlTimers(database),
        SqlQueue(database),
    )
    shown = SqlShown(database)
    read = Read(
        ledger.conversations,
        library.find,
        shown,
        clock,
        make_take_along(settings, language, library),
    )
    posters, members, names = _posters(read, slack), _members(slack), _names(slack)
    hearing = make_hearing(settings, language)
    words = ChannelWords(members, names)
    desk_of_reps = make_desk(database, hearing, (language, library), words)
    desk = _desk(settings, posters, language.wording, watching)
    respond = Respond(ledger, make_guides(settings, database, parts, desk_of_reps), desk)
    pace = Pace(at_once=settings.work_at_once)
    return App(
        settings=settings,
        respond=respond,
        worker=Worker(respond, ledger, desk.worker, posters, pace),
        tell_waiting=TellWaiting(ledger.queue, posters, language.wording.lines["one_moment"]),
        loading=partial(database.alone, _LOADING),
        posters=posters,
        members=members,
        names=names,
        read=read,
        look_in=make_look_in(database, hearing, words),
        assist=make_assist(database, hearing, language, desk_of_reps),
        overhear=Overhear(SqlWriters(database)),
        load=library.load,
        watch=WatchKnowledge(library.load, WatchfilesWatch()),
        find=library.find,
        review=library.review,
        change=library.change,
        remind=make_remind(database, library, _reach(slack), waiting_of(settings).hours, respond),
        withdraw=make_withdraw(settings, database, (language, library), posters),
        export=ExportStories(library.stories, ExportedMarkdown(), LocalFolders()),
        shown=shown,
        gaps=library.gaps,
        tell=make_tell(settings, library),
        listener=language.listener,
        answers=language.answers,
        along=model.along,
        audit=CheckAudit(SqlAudit(database), LocalAnchor(settings.data_dir / "audit.head")),
        forget=Forget(SqlForgetting(database), LocalForgetting(settings.data_dir)),
        left_over=left_over(settings),
        keep_for_days=KeepForDays(
            SqlRetention(database),
            Forget(SqlForgetting(database), LocalForgetting(settings.data_dir)),
            clock,
            settings.retention_days,
        ),
        retention=SqlRetention(database),
        give_out=GiveOut(SqlHeld(database), LocalFolders()),
        refusals=model.refusals,
        usage=model.usage,
        product_talk=language.product_talk,
        personal_data=language.personal_data,
        embedder=language.embedder,
        people=SqlPeople(database),
        links=SqlLinks(database),
        worth=SqlWorth(database),
        stories=library.stories,
        index=library.index,
        wording=language.wording,
        clock=clock,
        slack=slack,
        operations=watching.operations(database, library.index, language.embedder),
    )


def _desk(
    settings: Settings, posters: dict[str, Poster], wording: Wording, watching: Watching
) -> Desk:
    limits = RateLimits(settings.limit_person, settings.limit_account, settings.limit_whole)
    # Of a file there is one worker: under the same name it takes up at once what it held before.
    alone = settings.sql_url.startswith("sqlite")
    name = "worker-1" if alone else f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}"
    apology = wording.line("apology", 0, {"operator": settings.operator})
    gather, telemetry = settings.burst_seconds, watching.telemetry
    return Desk(name, SystemClock(), apology, posters, limits, gather, telemetry)


def _reach(slack: SlackAccess | None) -> dict[str, Reach]:
    return {"slack": slack.reach()} if slack is not None else {}


def _posters(read: Read, slack: SlackAccess | None) -> dict[str, Poster]:
    posters: dict[str, Poster] = {"web": PullPoster(), "terminal": PullPoster()}
    if slack is not None:
        posters["slack"] = slack.poster(read)
    return posters


def _members(slack: SlackAccess | None) -> dict[str, Membership]:
    """Where seats are tried on this machine every rep reads along; elsewhere the channel says."""
    members: dict[str, Membership] = dict.fromkeys(("web", "terminal", "replay"), EveryRep())
    if slack is not None:
        members["slack"] = slack.lookups
    return members


def _names(slack: SlackAccess | None) -> dict[str, AccountNames]:
    """Slack says what it calls them; Teams does once it is open."""
    return {"slack": slack.lookups} if slack is not None else {}
