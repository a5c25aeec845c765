"""What a preview says is what is true after publishing (FEATURES N4, CONTRACT D66).

With the starter catalogue, its golden pairs and the local model, through production's doors.
"""

import pytest
from django.utils.timezone import now

from bands.drafts import services as drafts
from bands.models import Band
from config.tests.world import make_band
from embeddings.models import EmbeddingSpace
from recommendations.preview.models import DraftPreview
from recommendations.preview.outlook import outlook_of, suggestions_for
from recommendations.preview.tests.test_rehearsal import everything
from recommendations.preview.tests.worlds import (
    draft_of,
    embed,
    lists_of_all,
    make_all_lists_again,
    preview_of,
    seat_listeners,
    set_the_starter_catalogue,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.xdist_group("promise"),  # the texts are embedded once a process
]

PUNK = (
    "세 개의 코드로 달리는 펑크. 드럼은 처음부터 끝까지 질주하고 기타는 거칠게 긁힌다. "
    "다 같이 소리치는 후렴이 공연장을 뛰게 만든다."
)
DREAM = (
    "안개처럼 번지는 기타와 낮은 신시사이저가 새벽의 창문을 적신다. 목소리는 물속에서 "
    "들리는 듯 멀고, 곡은 천천히 부풀다가 소리의 벽 속으로 사라진다."
)
DRAFTS = {
    "another text": ("lang-lee", {"description": PUNK}),
    "a text that was somebody else's": ("crying-nut", {"description": DREAM}),
    "keywords alone": ("silica-gel", {"keywords": frozenset({"잔잔한", "포크"})}),
    "no keywords": ("adoy", {"keywords": frozenset()}),
    "an emptied text": ("hyukoh", {"description": ""}),
    "withdrawn": ("jannabi", {"published": False}),
    "another alias": ("no-brain", {"aliases": frozenset({"노브레인 밴드"})}),
    "a new band": ("brand-new", {"description": DREAM, "published": True}),
}
OURS = {"draft_preview", "text_vector"}  # what a preview may leave behind


@pytest.fixture
def catalogue():
    set_the_starter_catalogue()
    new = make_band("brand-new", name="갓 생긴 밴드", text="", is_published=False)
    seat_listeners(24, fans_of=[key for key, _changes in DRAFTS.values()])
    return new


@pytest.mark.parametrize(("key", "changes"), DRAFTS.values(), ids=DRAFTS)
def test_a_preview_equals_the_state_after_publishing(catalogue, key, changes):
    draft = draft_of(key, **changes)
    space, band = EmbeddingSpace.objects.active(), Band.objects.get(key=key)
    lists_before, rows_before = lists_of_all(), everything()

    preview = preview_of(draft)
    promised = preview.effect

    assert preview.state == DraftPreview.State.DONE
    assert {table for table, rows in everything().items() if rows != rows_before[table]} <= OURS
    assert promised.before == outlook_of(band_id=band.pk, space=space)

    drafts.publish(draft_id=draft.pk, by=None, now=now())
    embed()

    assert promised.after == outlook_of(band_id=band.pk, space=space)
    assert promised.keywords == suggestions_for(
        band_id=band.pk, space=space, without=draft.act.keywords
    )
    make_all_lists_again()
    after = lists_of_all()
    changed = [
        (tuple(before), tuple(after[member]))
        for member, before in lists_before.items()
        if after[member] != before
    ]
    assert (promised.lists.looked_at, promised.lists.total) == (24, 24)
    assert promised.lists.changed == len(changed)
    example = promised.lists.example
    assert not changed if example is None else (example.before, example.after) in changed


def test_the_drafts_of_these_tests_do_change_something(catalogue):
    """So that the equality above is about something."""
    effect = preview_of(draft_of("crying-nut", description=DREAM)).effect

    assert effect.entering
    assert effect.turned_bad
    assert effect.lists.changed
    assert effect.keywords
