"""Looking at the audit: its lines, whether they are as they were written, and how far it is."""

from collections.abc import Sequence

from bot.domain.audit import Anchor, Chained, Verdict
from bot.ports.audit import Anchors, Audit, AuditFilter


class CheckAudit:
    """What was written stands in the database; how far it had come is noted beside it, too.

    Who can write to the database could cut the chain and its head back to an earlier state.
    The note apart from it tells.
    """

    def __init__(self, audit: Audit, anchors: Anchors) -> None:
        self._audit = audit
        self._anchors = anchors
        self._noted: Anchor | None = None

    async def lines(self, wanted: AuditFilter) -> Sequence[Chained]:
        """Give the newest lines that fit, oldest first."""
        return await self._audit.lines(wanted)

    async def verify(self, *written_down: Anchor) -> Verdict:
        """Look at every line; what is in order is noted.

        Raises:
            SetupError: the note beside the database cannot be read.
        """
        noted = await self._anchors.read()
        verdict = await self._audit.verify([*written_down, *([noted] if noted else [])])
        if not verdict.fault:
            await self._anchors.note(verdict.head)
        return verdict

    async def note(self) -> None:
        """Note how far the chain has come; never less far than was noted before.

        Raises:
            SetupError: the note cannot be read.
        """
        head = await self._audit.head()
        if head == self._noted:
            return
        before = await self._anchors.read()
        if before is None or head.n > before.n:
            await self._anchors.note(head)
        self._noted = head
