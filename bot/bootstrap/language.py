"""Hearing, knowing, and the model of meaning below them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.adapters.content.builtin_plain_answers import BuiltinPlainAnswers
from bot.adapters.content.facts_file import read_facts
from bot.adapters.content.prompt_files import load_wording
from bot.adapters.content.views_files import read_views
from bot.adapters.embedding.npz_embedder import NpzEmbedder
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import prepare
from bot.adapters.embedding.recent_embedder import RecentEmbedder
from bot.adapters.language.builtin_listener import BuiltinListener
from bot.adapters.language.builtin_product_talk import BuiltinProductTalk
from bot.adapters.language.builtin_structurer import BuiltinStructurer
from bot.adapters.language.embedder_likeness import EmbedderLikeness
from bot.adapters.language.listening_heads import read_listening_heads
from bot.adapters.language.npz_heads import read_product_head
from bot.adapters.language.npz_story_judge import NpzStoryJudge
from bot.adapters.readers.lexicon_personal_data import LexiconPersonalData
from bot.domain.wording import Wording
from bot.ports.language import Likeness, Listener, ProductTalk, StoryJudge, Structurer
from bot.ports.library import PersonalData
from bot.settings import Settings

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Language:
    """Hearing, knowing and the model of meaning below them."""

    embedder: RecentEmbedder
    listener: Listener
    answers: BuiltinPlainAnswers
    product_talk: ProductTalk
    structurer: Structurer
    judge: StoryJudge
    personal_data: PersonalData
    likeness: Likeness
    wording: Wording


def open_language(settings: Settings, progress: Progress) -> Language:
    """Prepare the model of meaning if need be, and open what stands on it."""
    folder = prepare(settings.embedding, settings.models_dir, settings.weights_dir, progress)
    # shared, so that a load embeds each sentence once
    model = OnnxEmbedder(folder, settings.threads)
    embedder = RecentEmbedder(model)
    facts = read_facts(settings.knowledge_dir / "facts.md")
    views = read_views(settings.knowledge_dir / "views")
    kept = NpzEmbedder(embedder, settings.data_dir / "phrases")
    product_talk = BuiltinProductTalk(embedder, read_product_head(model.name), settings.operator)
    return Language(
        embedder=embedder,
        listener=BuiltinListener(model, read_listening_heads(model.name)),
        answers=BuiltinPlainAnswers(embedder, kept, facts, views),
        product_talk=product_talk,
        structurer=BuiltinStructurer(settings.operator, product_talk),
        judge=NpzStoryJudge(embedder),
        personal_data=LexiconPersonalData(),
        likeness=EmbedderLikeness(embedder),
        wording=load_wording(settings.prompts_dir, settings.pinned),
    )
