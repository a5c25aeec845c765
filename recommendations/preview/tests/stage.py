"""A draft, a listener and a provider on loopback that can be told to fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from bands.acts import stored_acts
from bands.drafts import services as drafts
from bands.models import Band, BandDraft
from config.tests.world import know, make_band, make_keyword, make_member, make_space, place
from embeddings.models import EmbeddingSpace
from embeddings.tests.fake_openai import Control, FakeOpenAI
from embeddings.tests.openai_faults import MODEL
from members.models import Member
from recommendations.preview import services
from recommendations.preview.models import DraftPreview
from recommendations.suggest.services import update_recommendations

DIMENSIONS = 12
NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


@dataclass
class Stage:
    space: EmbeddingSpace
    band: Band
    draft: BandDraft
    listener: Member
    server: FakeOpenAI

    def rewrite(self, text: str) -> None:
        self.draft.refresh_from_db()
        act = replace(self.draft.act, description=text)
        told = self.draft.number
        drafts.edit(draft_id=self.draft.pk, act=act, told=told, by=None, now=NOW)

    def ask(self) -> DraftPreview:
        return services.ask(draft_id=self.draft.pk, now=NOW)

    def work(self, *, after: int = 0, seconds: float = 60, held: int | None = None) -> int | None:
        return services.work(now=NOW + timedelta(seconds=after), seconds=seconds, held=held)

    @property
    def preview(self) -> DraftPreview:
        return DraftPreview.objects.get(draft=self.draft)


@contextmanager
def set_stage(settings: object, *, n_bands: int = 24) -> Iterator[Stage]:
    """Bands in all directions, one of them with a draft of another text, one listener."""
    settings.OPENAI_API_KEY = "sk-of-the-tests"
    with FakeOpenAI(control=Control(dimensions=DIMENSIONS)) as server:
        settings.OPENAI_BASE_URL = server.base_url
        settings.OPENAI_EMBEDDING_DIMENSIONS = DIMENSIONS
        space = make_space(DIMENSIONS, provider="openai", model=MODEL)
        bands = [make_band(f"band-{at}") for at in range(n_bands)]
        for at, band in enumerate(bands):
            place(space, band, np.eye(DIMENSIONS)[at % 6] + 0.05 * at)
        for at, word in enumerate(("몽환적인", "신나는")):
            make_keyword(word)
            know(space, [word], np.eye(DIMENSIONS)[at])
        listener = make_member(bands=bands[:3], keywords=[make_keyword("몽환적인")])
        update_recommendations(member_id=listener.pk, now=NOW)
        draft = _draft(bands[3])
        yield Stage(space, bands[3], draft, listener, server)


def _draft(band: Band) -> BandDraft:
    act = replace(stored_acts([band.pk])[band.pk], description="안개 같은 기타.")
    return drafts.begin(band_id=band.pk, act=act, seen=0, by=None, now=NOW)
