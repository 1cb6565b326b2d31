"""Train the heads of one embedder on the examples, and say by cross-validation how good they are.

usage: python -m training.train_heads mpnet|minilm
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from bot.adapters.content.prompt_files import load_wording
from bot.adapters.content.views_files import read_views
from bot.adapters.embedding.npz_embedder import NpzEmbedder
from bot.adapters.embedding.onnx_embedder import OnnxEmbedder
from bot.adapters.embedding.prepare import prepare
from bot.adapters.language.npz_heads import (
    FIELDS,
    FOLDER,
    INTENTS,
    family,
    field_features,
    intent_features,
    product_features,
)
from bot.domain.brief import Field
from bot.domain.clauses import clauses
from bot.domain.text import sentences
from bot.ports.language import Vectors
from bot.settings import CONTENT, Settings

EXAMPLES = Path(__file__).parent / "examples"
FOLDS = 5
STRENGTH = 0.3  # inverse of the regularisation, chosen by cross-validation
TOLD = 0.3  # what a sentence of a story counts beside one that was written to teach the difference
OVERLAP = 0.5  # of a clause's words inside a span, or of a span's inside a clause


@dataclass(frozen=True, slots=True)
class Set:
    """Rows to learn from: features, labels (rows, labels), and the file that each came from.

    `weights` say how much a row counts in learning; thresholds are chosen on what counts whole.
    """

    features: Vectors
    labels: Vectors
    groups: list[int]
    weights: Vectors


def main(model: str) -> None:
    """Train, report, and write the heads."""
    settings = Settings()
    folder = prepare(model, settings.models_dir, settings.weights_dir, print)
    embedder = NpzEmbedder(OnnxEmbedder(folder), settings.data_dir / "training")
    turns = list(_turns())
    sets = {
        "fields": _field_set(embedder, turns),
        "intents": _intent_set(embedder, turns),
        "product": _product_set(embedder),
    }
    names = {"fields": FIELDS, "intents": INTENTS, "product": ("product_talk",)}
    kept: dict[str, Vectors] = {}
    for name, rows in sets.items():
        head = _train(rows)
        kept |= {f"{name}_{part}": values for part, values in head.items() if part != "f1"}
        print(name, f"F1 {head['f1'][-1]:.3f}")
        for label, value in zip(names[name], head["f1"], strict=False):
            print(f"  {label}: {value:.3f}")
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{family(embedder.name)}.npz").open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **kept)


def _turns() -> Iterator[tuple[int, dict[str, object]]]:
    """Give each turn with its file's number: whole files are held out, or answers would leak."""
    for n, file in enumerate(sorted(EXAMPLES.glob("turns-*.jsonl"))):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield n, json.loads(line)


def _train(rows: Set) -> dict[str, Vectors]:
    """Fit each label; its threshold is the one that does best on held-out files."""
    weights, bias, thresholds, scores, hits = [], [], [], [], []
    for column in range(rows.labels.shape[1]):
        truth = rows.labels[:, column] > 0
        model = LogisticRegression(C=STRENGTH, max_iter=2000)
        guess = cross_val_predict(
            model,
            rows.features,
            truth,
            groups=rows.groups,
            cv=GroupKFold(FOLDS),
            method="predict_proba",
            params={"sample_weight": rows.weights},
        )[:, 1]
        whole = rows.weights >= 1
        threshold, f1, counts = _best(guess[whole], truth[whole])
        model.fit(rows.features, truth, sample_weight=rows.weights)
        weights.append(model.coef_[0])
        bias.append(model.intercept_[0])
        thresholds.append(threshold)
        scores.append(f1)
        hits.append(counts)
    tp, wrong = np.sum(hits, axis=0)
    scores.append(2 * tp / (2 * tp + wrong))
    found = {"weights": weights, "bias": bias, "threshold": thresholds, "f1": scores}
    return {name: np.array(values, np.float32) for name, values in found.items()}


def _best(guess: Vectors, truth: npt.NDArray[np.bool_]) -> tuple[float, float, tuple[int, int]]:
    """Give the threshold with the best F1, that F1, and its (right, wrong) counts."""
    options = []
    for threshold in np.arange(0.1, 0.8, 0.02):
        said = guess >= threshold
        tp, wrong = int((said & truth).sum()), int((said ^ truth).sum())
        options.append((2 * tp / (2 * tp + wrong) if tp else 0.0, float(threshold), (tp, wrong)))
    f1, threshold, counts = max(options)
    return threshold, f1, counts


def _field_set(embedder: NpzEmbedder, turns: Sequence[tuple[int, dict[str, object]]]) -> Set:
    features, labels, groups = [], [], []
    vectors = _vectors(embedder, [text for _, t in turns for text in _texts(t)])
    for group, turn in turns:
        cut, pending = clauses(str(turn["text"])), _pending(turn)
        if not cut:
            continue
        rows = np.array([vectors[c] for c in cut])
        features.append(field_features(rows, vectors[str(turn["text"])], pending, cut))
        labels += [_fields_of(c, turn) for c in cut]
        groups += [group] * len(cut)
    return _whole(features, labels, groups)


def _whole(features: list[Vectors], labels: list[list[float]], groups: list[int]) -> Set:
    ones = np.ones(len(groups), np.float32)
    return Set(np.vstack(features), np.array(labels, np.float32), groups, ones)


def _intent_set(embedder: NpzEmbedder, turns: Sequence[tuple[int, dict[str, object]]]) -> Set:
    features, labels, groups = [], [], []
    vectors = _vectors(embedder, [text for _, t in turns for text in _texts(t)])
    for group, turn in turns:
        text = str(turn["text"])
        rows = np.array([vectors[c] for c in clauses(text) or [text]])
        features.append(intent_features(rows, vectors[text], _pending(turn), text))
        labels.append([float(i in turn["intents"]) for i in INTENTS])  # type: ignore[operator]
        groups.append(group)
    return _whole(features, labels, groups)


def _product_set(embedder: NpzEmbedder) -> Set:
    lines = (EXAMPLES / "product_talk.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    rows += [{"text": text, "label": 0} for text in _own_lines()]
    told = list(_told())
    weights = np.array([1.0] * len(rows) + [TOLD] * len(told), np.float32)
    rows += told
    texts = [row["text"] for row in rows]
    features = product_features(embedder.embed(texts), texts)
    labels = np.array([[float(row["label"])] for row in rows], np.float32)
    return Set(features, labels, [n % FOLDS for n in range(len(rows))], weights)


def _told() -> Iterator[dict[str, object]]:
    """Give what stories tell, which is no offer, and what in them is one.

    In a brochure the rest sells, too, so it is left out.
    """
    for file in _story_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for text, facet in row["sentences"]:
                if facet == "product_notes" or not row["brochure"]:
                    yield {"text": text, "label": int(facet == "product_notes")}


def _own_lines() -> list[str]:
    """Give what we say ourselves: questions and plain lines, none of which is an offer."""
    wording = load_wording(CONTENT / "prompts")
    values = defaultdict(lambda: "it", operator="Northstar", problem="the wait", decision="wait")
    lines = [
        sentence
        for variants in wording.lines.values()
        for variant in variants
        for sentence in sentences(Template(variant).safe_substitute(values))
    ]
    views = read_views(CONTENT / "knowledge" / "views")
    asked = [*(q.text for q in wording.questions), *(view.question for view in views)]
    leads = [line for line in (*lines, *(o.text for o in wording.openings)) if line.endswith(":")]
    return list(dict.fromkeys([*lines, *asked, *_led(leads)]))


def _led(leads: Sequence[str]) -> Iterator[str]:
    """Give what stories begin with behind a lead of ours: the two are read as one sentence."""
    firsts = (json.loads(file.open().readline())["sentences"] for file in _story_files())
    told = [text for some in firsts for text, facet in some if facet != "product_notes"]
    for n, text in enumerate(told):
        yield f"{leads[n % len(leads)]} {text}"


def _story_files() -> list[Path]:
    return sorted(EXAMPLES.glob("stories-*.jsonl"))


def _texts(turn: dict[str, object]) -> list[str]:
    text = str(turn["text"])
    return [text, *clauses(text)]


def _vectors(embedder: NpzEmbedder, texts: Sequence[str]) -> dict[str, Vectors]:
    unique = list(dict.fromkeys(texts))
    return dict(zip(unique, embedder.embed(unique), strict=True))


def _pending(turn: dict[str, object]) -> Field | None:
    return Field(str(turn["pending"])) if turn["pending"] else None


def _fields_of(clause: str, turn: dict[str, object]) -> list[float]:
    """Say which fields' spans a clause holds, or is held by."""
    text, found = str(turn["text"]), []
    at = text.index(clause)
    for entry in turn["brief"]:  # type: ignore[attr-defined]
        start = text.index(entry["span"])
        shared = min(at + len(clause), start + len(entry["span"])) - max(at, start)
        if shared >= OVERLAP * min(len(clause), len(entry["span"])):
            found.append(entry["field"])
    return [float(field in found) for field in FIELDS]


if __name__ == "__main__":
    main(*sys.argv[1:])
