"""Loads that are killed at random moments, and whether search ever returned half a story.

usage: killed_loads.py STORIES MODELS [KILLS [SEED]]

loads a copy of the Markdown files in STORIES with the real command and the prepared model below
MODELS (the folder `models` of a data folder), as stories for prospects.
"""

import asyncio
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.language.builtin_product_talk import BuiltinProductTalk
from bot.adapters.language.builtin_structurer import BuiltinStructurer
from bot.adapters.language.npz_heads import read_product_head
from bot.adapters.readers.markdown_stories import MarkdownStories
from bot.adapters.search.chroma_store import shelf_name
from bot.adapters.search.grinding import telling
from bot.adapters.search.sentence_store import PASSAGE
from bot.domain.audience import Audience, Visibility, clearance_for
from bot.domain.passages import passages_of
from bot.ports.library import Defaults, StoryFilter
from bot.use_cases.find_stories import Ask, FindStories
from bot.use_cases.sort_stories import SortStories
from tests.e2e.hashed_load import library_at
from tests.fakes.memory_library import AsWritten

SHARE = 3  # every third file is edited before each load
QUESTIONS = 20


@dataclass
class Killing:
    """A folder of stories that is edited and loaded, and the loads that are killed."""

    folder: Path
    data: Path
    command: list[str]  # DATA and the folder of stories are put behind it
    embedder: object
    seed: int = 1
    sort: SortStories = field(default_factory=lambda: SortStories(AsWritten()))
    written: dict = field(default_factory=dict)  # id -> all texts that its file ever had
    moments: list = field(default_factory=list)

    def __post_init__(self):
        self.random = random.Random(self.seed)
        self.data.mkdir(exist_ok=True)
        self.remember()

    def run(self, data=None):
        """Load to the end and give the seconds it took."""
        begun = time.monotonic()
        subprocess.run(self.line(data or self.data), check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - begun

    def line(self, data):
        return [part.format(data=data, stories=self.folder) for part in self.command]

    def edit(self):
        """Add a sentence to some of the files."""
        files = sorted(self.folder.rglob("*.md"))
        for file in self.random.sample(files, max(1, len(files) // SHARE)):
            with file.open("a", encoding="utf-8") as text:
                text.write(f"\n\nEdited before load {len(self.moments)}.\n")
        self.remember()

    def remember(self):
        for file in self.folder.rglob("*.md"):
            read = MarkdownStories().read(
                file.name, file.read_bytes(), Defaults(Visibility.PROSPECTS)
            )
            [story] = self.sort(read)
            self.written.setdefault(story.id, []).append(dict(story.facets))

    def kill(self, after):
        """Kill a load after so many seconds; give whether it was still running."""
        process = subprocess.Popen(self.line(self.data), stdout=subprocess.DEVNULL)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        killed = process.returncode == -signal.SIGKILL
        assert killed or process.returncode == 0, process.returncode
        self.moments += [after] if killed else []
        return killed

    async def check(self):
        """Search as another process; give how many stories were found, all of them whole."""
        async with library_at(self.data, self.embedder) as (records, index):
            stored = {s.story.id: s for s in await records.all(StoryFilter())}
            assert all(dict(s.story.facets) in self.written[i] for i, s in stored.items())
            find, found = FindStories(index, records), set()
            some = self.random.sample(sorted(self.written), min(QUESTIONS, len(self.written)))
            for story_id in some:
                text = next(iter(self.written[story_id][0].values()))[:300]
                for audience in (Audience.OUTSIDERS, Audience.INSIDERS):
                    for told in (await find(Ask(text), clearance_for(audience))).told:
                        record = stored[told.rendition.story_id]
                        assert held(index, record) == wanted(record), record.story.id
                        found.add(record.story.id)
            return len(found)

    async def state(self, data):
        """Give what a library holds: each record with its passages in the index."""
        async with library_at(data, self.embedder) as (records, index):
            await index.known()
            return {
                s.story.id: (
                    s.story,
                    s.content_hash,
                    s.outsiders and s.outsiders.facets,
                    held(index, s),
                )
                for s in await records.all(StoryFilter())
            }


def held(index, record):
    """What the index holds of this very version: its passages by text, and their sentences.

    A passage whose sentences are missing, or more or fewer than they should be, is half a one.
    """
    stock, story = index._stock, (record.story.id, record.version)
    found = []
    for place, shelf in stock.passages.shelves.items():
        grain = stock.sentences.get(shelf_name(place), [story]).get(story)
        numbers = grain.rows[1:, PASSAGE].astype(int).tolist() if grain else []
        ours = {k: e for k, e in shelf.entries.items() if (e.story_id, e.version) == story}
        by_passage = Counter("{}@{}#{}".format(*story, n) for n in numbers)
        found += [(e.text, by_passage.pop(key, 0)) for key, e in ours.items()]
        found += by_passage.items()  # sentences of no passage
    return sorted(found)


def wanted(record):
    return sorted((passage.text, len(telling(passage.text))) for passage in passages_of(record))


async def go(killing, kills):
    """Kill loads until there are enough; give how many stories were found after each."""
    undisturbed = killing.data.parent / "undisturbed"
    undisturbed.mkdir()
    if (killing.data / "models").exists():
        (undisturbed / "models").symlink_to((killing.data / "models").resolve())
    whole = killing.run(undisturbed)
    start = killing.run(undisturbed)
    found = []
    while len(killing.moments) < kills:
        share = 1 / SHARE if any(found) else 1.0  # until something is there, all has to be loaded
        last = start + max(0.3, (whole - start) * share)
        if killing.kill(killing.random.uniform(start * 0.8, last)):
            found.append(await killing.check())
        killing.edit()
    killing.run()
    killing.run(undisturbed)
    one, other = await killing.state(killing.data), await killing.state(undisturbed)
    assert set(one) == set(killing.written)
    assert one == other
    assert await killing.check()
    return found


def copied(stories, folder):
    """Copy the Markdown files of a folder, with the folders below it."""
    for file in Path(stories).rglob("*.md"):
        place = folder / file.relative_to(stories)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
    return folder


if __name__ == "__main__":
    given, models, *rest = sys.argv[1:]
    count, seed = [*map(int, rest), *(10, 1)[len(rest) :]]
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        (place / "data").mkdir()
        (place / "data" / "models").symlink_to(Path(models).resolve())
        load = [sys.executable, "-m", "bot", "load", "{stories}", "--data-dir", "{data}"]
        embedder = OnnxEmbedder(Path(models) / "mpnet", 0)
        head = read_product_head(embedder.name)
        structurer = BuiltinStructurer(
            "Northstar", BuiltinProductTalk(embedder, head, "Northstar")
        )
        killing = Killing(
            copied(given, place / "stories"),
            place / "data",
            [*load, "--visibility", "prospects"],
            embedder,
            seed,
            SortStories(structurer),
        )
        after = asyncio.run(go(killing, count))
    sys.stdout.write(
        f"{count} loads killed after {[round(s, 1) for s in killing.moments]} seconds.\n"
        f"Stories found after each, all of them whole: {after}.\n"
        f"At the end {len(killing.written)} stories, the same as in an undisturbed library.\n"
    )
