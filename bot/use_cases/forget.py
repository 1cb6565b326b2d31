"""Forgetting for good: the records, the files beside them, and what is left in their pages."""

from bot.ports.forgetting import FolderForgetting, Forgetting, Forgotten, Wish


class Forget:
    """One way for all who ask: the command, a retention that ran out."""

    def __init__(self, records: Forgetting, folder: FolderForgetting) -> None:
        self._records = records
        self._folder = folder

    async def look(self, wish: Wish) -> Forgotten:
        """Say what would be forgotten; nothing is changed."""
        return await self._folder.look(await self._records.look(wish))

    async def __call__(self, wish: Wish) -> Forgotten:
        """Forget, and give what it was; once more does no harm.

        The files go first: what is looked for in them is known from the records alone, so who is
        killed in between can do it all again.
        """
        in_files = await self._folder.forget(await self._records.look(wish))
        done = await self._records.forget(wish)
        await self._records.scrub()
        beside = {k: n for k, n in in_files.counts.items() if k not in done.counts}
        files = {k: n for k, n in beside.items() if k in ("exports", "interviews")}
        return Forgotten({**done.counts, **files}, in_files.mentions, in_files.words, in_files.ids)
