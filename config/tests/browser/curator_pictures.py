"""Take the pictures of the curator's guide: `pytest config/tests/browser/curator_pictures.py`.

No test, so no run of all tests collects it. The stage is that of the browser's tests.
"""

import pytest
from django.urls import reverse
from django.utils.timezone import now

from bands.models import Band, BandDraft
from config.embedded.layout import ROOT
from config.roles import SENIOR
from config.tests.browser.conftest import Visit
from config.tests.browser.screenshots import Look, shoot
from config.tests.browser.test_preview import draft as draft
from config.tests.browser.walks import sign_in
from embeddings.golden.models import GoldenPair
from recommendations.preview import services

pytestmark = pytest.mark.browser

FOLDER = ROOT / "docs" / "screenshots"
LOOKS = {
    Look(1280): None,  # every page
    Look(1280, language="en"): {"preview"},
    Look(390): {"preview"},
}


def pair(a: str, b: str) -> None:
    bands = Band.objects.in_bulk([a, b], field_name="key")
    GoldenPair.objects.create(band_a=bands[a], band_b=bands[b], is_near=True)


@pytest.mark.parametrize(("look", "wanted"), LOOKS.items(), ids=lambda look: str(look))
def test_take_the_pictures(
    visit: Visit, draft: BandDraft, look: Look, wanted: set[str] | None
) -> None:
    visitor = visit(width=look.width, language=look.language)
    sign_in(visitor, SENIOR)
    pair("act-4", "act-0")
    pair("act-4", "act-1")

    def take(name: str, page: str, *arguments: int) -> None:
        if wanted is None or name in wanted:
            shown = visitor.go(reverse(f"admin:{page}", args=arguments))
            shoot(shown, FOLDER / f"curator-{name}-{look.name}.png", look)

    take("index", "index")
    take("band", "bands_band_change", draft.band_id)
    services.ask(draft_id=draft.pk, now=now())
    held = services.work(now=now(), seconds=-1)
    take("preview-progress", "recommendations_draftpreview_of", draft.pk)
    services.work(now=now(), seconds=60, held=held)
    take("preview", "recommendations_draftpreview_of", draft.pk)
    take("draft", "bands_banddraft_change", draft.pk)
    take("drafts", "bands_banddraft_changelist")
    take("history", "bands_band_history", draft.band_id)
    take("golden", "embeddings_goldenpair_changelist")
    take("keywords", "bands_keyword_tidy")
    take("duplicates", "bands_duplicatepair_changelist")
    take("links", "bands_linkhealth_changelist")
