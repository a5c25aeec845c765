"""Who may do what in the admin: the one table, brought into the database by every `migrate`.

The groups of this table hold exactly what it says; whoever needs another mix makes another
group. An administrator is a superuser and needs no line.
"""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps

CURATOR, SENIOR = "curator", "senior curator"  # a senior curator may do all that a curator may
LADDER = (CURATOR, SENIOR)

PERMISSIONS = {
    "bands.view_band": CURATOR,
    "bands.view_keyword": CURATOR,
    "bands.view_duplicatepair": CURATOR,
    "bands.change_duplicatepair": CURATOR,
    "bands.view_bandmerge": CURATOR,
    "bands.view_linkhealth": CURATOR,
    "bands.change_linkhealth": CURATOR,  # to check, to dismiss
    "bands.add_band": CURATOR,  # what they change is a draft without `publish_band`
    "bands.change_band": CURATOR,
    "bands.view_banddraft": CURATOR,
    "bands.change_banddraft": CURATOR,
    "bands.view_trackfeatures": CURATOR,
    "bands.add_trackfeatures": CURATOR,
    "bands.change_trackfeatures": CURATOR,
    "bands.delete_trackfeatures": SENIOR,
    "bands.delete_band": SENIOR,
    "bands.add_keyword": SENIOR,
    "bands.change_keyword": SENIOR,
    "bands.delete_keyword": SENIOR,
    "bands.publish_band": SENIOR,
    "bands.merge_band": SENIOR,
    "bands.import_catalogue": SENIOR,
    "bands.view_catalogueimport": SENIOR,
    "embeddings.view_embeddingspace": CURATOR,
    "embeddings.view_spacechange": CURATOR,
    "embeddings.view_goldenpair": CURATOR,
    "embeddings.add_goldenpair": CURATOR,
    "embeddings.change_goldenpair": CURATOR,
    "recommendations.view_reachrun": CURATOR,
    "recommendations.add_reachrun": CURATOR,
    "recommendations.view_evaluationrun": CURATOR,
    "recommendations.view_exposedband": CURATOR,
    "recommendations.view_rating": CURATOR,
    "recommendations.view_reception": CURATOR,
    "recommendations.view_weeklyanswer": CURATOR,
    "recommendations.view_askedfor": CURATOR,
    "recommendations.change_askedfor": CURATOR,  # to dismiss
    "recommendations.view_trainingrun": CURATOR,
    "recommendations.add_trainingrun": SENIOR,
    "recommendations.roll_back_training": SENIOR,
    "recommendations.view_experiment": CURATOR,
    "recommendations.add_experiment": SENIOR,
    "recommendations.change_experiment": SENIOR,  # to start, to stop
    "embeddings.fill_space": SENIOR,
    "embeddings.switch_space": SENIOR,
}


def permissions_of(role: str) -> set[str]:
    """What a role may do, as "app.codename"."""
    reached = LADDER[: LADDER.index(role) + 1]
    return {permission for permission, lowest in PERMISSIONS.items() if lowest in reached}


def fill_roles(app_config: AppConfig, using: str, apps: Any = all_apps, **_: Any) -> None:
    """Receiver of `post_migrate`, after Django's own has made the permissions of this app."""
    label = app_config.label
    if not any(permission.startswith(f"{label}.") for permission in PERMISSIONS):
        return
    try:
        groups, permissions = apps.get_model("auth.Group"), apps.get_model("auth.Permission")
    except LookupError:  # taken back to before there were groups
        return
    of_app = permissions.objects.using(using).filter(content_type__app_label=label)
    for role in LADDER:
        group, _made = groups.objects.using(using).get_or_create(name=role)
        wanted = of_app.filter(codename__in=_codenames(role, label))
        group.permissions.remove(*of_app.exclude(pk__in=wanted))
        group.permissions.add(*wanted)


def _codenames(role: str, label: str) -> list[str]:
    split = (permission.split(".") for permission in permissions_of(role))
    return [codename for app, codename in split if app == label]
