"""What a person does with a file: bring it, look, confirm, take it back. `steps` does the work."""

import zlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bands.transfer.models import CatalogueImport, State
from bands.transfer.opening import form_of, opened
from bands.transfer.steps import compare_anew, enter
from bands.transfer.uploads import MAX_BYTES
from config.errors import DomainError

LONGEST_NAME = CatalogueImport._meta.get_field("file_name").max_length


class TooLarge(DomainError):
    code = "file_too_large"
    status = 413
    message = gettext_noop("파일이 너무 큽니다. 많아야 %d MB까지 올릴 수 있습니다.")

    def __init__(self) -> None:
        super().__init__(_(self.message) % (MAX_BYTES // 1_000_000))


class NotNow(DomainError):
    """The import is in another state than the one that the person saw."""

    code = "import_not_now"
    status = 409
    message = gettext_noop("그 사이에 이 가져오기의 상태가 바뀌었습니다. 아래를 다시 보세요.")


def receive(
    *, subject: str, file_name: str, data: bytes, by: int | None, now: datetime
) -> CatalogueImport:
    """Keep the file; nothing is compared yet. Raises `BadFile` and `TooLarge`."""
    if len(data) > MAX_BYTES:
        raise TooLarge
    text = opened(data)
    return CatalogueImport.objects.create(
        subject=subject,
        file_name="".join(filter(str.isprintable, file_name))[-LONGEST_NAME:],
        form=form_of(text.text),
        encoding=text.encoding,
        size=len(data),
        packed=zlib.compress(data, 1),
        by_id=by,
        uploaded_at=now,
    )


@transaction.atomic
def confirm(*, import_id: int, look: int, by: int | None) -> None:
    """Write what the person saw in that look. Raises `NotNow` when there was another since."""
    file = _locked(import_id)
    if not file.can_be_written or file.looks != look:
        raise NotNow
    file.by_id = by
    enter(file, State.CHECKING)


@transaction.atomic
def look_again(*, import_id: int) -> None:
    """Compare with the catalogue of now."""
    file = _locked(import_id)
    if file.state not in (State.READY, State.UNDONE, State.DROPPED):
        raise NotNow
    compare_anew(file, moved=[])


@transaction.atomic
def drop(*, import_id: int) -> None:
    file = _locked(import_id)
    if file.state not in (State.READING, State.READY):
        raise NotNow
    enter(file, State.DROPPED)


@transaction.atomic
def undo(*, import_id: int, by: int | None) -> None:
    """Bring back what the import changed, and hide what it made."""
    file = _locked(import_id)
    if file.state != State.WRITTEN:
        raise NotNow
    file.by_id = by
    enter(file, State.UNDOING)


def _locked(import_id: int) -> CatalogueImport:
    return CatalogueImport.objects.light().select_for_update().get(pk=import_id)
