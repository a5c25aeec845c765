"""How the parts of a document are put into words for people."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from bands.documents import Act, act_as_json
from bands.history.difference import FieldDifference, Piece, shown
from bands.models import Kind

LABELS = {
    "key": _("열쇠"),
    "name": _("이름"),
    "aliases": _("다른 이름"),
    "kind": _("종류"),
    "description": _("소개"),
    "description_en": _("영어 소개"),
    "keywords": _("키워드"),
    "track": _("대표곡"),
    "track_url": _("대표곡 주소"),
    "image_url": _("사진 주소"),
    "published": _("공개"),
}
VALUES = {
    "published": {"true": _("공개"), "false": _("비공개")},
    "kind": dict(Kind.choices),
}


def spoken(differences: Iterable[FieldDifference]) -> list[tuple[str, list[Piece]]]:
    """Each field's label with pieces that people understand."""
    return [(str(LABELS[one.field]), _spoken_pieces(one)) for one in differences]


def _spoken_pieces(one: FieldDifference) -> list[Piece]:
    values = VALUES.get(one.field, {})
    return [Piece(piece.sign, str(values.get(piece.text, piece.text))) for piece in one.pieces]


def said(act: Act) -> list[tuple[str, list[Piece]]]:
    """Everything that the document says, as a difference that has none."""
    return spoken(
        FieldDifference(name, (Piece("same", _text(value)),))
        for name, value in act_as_json(act).items()
    )


def _text(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else shown(value)
