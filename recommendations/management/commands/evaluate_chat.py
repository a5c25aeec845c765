"""Hold the steps of an answer to the utterances whose answers are known."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from bands.models import Band, Keyword
from embeddings.models import EmbeddingSpace
from recommendations.asking import inputs, services
from recommendations.asking.evaluation import measuring
from recommendations.asking.evaluation.measuring import PLACES, Read
from recommendations.asking.evaluation.utterances import Utterance, load
from recommendations.asking.folding import Turn
from recommendations.asking.helping import RULES
from recommendations.asking.llm.gateway import FAILED, LIMITED, is_configured
from recommendations.asking.llm.services import helper_for
from recommendations.asking.services import Answer
from recommendations.asking.talking import talk

PATHS = BY_RULES, LLM = "rules", "llm"
STEPS = {
    "mentions": measuring.of_mentions,
    "attitudes": measuring.of_attitudes,
    "wanted": measuring.of_wanted,
    "unwanted": measuring.of_unwanted,
    "not met": measuring.of_unmet,
}


@dataclass(frozen=True)
class Trial:
    """An utterance with what was read and shown, by catalogue keys."""

    utterance: Utterance
    read: Read
    shown: tuple[str, ...]
    plain: tuple[str, ...]
    answer: Answer
    seconds: float


class Command(BaseCommand):
    help = "Precision and recall of each step, NDCG@5 beside the plain sentence, and times."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--part", choices=["tuning", "test"], default="test")
        parser.add_argument("--way", choices=["hand", "template"], help="only those written so")
        parser.add_argument(
            "--path",
            choices=PATHS,
            help="by rules alone, or helped by the language model; both where one is configured",
        )
        parser.add_argument("--wrong", action="store_true", help="print what went wrong")

    def handle(self, *args: Any, **options: Any) -> None:
        if EmbeddingSpace.objects.active() is None:
            raise CommandError("There is no vector space yet. Run `manage.py embed` first.")
        chosen = [
            one
            for one in load()
            if one.is_test == (options["part"] == "test") and options["way"] in (None, one.way)
        ]
        keys = dict(Band.objects.published().values_list("pk", "key"))
        keywords = _keywords(keys)
        talk([Turn("몽환적인 밴드")], member_id=None, now=now())  # what is loaded once
        for path in _paths(options["path"]):
            trials = [_tried(one, keys, path) for one in chosen]
            self.stdout.write(f"path: {path}")
            self._print(trials, keywords)
            if options["wrong"]:
                self._print_wrong(trials)

    def _print(self, trials: list[Trial], keywords: Mapping[str, frozenset[str]]) -> None:
        pairs = [(trial.utterance, trial.read) for trial in trials]
        self.stdout.write(f"{len(trials)} utterances")
        self.stdout.write(f"{'step':10} {'known':>6} {'given':>6} precision recall    F1")
        for name, of in STEPS.items():
            share = of(pairs)
            self.stdout.write(
                f"{name:10} {share.known:6} {share.given:6}     {share.precision:.3f}  "
                f"{share.recall:.3f} {share.f1:.3f}"
            )
        self._print_bands(trials, keywords)
        seconds = [trial.seconds * 1000 for trial in trials]
        p50, p95 = np.percentile(seconds, [50, 95])
        self.stdout.write(f"milliseconds an answer: p50 {p50:.0f}, p95 {p95:.0f}")
        alone = sum(bool({FAILED, LIMITED} & {*trial.answer.degraded}) for trial in trials)
        if alone:
            self.stdout.write(f"the language model failed or was at its limit in {alone} of them")

    def _print_bands(self, trials: list[Trial], keywords: Mapping[str, frozenset[str]]) -> None:
        for name, shown in (("answer", "shown"), ("plain sentence", "plain")):
            scores, bad = [], 0
            for trial in trials:
                bands = getattr(trial, shown)
                bad += len(set(bands) & measuring.forbidden(trial.utterance, keywords))
                gain = measuring.gains(trial.utterance, keywords)
                if gain:
                    scores.append(measuring.ndcg(bands, gain))
            self.stdout.write(
                f"{name:14} NDCG@{PLACES} {np.mean(scores):.4f} of {len(scores)}, forbidden {bad}"
            )

    def _print_wrong(self, trials: list[Trial]) -> None:
        for trial in trials:
            known, read = trial.utterance, trial.read
            if dict(known.bands) != dict(read.bands):
                self.stdout.write(f"bands    {known.text}: {dict(read.bands)} for {known.bands}")
            for name in ("wanted", "unwanted", "unmet"):
                truth, told = getattr(known, name), getattr(read, name)
                if truth ^ told - known.maybe:
                    self.stdout.write(f"{name:8} {known.text}: {sorted(told)} for {sorted(truth)}")


def _paths(wanted: str | None) -> tuple[str, ...]:
    if wanted == LLM and not is_configured():
        raise CommandError("No language model is configured: ASKING_LLM_MODEL names one.")
    return (wanted,) if wanted else PATHS if is_configured() else (BY_RULES,)


def _tried(utterance: Utterance, keys: Mapping[int, str], path: str) -> Trial:
    began = time.perf_counter()
    helper = helper_for(asker="", now=now()) if path == LLM else RULES
    given = talk([Turn(utterance.text)], member_id=None, now=now(), helper=helper).answer
    seconds = time.perf_counter() - began
    return Trial(
        utterance=utterance,
        read=_read(given, keys),
        shown=tuple(item.band.key for item in given.items),
        plain=_plain(utterance.text, keys),
        answer=given,
        seconds=seconds,
    )


def _read(given: Answer, keys: Mapping[int, str]) -> Read:
    understood = given.understood
    return Read(
        bands={keys[one.mention.band_id]: str(one.attitude) for one in understood.heard},
        wanted=frozenset(tag.word.keyword for tag in understood.wanted),
        unwanted=frozenset(tag.word.keyword for tag in understood.unwanted),
        unmet=frozenset(str(one.lack) for one in understood.unmet),
    )


def _plain(text: str, keys: Mapping[int, str]) -> tuple[str, ...]:
    """The nearest bands to the sentence as it stands, with nothing understood or left out."""
    return tuple(keys[pk] for pk in services.nearest_to(text, now=now()) if pk in keys)


def _keywords(keys: Mapping[int, str]) -> dict[str, frozenset[str]]:
    words = dict(Keyword.objects.live().values_list("pk", "keyword"))
    return {
        keys[pk]: frozenset(words[one] for one in ids if one in words)
        for pk, ids in inputs.keywords_of(keys).items()
    }
