"""Every table that knows a member is in the exported file, and in none is anything left.

Whoever adds a table that leads to a member registers a `Part` (docs/decisions/0030), or writes
here why the file needs none.
"""

import json

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.db import connection, models
from django.utils.timezone import now
from rest_framework_simplejwt.token_blacklist.models import OutstandingToken

from bands.drafts.models import BandDraft
from bands.tests.shelf import make_curator
from config.tests.admin_table import make_rating, make_weekly_answer
from config.tests.stage import set_stage
from config.tests.world import make_band, make_draft, make_keyword, make_member
from members.account import services
from members.account.parts import registered
from members.models import Member
from members.services import Said, log_out, react
from members.tokens import RefreshToken
from recommendations.asking.address import Asked
from recommendations.conversations import services as conversations
from recommendations.experiments.models import Experiment, Exposure
from recommendations.experiments.services import subject_of
from recommendations.suggest.services import update_recommendations

pytestmark = pytest.mark.django_db

WORK = "a curator's work on the catalogue: it stays, and the name goes with the account"
EXEMPT = {
    "admin.LogEntry": "what a member of staff did in the admin, for the administrators",
    "members.Member_user_permissions": "powers of staff beyond their role, of which there are none",
    "token_blacklist.OutstandingToken": "used-up tokens: secrets, deleted when they expire",
    "bands.BandRevision": WORK,
    "bands.BandDraft": WORK,
    "bands.DraftEdit": WORK,
    "bands.DuplicatePair": WORK,
    "bands.BandMerge": WORK,
    "bands.CatalogueImport": WORK,
    "embeddings.SpaceChange": WORK,
    "embeddings.SpaceComparison": WORK,
    "embeddings.SpaceFill": WORK,
    "embeddings.KeywordMerge": WORK,
    "embeddings.KeywordSuggestion": WORK,
    "embeddings.DismissedProposal": WORK,
}


def tables_of_members() -> set[type[models.Model]]:
    """Members, the tables that name one, and those whose rows go with a row that goes with one."""
    owned, naming = {Member}, set()
    todo = [Member]
    while todo:
        model = todo.pop()
        for field in columns_to(model):
            goes = field.remote_field.on_delete is models.CASCADE
            if goes and field.model not in owned:
                owned.add(field.model)
                todo.append(field.model)
            elif not goes and model is Member:
                naming.add(field.model)
    return owned | naming


def columns_to(model: type[models.Model]) -> list[models.Field]:
    every = apps.get_models(include_auto_created=True)
    return [field for m in every for field in m._meta.fields if field.related_model is model]


def test_every_table_that_knows_a_member_is_in_the_file_or_has_a_reason_not_to_be():
    said = {model._meta.label for part in registered() for model in part.models}
    found = {model._meta.label for model in tables_of_members()}

    assert found - said - EXEMPT.keys() == set(), "no part says what is kept there"
    assert EXEMPT.keys() - found == set(), "these know no member any more"
    assert said & EXEMPT.keys() == set()


@pytest.fixture
def member():
    """Has left a trace in every table that there is for it."""
    set_stage(extras=False)
    keyword = make_keyword("몽환적인")
    bands = [make_band(), make_band()]
    member = make_member("zebra-of-tests", bands=bands, keywords=[keyword])
    experiment = Experiment.objects.create(name="e", slug="e", started_at=now())
    react(member=member, band_id=make_band().pk, said=Said("liked"), now=now())
    update_recommendations(member_id=member.pk, now=now())
    make_rating(member=member)
    make_weekly_answer(member=member)
    conversations.set_keeping(member_id=member.pk, on=True, now=now())
    asked = [Asked("zebra-of-tests가 물었다")]
    conversations.keep(member_id=member.pk, conversation_id=None, asked=asked, now=now())
    assert Exposure.objects.get().subject == subject_of(member.pk, experiment.salt)
    member.groups.add(Group.objects.get(name="curator"))
    log_out(refresh_token=str(RefreshToken.for_member(member)))
    AccessAttempt.objects.create(username="Zebra-of-tests", failures_since_start=1)
    LogEntry.objects.create(
        user=make_curator("boss"),
        content_type_id=content_type(Member),
        object_id=member.pk,
        object_repr=str(member),
        action_flag=CHANGE,
    )
    return member


def content_type(model: type[models.Model]) -> int:
    return apps.get_model("contenttypes.ContentType").objects.get_for_model(model).pk


def test_the_file_has_a_row_of_every_part(member):
    kept = services.export_for(member.pk, now=now())

    assert all(kept[part.key] for part in registered())
    assert json.loads(json.dumps(kept)) == kept


def test_after_deletion_no_table_knows_the_member(member):
    """By its id in every column that may name it, and by its name, address and token's subject."""
    pk, subject = member.pk, str(member.external_id)
    names = [member.username, member.email, subject]
    assert all(tables_with(name) for name in names)
    assert OutstandingToken.objects.exists()

    services.delete(member_id=pk)

    assert [table for name in names for table in tables_with(name)] == []
    assert [str(field) for field in columns_to(Member) if holds(field, pk)] == []
    assert not Exposure.objects.exists()
    assert not OutstandingToken.objects.exists()


def tables_with(text: str) -> list[str]:
    """Every table of the database with a row that holds this text anywhere, in any case."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{table}" AS row WHERE row::text ILIKE %s)',
                [f"%{text}%"],
            )
            if cursor.fetchone() == (True,):
                found.append(table)
    return found


def holds(field: models.Field, pk: int) -> bool:
    return field.model._base_manager.filter(**{field.attname: pk}).exists()


def test_a_curators_work_stays_and_names_nobody():
    curator = make_curator("zebra-of-tests")
    draft = make_draft()
    BandDraft.objects.filter(pk=draft.pk).update(author=curator)

    services.delete(member_id=curator.pk)

    assert BandDraft.objects.get(pk=draft.pk).author is None
    assert tables_with("zebra-of-tests") == []
