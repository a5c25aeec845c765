"""Score a space against the curators' golden pairs and print what misses."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from bands.models import Band
from embeddings.golden.scoring import Score
from embeddings.golden.services import score_space
from embeddings.models import EmbeddingSpace


class Command(BaseCommand):
    help = "Which golden pairs hold in the active space: near pairs near, far pairs far."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--space", type=int, help="id of a space other than the active one")

    def handle(self, *args: Any, **options: Any) -> None:
        space = self._space(options["space"])
        self._print(space, score_space(space.pk))

    def _space(self, wanted: int | None) -> EmbeddingSpace:
        spaces = EmbeddingSpace.objects
        space = spaces.filter(pk=wanted).first() if wanted else spaces.active()
        if space is None:
            raise CommandError("There is no such vector space yet. Run `manage.py embed` first.")
        return space

    def _print(self, space: EmbeddingSpace, score: Score) -> None:
        keys = dict(Band.objects.live().values_list("pk", "key"))
        for one in sorted(score.misses, key=lambda one: (not one.pair.near, one.rank)):
            wanted = "near" if one.pair.near else "far "
            self.stdout.write(
                f"miss: {wanted} {keys[one.pair.a]} - {keys[one.pair.b]}  "
                f"rank {one.rank}, cosine {one.similarity:.3f}"
            )
        near = sum(one.pair.near for one in score.judged)
        self.stdout.write(f"space {space}, {score.n_bands} bands")
        self.stdout.write(f"near pairs that hold {score.share(near=True):.3f} of {near}")
        self.stdout.write(
            f"far pairs that hold  {score.share(near=False):.3f} of {len(score.judged) - near}"
        )
        self.stdout.write(f"AUC {score.auc:.3f}")
