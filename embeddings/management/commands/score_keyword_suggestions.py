"""Score the suggestions of keywords by the words that the catalogue's curators gave."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from embeddings.models import EmbeddingSpace
from embeddings.vocabulary import calibration, trials
from embeddings.vocabulary.calibration import Matrix, Trial
from embeddings.vocabulary.suggest import LEAST

KS = (1, 3, 5, 8)
SHOWN = 5
THRESHOLDS = (0.20, 0.25, 0.30, LEAST, 0.40, 0.45, 0.50, 0.60, 0.70)
WAYS = {
    "most used words": calibration.popularity,
    "meaning alone": calibration.meaning,
    "meaning and company": calibration.meaning_and_company,
}


class Command(BaseCommand):
    help = "Embed texts without their keywords and count how many of these are found again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=42)

    def handle(self, *args: Any, **options: Any) -> None:
        space = EmbeddingSpace.objects.active()
        if space is None:
            raise CommandError("There is no vector space yet. Run `manage.py embed` first.")
        shelf = trials.load_shelf(space=space)
        if not len(shelf.texts):
            raise CommandError("No band has a text, a vector and keywords.")
        self.stdout.write(f"space {space}: {len(shelf.texts)} bands, {len(shelf.words)} words")
        bare = trials.without_any_word(shelf=shelf, space=space)
        self._say("The text alone: which of the band's words are found?", bare)
        one = trials.without_one_word(shelf=shelf, space=space, seed=options["seed"])
        self._say("One word left out: is it found again?", one)

    def _say(self, title: str, trial: Trial) -> None:
        self.stdout.write(f"\n{title}")
        ks = " ".join(f"{k:>5}" for k in KS)
        self.stdout.write(f"{'':22}precision at {ks}   recall at {ks}")
        for name, way in WAYS.items():
            scores = way(trial)
            precision = _row(calibration.precision_at(trial, scores, KS))
            recall = _row(calibration.recall_at(trial, scores, KS))
            self.stdout.write(f"{name:22}             {precision}             {recall}")
        self._thresholds(trial, calibration.meaning_and_company(trial))

    def _thresholds(self, trial: Trial, scores: Matrix) -> None:
        self.stdout.write(f"of the best {SHOWN}, those that score at least")
        for least in THRESHOLDS:
            one = calibration.at_threshold(trial, scores, least=least, n=SHOWN)
            self.stdout.write(
                f"  {least:.2f}: {one.shown:.2f} a band, "
                f"precision {one.precision:.3f}, recall {one.recall:.3f}"
            )


def _row(shares: list[float]) -> str:
    return " ".join(f"{share:5.3f}" for share in shares)
