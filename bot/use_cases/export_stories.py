"""Writing the whole library to files that load again to the same library."""

from dataclasses import dataclass

from bot.domain.errors import SetupError
from bot.domain.file_names import file_names
from bot.ports.exports import Folders, StoryWriter
from bot.ports.library import Stories, StoryFilter


@dataclass(frozen=True, slots=True)
class ExportStories:
    """Writes one file a story, drafts and retired ones too."""

    stories: Stories
    writer: StoryWriter
    folders: Folders

    async def __call__(self, folder: str, *, force: bool = False) -> int:
        """Write the library into an empty folder and give how many stories there are.

        Raises:
            SetupError: the folder is not empty and that was not allowed, or it is no folder.
        """
        if not await self.folders.is_empty(folder) and not force:
            raise SetupError(
                f"{folder} is not empty. Name another folder, or write into it with --force; "
                "files of the same name are replaced."
            )
        records = await self.stories.all(StoryFilter())
        names = file_names(stored.story.id for stored in records)
        files = {
            f"{names[s.story.id]}{self.writer.suffix}": self.writer.write(s.story) for s in records
        }
        await self.folders.write(folder, files)
        return len(files)
