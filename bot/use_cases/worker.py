"""The worker: takes on conversations that wait, as many as it has hands for, until it stops."""

import asyncio
import contextlib
import logging
import time
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.errors import LeaseLostError
from bot.ports.queue import Claim, Queue
from bot.ports.turns import Accepted
from bot.use_cases.deliver import Holding
from bot.use_cases.respond import Answer, Ledger, Respond

logger = logging.getLogger(__name__)

_AFTER_TROUBLE = 1.0  # seconds until the database is asked again
_WATCH = 0.25  # seconds between looks at what other processes have answered


@dataclass(frozen=True, slots=True)
class Pace:
    """How much at once, how long a lease holds, how often work is looked for; in seconds.

    A process that is gone for good is replaced once its leases run out.
    """

    at_once: int = 8
    lease: float = 10.0
    poll: float = 0.2
    grace: float = 10.0  # that turns under way get at the end


class Worker:
    """Works off the queue. Any number of processes may run one; at rest it only waits.

    `channels` are those that can be posted to; more may be opened while it runs.
    """

    def __init__(
        self, respond: Respond, ledger: Ledger, name: str, channels: Collection[str], pace: Pace
    ) -> None:
        self._respond = respond
        self._queue: Queue = ledger.queue
        self._conversations = ledger.conversations
        self._name = name
        self._channels = channels
        self._pace = pace
        self._held: dict[str, Holding] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._awaited: defaultdict[int, set[asyncio.Future[Answer]]] = defaultdict(set)

    def wake(self) -> None:
        """Look for work now, rather than with the next round."""
        self._woken.set()

    async def see_to(self, accepted: Accepted) -> Answer:
        """Wait until an event has its outcome and its reply is posted, here or elsewhere."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._awaited[accepted.inbox_id].add(future)
        self.wake()
        try:
            return await future
        finally:
            self._awaited[accepted.inbox_id].discard(future)
            if not self._awaited[accepted.inbox_id]:
                del self._awaited[accepted.inbox_id]

    async def run(self, *, working: bool = True) -> None:
        """Work until cancelled; turns under way may then finish for a while.

        Without `working`, only the answers that other processes give are waited for.
        """
        beside = [asyncio.create_task(self._watch())]
        if working:
            beside.append(asyncio.create_task(self._keep()))
        try:
            if working:
                await self._take_on()
            await asyncio.Event().wait()
        finally:
            await self._finish()
            with contextlib.suppress(Exception):
                await self._queue.take_over(self._name)  # what was claimed and not begun
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)

    async def _take_on(self) -> None:
        await self._queue.take_over(self._name)
        while True:
            self._woken.clear()
            free = self._pace.at_once - len(self._tasks)
            holdings = await self._claimed(free) if free > 0 else ()
            for holding in holdings:
                self._begin(holding)
            if free <= 0 or len(holdings) < free:
                # not `wait_for`: before Python 3.12 it may lose that this task was cancelled
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(self._pace.poll):
                        await self._woken.wait()

    async def _claimed(self, most: int) -> Sequence[Holding]:
        begun, seconds = time.monotonic(), self._pace.lease
        claim = Claim(self._name, tuple(self._channels), most, seconds)
        try:
            leases = await self._queue.claim(claim)
            return [Holding.since(lease, begun, seconds) for lease in leases]
        except Exception as error:  # noqa: BLE001 - whatever the database has: it is asked again
            logger.warning("no work can be taken on (%s)", type(error).__name__)
            await asyncio.sleep(_AFTER_TROUBLE)
            return ()

    def _begin(self, holding: Holding) -> None:
        self._held[holding.lease.conversation_id] = holding
        task = asyncio.create_task(self._one(holding))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.wake()

    async def _one(self, holding: Holding) -> None:
        """Work in one conversation, and give it back.

        After a failure it is kept until the lease runs out: what fails at once would otherwise be
        taken on again at once.
        """
        lease = holding.lease
        try:
            self._tell(await self._respond.work_off(holding))
            await self._conversations.release(lease)
        except asyncio.CancelledError:
            with contextlib.suppress(Exception):
                await self._conversations.release(lease)  # for others to take on now
            raise
        except LeaseLostError:
            logger.warning("%s was taken over by another worker", lease.conversation_id)
        except Exception:
            logger.exception("%s has to wait", lease.conversation_id)
        finally:
            self._held.pop(lease.conversation_id, None)

    def _tell(self, answers: dict[int, Answer]) -> None:
        for inbox_id, answer in answers.items():
            for future in self._awaited.get(inbox_id, ()):
                if not future.done():
                    future.set_result(answer)

    async def _keep(self) -> None:
        """Renew what is held, in good time."""
        while True:
            await asyncio.sleep(self._pace.lease / 4)
            with contextlib.suppress(Exception):  # the lease runs out, and that is noticed
                await self._renewed()

    async def _renewed(self) -> None:
        held = dict(self._held)
        if not held:
            return
        begun = time.monotonic()
        leases = [holding.lease for holding in held.values()]
        for lease in await self._queue.renew(leases, self._pace.lease):
            held[lease.conversation_id].prolong(begun, self._pace.lease)

    async def _watch(self) -> None:
        """Learn of answers that other processes gave."""
        while True:
            await asyncio.sleep(_WATCH)
            if self._awaited:
                with contextlib.suppress(Exception):  # asked again with the next round
                    found = await self._queue.outcomes(tuple(self._awaited))
                    self._tell({n: await self._respond.known(n) for n in found})

    async def _finish(self) -> None:
        if self._tasks:
            _, left = await asyncio.wait(tuple(self._tasks), timeout=self._pace.grace)
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
