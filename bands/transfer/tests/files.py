"""Imports for tests, worked through at once."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import now

from bands.acts import stored_acts
from bands.documents import Act, act_as_json, act_from_json
from bands.models import Band
from bands.tests.shelf import lines
from bands.transfer import services
from bands.transfer.models import CatalogueImport
from bands.transfer.steps import advance


def work(file: CatalogueImport) -> CatalogueImport:
    while advance(import_id=file.pk, now=now(), seconds=60):
        pass
    file.refresh_from_db()
    return file


def bring(data: bytes, *, subject: str = "bands", name: str = "acts.jsonl") -> CatalogueImport:
    """A file that was received and compared."""
    return work(services.receive(subject=subject, file_name=name, data=data, by=None, now=now()))


def bring_acts(*acts: dict[str, Any]) -> CatalogueImport:
    return bring(lines(*acts))


def confirm(file: CatalogueImport) -> CatalogueImport:
    services.confirm(import_id=file.pk, look=file.looks, by=None)
    return work(file)


def undo(file: CatalogueImport) -> CatalogueImport:
    services.undo(import_id=file.pk, by=None)
    return work(file)


def catalogue() -> dict[str, tuple[Act, bool]]:
    """Every band's document, and whether it is deleted."""
    hidden = dict(Band.objects.values_list("pk", "deleted_at"))
    return {
        act.key: (act, hidden[band_id] is not None) for band_id, act in stored_acts(hidden).items()
    }


def outcomes(file: CatalogueImport) -> dict[str, str]:
    return dict(file.rows.order_by("line").values_list("key", "outcome"))


def counts(file: CatalogueImport) -> tuple[int, int, int, int]:
    return file.created, file.changed, file.unchanged, file.failed


def as_lines(acts: Iterable[Act]) -> bytes:
    return lines(*map(act_as_json, acts))


def brought_to(key: str, **changes: Any) -> None:
    """A curator changes a band meanwhile, through some other door."""
    act, _hidden = catalogue()[key]
    load_one(act_from_json(act_as_json(act) | changes))


def load_one(act: Act) -> None:
    from bands.tests.shelf import load

    assert not load(act_as_json(act)).errors
