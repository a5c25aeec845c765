"""Every page and every action of the admin, and the lowest role that may use it.

A page, an action or a kind of row that is missing here fails `test_admin_roles.py`. Whoever adds
one to the admin writes its line here. A higher role may do all that a lower one may.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils.timezone import now

from bands.acts import stored_acts
from bands.duplicates.document import sensible
from bands.duplicates.models import BandMerge, DuplicatePair
from bands.duplicates.movers import Pair
from bands.duplicates.services import merge_bands
from bands.transfer.services import receive
from config.roles import CURATOR, SENIOR
from config.tests.world import (
    make_band,
    make_draft,
    make_features,
    make_golden_pair,
    make_keyword,
    make_link,
    make_member,
    make_space,
)
from embeddings.models import SpaceChange
from members.models import BandFeedback
from recommendations.asking.asked_for.models import AskedFor
from recommendations.evaluation.models import EvaluationRun
from recommendations.experiments.models import Experiment
from recommendations.rating.models import Rating
from recommendations.reach.models import ReachRun
from recommendations.satisfaction.models import WeeklyAnswer
from recommendations.training.models import TrainingRun

ANYONE, LISTENER, STAFF = "anyone", "listener", "staff without a role"
ADMINISTRATOR, NOBODY = "administrator", "nobody"
ROLES = (ANYONE, LISTENER, STAFF, CURATOR, SENIOR, ADMINISTRATOR)


def make_import() -> Model:
    return receive(subject="bands", file_name="a.csv", data=b"key,name", by=None, now=now())


@dataclass(frozen=True)
class Page:
    """Who may get it and who may post to it; what stands in its address besides a row's id."""

    get: str
    post: str
    args: tuple[Any, ...] | Callable[[], tuple[Any, ...]] = ()
    query: Mapping[str, str] = field(default_factory=dict)


def pages_of(model: str, *, see: str, add: str, change: str, delete: str) -> dict[str, Page]:
    """The pages that every registered model has."""
    return {
        f"{model}_changelist": Page(see, see),
        f"{model}_history": Page(see, see),
        f"{model}_add": Page(add, add),
        f"{model}_change": Page(see, change),
        f"{model}_delete": Page(delete, delete),
    }


DOORS = {"login", "logout"}  # open to everyone

PAGES = {
    "index": Page(STAFF, STAFF),
    "password_change": Page(STAFF, STAFF),
    "password_change_done": Page(STAFF, NOBODY),
    "jsi18n": Page(STAFF, NOBODY),
    "view_on_site": Page(NOBODY, NOBODY, args=(1, 1)),  # no model says where it is on the site
    "app_list auth": Page(ADMINISTRATOR, ADMINISTRATOR, args=("auth",)),
    "app_list members": Page(ADMINISTRATOR, ADMINISTRATOR, args=("members",)),
    "app_list bands": Page(CURATOR, CURATOR, args=("bands",)),
    "app_list embeddings": Page(CURATOR, CURATOR, args=("embeddings",)),
    "app_list recommendations": Page(CURATOR, CURATOR, args=("recommendations",)),
    "autocomplete": Page(
        CURATOR,
        NOBODY,
        query={"app_label": "bands", "model_name": "bandkeyword", "field_name": "keyword"},
    ),
    "auth_user_password_change": Page(ADMINISTRATOR, ADMINISTRATOR),
    **pages_of(
        "auth_group",
        see=ADMINISTRATOR,
        add=ADMINISTRATOR,
        change=ADMINISTRATOR,
        delete=ADMINISTRATOR,
    ),
    **pages_of(
        "members_member",
        see=ADMINISTRATOR,
        add=ADMINISTRATOR,
        change=ADMINISTRATOR,
        delete=NOBODY,
    ),
    "bands_band_suggest": Page(CURATOR, SENIOR),
    **pages_of("bands_band", see=CURATOR, add=CURATOR, change=CURATOR, delete=NOBODY),
    "bands_band_revert": Page(SENIOR, SENIOR),
    **pages_of("bands_banddraft", see=CURATOR, add=NOBODY, change=CURATOR, delete=NOBODY),
    "bands_banddraft_update": Page(CURATOR, CURATOR),
    "bands_banddraft_discard": Page(CURATOR, CURATOR),
    "bands_banddraft_publish": Page(SENIOR, SENIOR),
    "bands_banddraft_schedule": Page(SENIOR, SENIOR),
    "bands_banddraft_unschedule": Page(SENIOR, SENIOR),
    **pages_of("bands_keyword", see=CURATOR, add=SENIOR, change=SENIOR, delete=NOBODY),
    "bands_keyword_tidy": Page(CURATOR, CURATOR),
    "bands_keyword_merge": Page(SENIOR, SENIOR),
    "bands_keyword_dismiss": Page(NOBODY, SENIOR),
    "bands_keyword_undo_merge": Page(NOBODY, SENIOR),
    **pages_of("bands_duplicatepair", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY),
    "bands_duplicatepair_merge": Page(
        CURATOR, CURATOR, args=lambda: (make_band().pk, make_band().pk)
    ),
    **pages_of("bands_bandmerge", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY),
    "bands_bandmerge_undo": Page(NOBODY, SENIOR),
    **pages_of("bands_trackfeatures", see=CURATOR, add=CURATOR, change=CURATOR, delete=SENIOR),
    **pages_of("bands_linkhealth", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY),
    **pages_of("embeddings_embeddingspace", see=CURATOR, add=SENIOR, change=NOBODY, delete=SENIOR),
    "embeddings_embeddingspace_fill": Page(NOBODY, SENIOR),
    "embeddings_embeddingspace_pause": Page(NOBODY, SENIOR),
    "embeddings_embeddingspace_compare": Page(NOBODY, SENIOR),
    "embeddings_embeddingspace_switch": Page(NOBODY, SENIOR),
    "embeddings_embeddingspace_retire": Page(NOBODY, SENIOR),
    "embeddings_embeddingspace_rollback": Page(NOBODY, SENIOR),
    **pages_of("embeddings_spacechange", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY),
    **pages_of("recommendations_reachrun", see=CURATOR, add=CURATOR, change=NOBODY, delete=NOBODY),
    **pages_of(
        "recommendations_evaluationrun", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY
    ),
    **pages_of(
        "recommendations_exposedband", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY
    ),
    **pages_of("recommendations_askedfor", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY),
    **pages_of("recommendations_rating", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY),
    **pages_of("recommendations_reception", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY),
    **pages_of(
        "recommendations_weeklyanswer", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY
    ),
    **pages_of("recommendations_experiment", see=CURATOR, add=SENIOR, change=SENIOR, delete=NOBODY),
    "recommendations_experiment_report": Page(CURATOR, NOBODY),
    **pages_of(
        "recommendations_trainingrun", see=CURATOR, add=NOBODY, change=NOBODY, delete=NOBODY
    ),
    "recommendations_trainingrun_train": Page(NOBODY, SENIOR),
    "recommendations_trainingrun_roll_back": Page(NOBODY, SENIOR),
    "recommendations_experiment_start": Page(SENIOR, SENIOR),
    "recommendations_experiment_stop": Page(SENIOR, SENIOR),
    **pages_of("embeddings_goldenpair", see=CURATOR, add=CURATOR, change=CURATOR, delete=NOBODY),
    "recommendations_draftpreview_of": Page(CURATOR, CURATOR),
    "recommendations_draftpreview_keyword": Page(NOBODY, CURATOR),
}

PAGES |= {
    **pages_of("bands_catalogueimport", see=SENIOR, add=SENIOR, change=NOBODY, delete=NOBODY),
    "bands_catalogueimport_export": Page(CURATOR, CURATOR),
    "bands_import_confirm": Page(NOBODY, SENIOR),
    "bands_import_again": Page(NOBODY, SENIOR),
    "bands_import_drop": Page(NOBODY, SENIOR),
    "bands_import_undo": Page(NOBODY, SENIOR),
}

ACTIONS = {
    "auth_group": {"delete_selected": ADMINISTRATOR},
    "members_member": {
        "withdraw": ADMINISTRATOR,
        "restore": ADMINISTRATOR,
        "make_curator": ADMINISTRATOR,
        "make_senior_curator": ADMINISTRATOR,
        "make_listener": ADMINISTRATOR,
    },
    "bands_band": {
        "publish": SENIOR,
        "unpublish": SENIOR,
        "remove": SENIOR,
        "restore": SENIOR,
        "merge_two": SENIOR,
        "embed_again": SENIOR,
        "export_excel": CURATOR,
        "export_jsonl": CURATOR,
    },
    "bands_catalogueimport": {},
    "bands_keyword": {
        "export_excel": CURATOR,
        "export_jsonl": CURATOR,
        "remove": SENIOR,
        "restore": SENIOR,
    },
    "bands_duplicatepair": {"dismiss": CURATOR, "reopen": CURATOR},
    "bands_bandmerge": {},
    "bands_trackfeatures": {"delete_selected": SENIOR},
    "bands_banddraft": {},
    "bands_linkhealth": {
        "check_now": CURATOR,
        "dismiss": CURATOR,
        "watch_again": CURATOR,
        "follow_moves": SENIOR,
    },
    "embeddings_embeddingspace": {},
    "embeddings_spacechange": {},
    "embeddings_goldenpair": {
        "take_away": CURATOR,
        "bring_back": CURATOR,
        "export_excel": CURATOR,
        "export_jsonl": CURATOR,
    },
    "recommendations_reachrun": {},
    "recommendations_evaluationrun": {"compare": CURATOR},
    "recommendations_exposedband": {},
    "recommendations_askedfor": {"dismiss": CURATOR, "take_back": CURATOR},
    "recommendations_rating": {},
    "recommendations_reception": {},
    "recommendations_weeklyanswer": {},
    "recommendations_experiment": {},
    "recommendations_trainingrun": {},
    "recommendations_draftpreview": {},
}


def make_pair() -> DuplicatePair:
    a, b = make_band(), make_band()
    return DuplicatePair.objects.create(a=a, b=b, why="name", likeness=1.0, found_at=now())


def make_merge() -> BandMerge:
    kept, merged = make_band(), make_band()
    acts = stored_acts([kept.pk, merged.pk])
    choice = sensible(acts[kept.pk], acts[merged.pk])
    return merge_bands(pair=Pair(kept.pk, merged.pk), choice=choice, by=None, now=now())


def make_evaluation() -> EvaluationRun:
    return EvaluationRun.objects.create(
        protocol="p2",
        part="test",
        method="v3",
        figures={"NDCG@100": {"mean": 0.2, "low": 0.1, "high": 0.3}},
        of_lists={"coverage@10": 0.1},
        fit_seconds=1,
        milliseconds=2,
        memory_mb=3,
    )


def make_asked_for() -> AskedFor:
    return AskedFor.objects.create(
        kind="band", name="Radiohead", folded="radiohead", first_at=now(), last_at=now()
    )


def make_rating(**columns: Any) -> Rating:
    given = {"algorithm": "v3", "score": 0.5, "stars": 4, "list_made_at": now(), "rated_at": now()}
    whose = {"member": make_member, "band": make_band}
    made = {name: make() for name, make in whose.items() if name not in columns}
    return Rating.objects.create(**given | made | columns)


def make_weekly_answer(**columns: Any) -> WeeklyAnswer:
    given = {"satisfaction": 4, "found_new": True, "has_reacted": False, "answered_at": now()}
    who = {} if "member" in columns else {"member": make_member()}
    return WeeklyAnswer.objects.create(**given | who | columns)


def make_reception() -> BandFeedback:
    return BandFeedback.objects.create(member=make_member(), band=make_band(), stance="liked")


def make_experiment(**columns: Any) -> Experiment:
    name = uuid.uuid4().hex
    return Experiment.objects.create(**{"name": name, "slug": name} | columns)


# A row of each registered model, for the pages that are about one.
ROWS: dict[str, Callable[[], Model]] = {
    "auth_group": lambda: Group.objects.create(name="others"),
    "auth_user": make_member,
    "members_member": make_member,
    "bands_band": make_band,
    "bands_duplicatepair": make_pair,
    "bands_bandmerge": make_merge,
    "bands_catalogueimport": make_import,
    "bands_import": make_import,
    "bands_banddraft": make_draft,
    "bands_keyword": lambda: make_keyword("밤"),
    "bands_linkhealth": make_link,
    "bands_trackfeatures": make_features,
    "embeddings_embeddingspace": make_space,
    "embeddings_spacechange": lambda: SpaceChange.objects.create(kind="refused", at=now()),
    "embeddings_goldenpair": make_golden_pair,
    "recommendations_reachrun": lambda: ReachRun.objects.create(asked_at=now()),
    "recommendations_evaluationrun": make_evaluation,
    "recommendations_exposedband": make_band,
    "recommendations_askedfor": make_asked_for,
    "recommendations_rating": make_rating,
    "recommendations_reception": make_reception,
    "recommendations_weeklyanswer": make_weekly_answer,
    "recommendations_experiment": make_experiment,
    "recommendations_trainingrun": lambda: TrainingRun.objects.create(asked_at=now()),
    "recommendations_draftpreview": make_draft,  # a preview is known by its draft
}
