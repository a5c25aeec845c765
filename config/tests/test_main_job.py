"""The main job on real input: the starter's acts, the local model, the API and the admin."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.timezone import now

from bands.models import Band, BandDescription, Keyword
from config.tests.callers import as_member, bearing, stranger
from config.tests.world import make_member
from embeddings import sweep
from embeddings.models import BandVector, EmbeddingSpace
from members.models import Member, MemberBand, MemberKeyword
from recommendations.suggest.models import BandRecommend

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROCK = ["crying-nut", "no-brain", "rux", "galaxy-express", "the-strikers", "patients"]
FOLK = ["kim-sawol", "siwa", "doma", "kwon-tree", "summer-of-thought", "lang-lee"]
DREAMY = ["silica-gel", "parannoul", "vidulgi-ooyoo", "asian-glow", "loros", "adoy"]


@pytest.fixture
def catalogue():
    """Eighteen acts of the starter catalogue, embedded by the local model."""
    call_command("import_catalogue", "--starter", stdout=StringIO())
    Band.objects.exclude(key__in=[*ROCK, *FOLK, *DREAMY]).delete()
    Keyword.objects.filter(bands=None).delete()
    embed()


def embed():
    while sweep.embed_one_batch(now=now(), seconds=60):
        pass


def ids(*keys):
    return list(Band.objects.filter(key__in=keys).values_list("pk", flat=True))


def words(*keywords):
    return list(Keyword.objects.filter(keyword__in=keywords).values_list("pk", flat=True))


def sign_up():
    body = {"userId": "digger", "email": "digger@example.org", "password": "a-long-pass-phrase-7"}
    answer = stranger().post("/api/auth/signup", body, content_type="application/json")
    return bearing(answer.json()["payload"]["accessToken"])


def recommended(client, bands, keywords):
    picks = {"bandIds": bands, "keywordIds": keywords}
    client.put("/api/members/me/picks", picks, content_type="application/json")
    return client.post("/api/bands/recommendations/update").json()["payload"]["bands"]


def keys(bands):
    return [Band.objects.get(pk=band["bandId"]).key for band in bands]


def test_a_newcomer_gets_sensible_bands_and_a_curators_edit_shows_in_the_next_list(
    catalogue, client
):
    """CONTRACT D1, D3, D18-D26, D42, D53-D56: from sign-up to the list, and from text to list."""
    phone = sign_up()

    folk = recommended(phone, ids("kim-sawol", "siwa", "doma"), words("잔잔한"))
    rock = recommended(phone, ids("crying-nut", "no-brain", "rux"), words("신나는"))

    assert len(folk) == len(rock) == 5
    assert set(keys(folk)[:2]) <= set(FOLK)
    assert set(keys(rock)[:2]) <= set(ROCK)

    lang_lee = _rewrite_as_punk(client)
    embed()
    again = recommended(phone, ids("crying-nut", "no-brain", "rux"), words("신나는"))

    assert lang_lee not in [band["bandId"] for band in rock[:2]]
    assert lang_lee in [band["bandId"] for band in again]


def _rewrite_as_punk(client) -> int:
    """A curator gives a folk singer the text and the keywords of a punk band, in the admin."""
    client.force_login(make_member("curator", is_staff=True, is_superuser=True))
    singer, punk = Band.objects.get(key="lang-lee"), Band.objects.get(key="crying-nut")
    singer.keywords.set(punk.keywords.all())
    page = client.get(reverse("admin:bands_band_change", args=[singer.pk]))
    answer = client.post(page.request["PATH_INFO"], _sent(page, description=punk.description.text))
    assert answer.status_code == 302
    return singer.pk


def _sent(page, **changes: str) -> dict[str, object]:
    """What the browser sends of the band's form after these changes."""
    form = page.context["adminform"].form
    names = ("name", "kind", "description", "description_en", "words", "track", "track_url")
    shown = {name: form.initial[name] for name in names}
    aliases = "\r\n".join(sorted(form.initial["aliases"]))
    known = {"aliases": aliases, "seen": form.opened_at, "published": "on"}
    return shown | known | changes


def test_every_band_owns_a_vector_of_the_local_models_size(catalogue):
    """CONTRACT D26, R62: embedding is a step of its own, apart from serving."""
    space = EmbeddingSpace.objects.active()

    assert (space.provider, space.dimensions) == ("local", 384)
    assert BandVector.objects.filter(space=space).count() == 18


def test_a_request_loads_no_model_and_asks_no_provider(catalogue, monkeypatch):
    """CONTRACT S98, S99, A8: what is stored serves; 2.75 s a request was the source's lesson."""
    phone = sign_up()
    bands, keywords = ids("kim-sawol", "siwa", "doma"), words("잔잔한")
    first = recommended(phone, bands, keywords)

    def refuse(*_args, **_kwargs):
        raise AssertionError("a provider was asked")

    monkeypatch.setattr("embeddings.text.gateway.embed", refuse)

    assert recommended(phone, bands, keywords) == first


def test_the_picks_and_the_list_are_rows_of_the_contracts_tables():
    """CONTRACT D49-D57: names that the existing backend's database has."""
    tables = {
        model._meta.db_table
        for model in (
            Band,
            BandDescription,
            Keyword,
            Band.keywords.through,
            Member,
            MemberBand,
            MemberKeyword,
            BandRecommend,
        )
    }

    assert tables | {"top_track"} == {
        "band",
        "band_description",
        "keyword",
        "band_keyword",
        "member",
        "member_band",
        "member_keyword",
        "band_recommend",
        "top_track",
    }


def test_a_member_made_by_hand_is_served_too(catalogue):
    """CONTRACT D20, D21, D25."""
    member = make_member(
        bands=Band.objects.filter(key__in=["silica-gel", "parannoul", "loros"]),
        keywords=Keyword.objects.filter(keyword="몽환적인"),
    )

    bands = as_member(member).post("/api/bands/recommendations/update").json()["payload"]["bands"]

    assert len(bands) == 5
    assert keys(bands)[0] in DREAMY
