"""The starter catalogue with its real vectors and golden pairs, and members who have lists."""

from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

import numpy as np
from django.core.management import call_command
from django.utils.timezone import now

from bands import catalogue_file
from bands.acts import stored_acts
from bands.drafts import services as drafts
from bands.history.models import BandRevision
from bands.models import Band, BandDraft, Keyword
from config.tests.world import make_member
from embeddings import sweep
from embeddings.golden.services import load_pairs
from embeddings.models import TextVector
from recommendations.preview import services
from recommendations.preview.models import DraftPreview
from recommendations.suggest.models import BandRecommend
from recommendations.suggest.services import update_recommendations

_learned: list[TextVector] = []  # what the model said once it says for all tests of the process


def set_the_starter_catalogue() -> None:
    """All acts of the starter catalogue, embedded by the local model, with the golden pairs."""
    call_command("import_catalogue", "--starter", stdout=StringIO())
    TextVector.objects.bulk_create(_learned, ignore_conflicts=True)
    embed()
    _learned[:] = [
        TextVector(model_key=row.model_key, fingerprint=row.fingerprint, vector=row.vector)
        for row in TextVector.objects.all()
    ]
    load_pairs(text=(catalogue_file.FOLDER / "golden_pairs.jsonl").read_text(encoding="utf-8"))


def embed() -> None:
    while sweep.embed_one_batch(now=now(), seconds=60):
        pass


def seat_listeners(n: int, *, fans_of: Sequence[str]) -> None:
    """Members with four to seven picks, one of them among `fans_of`, and lists of their own."""
    random = np.random.default_rng(7)
    bands, words = list(Band.objects.order_by("pk")), list(Keyword.objects.order_by("pk"))
    for index in range(n):
        loved = Band.objects.get(key=fans_of[index % len(fans_of)])
        others = [bands[at] for at in random.choice(len(bands), 3 + index % 4, replace=False)]
        member = make_member(
            f"listener-{index}",
            bands={loved, *others},
            keywords=[words[at] for at in random.choice(len(words), 1 + index % 3, replace=False)],
        )
        update_recommendations(member_id=member.pk, now=now())


def lists_of_all() -> dict[int, list[int]]:
    """member id -> the bands of the stored list, best first."""
    lists: dict[int, list[int]] = {}
    rows = BandRecommend.objects.order_by("member_id", "priority")
    for member_id, band_id in rows.values_list("member_id", "band_id"):
        lists.setdefault(member_id, []).append(band_id)
    return lists


def make_all_lists_again() -> None:
    for member_id in lists_of_all():
        update_recommendations(member_id=member_id, now=now())


def draft_of(key: str, **changes: object) -> BandDraft:
    """A draft that changes these fields of the band's document."""
    band = Band.objects.get(key=key)
    act = stored_acts([band.pk])[band.pk]
    seen = BandRevision.objects.filter(band=band).count()
    changed = replace(act, **changes)
    return drafts.begin(band_id=band.pk, act=changed, seen=seen, by=None, now=now())


def preview_of(draft: BandDraft, *, turns: int = 50) -> DraftPreview:
    """The draft's preview, worked on until it is under way no more."""
    services.ask(draft_id=draft.pk, now=now())
    held = None
    for _turn in range(turns):
        held = services.work(now=now(), seconds=3, held=held)
        if held is None:
            break
    return DraftPreview.objects.get(draft=draft)
