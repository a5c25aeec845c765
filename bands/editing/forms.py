"""One form for a document, whether it goes live or stays a draft (RELIABILITY F12).

It carries the number of what its writer `seen` when it was opened. If others have changed that
since, nothing is saved: the writer is `told` up to which number, keeps the own input, and says
field by field whose stays.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bands.acts import as_kept, locked, standings, stored_acts
from bands.asked import number_of
from bands.documents import Act, act_as_json
from bands.drafts.models import BandDraft
from bands.editing.conflicts import Conflict, Others, conflict_of
from bands.editing.fields import MAX_NAME, Aliases, HttpsAddress, Line, Paragraph, Words
from bands.history.merging import merged
from bands.history.services import Standing, base_of
from bands.models import Band, BandRevision, Kind

KEEP = "keep-"


class StaleForm(ValidationError):
    def __init__(self) -> None:
        super().__init__(_("이 화면이 언제 열렸는지 알 수 없습니다. 새로 연 다음 다시 해 주세요."))


class DocumentFields(forms.Form):
    name = Line(label=_("이름"), max_length=MAX_NAME)
    kind = forms.ChoiceField(label=_("종류"), choices=Kind.choices)
    published = forms.BooleanField(label=_("공개"), required=False, initial=True)
    description = Paragraph(label=_("소개"))
    description_en = Paragraph(label=_("영어 소개"))
    words = Words(label=_("키워드"))
    aliases = Aliases(label=_("다른 이름"), required=False, help_text=_("한 줄에 하나씩 적습니다."))
    track = Line(label=_("대표곡"), max_length=200, required=False)
    track_url = HttpsAddress(label=_("대표곡 주소"))
    image_url = HttpsAddress(label=_("사진 주소"))

    conflict: Conflict | None = None
    act: Act

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("track_url") and not cleaned.get("track"):
            self.add_error("track_url", _("주소는 대표곡이 있을 때만 쓸 수 있습니다."))
        return cleaned

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self._errors:
            try:
                self.settle()
            except ValidationError as error:
                self.add_error(None, error)

    def settle(self) -> None:
        """Find the document to write, or the conflict; locks it until the transaction ends."""
        others, mine = self.others(), self._document()
        if others is None:
            self.act = mine
        elif others.number <= self.told:
            self.act = merged(others.base, others.theirs, mine, self.answers)
        else:
            self.conflict = conflict_of(others, mine)
            raise ValidationError(_("그사이 다른 사람이 고쳐서 아직 저장하지 않았습니다."))

    def others(self) -> Others | None:
        """What has been done since `seen`, if anything."""
        raise NotImplementedError

    def newest(self) -> int:
        """The number that the writer sees who opens the form now."""
        raise NotImplementedError

    def key(self) -> str:
        raise NotImplementedError

    @property
    def opened_at(self) -> str:
        """What the page carries as `seen`, as it was given."""
        return self.data.get("seen", "") if self.is_bound else str(self.newest())

    @property
    def seen(self) -> int:
        return self._number("seen")

    @property
    def told(self) -> int:
        return self._number("told") if "told" in self.data else self.seen

    @property
    def answers(self) -> dict[str, str]:
        names = [name for name in self.data if name.startswith(KEEP)]
        return {name.removeprefix(KEEP): self.data[name] for name in names}

    def _number(self, name: str) -> int:
        number = number_of(self.data.get(name))
        if number is None:
            raise StaleForm
        return number

    def _document(self) -> Act:
        given = self.cleaned_data
        return Act(
            key=self.key(),
            name=given["name"],
            aliases=given["aliases"] - {given["name"]},
            kind=given["kind"],
            description=given["description"],
            description_en=given["description_en"],
            keywords=frozenset(given["words"]),
            track=given["track"],
            track_url=given["track_url"],
            image_url=given["image_url"],
            published=given["published"],
        )


def initial_of(act: Act) -> dict[str, Any]:
    values = act_as_json(act)
    return values | {"words": values["keywords"], "aliases": act.aliases}


class BandForm(DocumentFields, forms.ModelForm):
    """A band's document. `is_live` False: it will be a draft, which conflicts with nothing."""

    is_live = True
    before: Standing | None = None

    class Meta:
        model = Band
        fields = ("key", "name", "kind", "image_url")

    def __init__(self, *args: Any, instance: Band | None = None, **options: Any) -> None:
        if instance and instance.pk:
            options["initial"] = initial_of(stored_acts([instance.pk])[instance.pk])
        super().__init__(*args, instance=instance, **options)

    def newest(self) -> int:
        newest = BandRevision.objects.newest_of([self.instance.pk])
        return newest[self.instance.pk].number if newest else 0

    def key(self) -> str:
        return self.cleaned_data.get("key") or self.instance.key

    def others(self) -> Others | None:
        if self.instance.pk is None:
            return self._reserve()
        [self.before] = standings(locked(Band.objects.filter(pk=self.instance.pk))).values()
        since = BandRevision.objects.since(self.instance.pk, self.seen).select_related("by")
        if not since or (not self.is_live and self.told == self.seen):
            return None
        base = base_of(
            band_id=self.instance.pk, seen=self.seen, standing=self.before, now=since[0].at
        )
        return Others(as_kept(base.act), self.before.act, list(since))

    def _reserve(self) -> None:
        """Take the key of a new band, so that two who add it at once do not write over it."""
        names = {"name": self.cleaned_data["name"], "is_published": False}
        band, is_mine = Band.objects.get_or_create(key=self.key(), defaults=names)
        if not is_mine:
            raise ValidationError({"key": _("이미 쓰고 있는 열쇠입니다.")})
        self.instance.pk = band.pk


class DraftForm(DocumentFields, forms.ModelForm):
    """The document of a draft."""

    class Meta:
        model = BandDraft
        fields = ()

    def __init__(self, *args: Any, instance: BandDraft, **options: Any) -> None:
        super().__init__(
            *args, instance=instance, initial=initial_of(as_kept(instance.act)), **options
        )

    def newest(self) -> int:
        return self.instance.number

    def key(self) -> str:
        return self.instance.act.key

    def others(self) -> Others | None:
        draft = BandDraft.objects.select_for_update(no_key=True).get(pk=self.instance.pk)
        edits = draft.edits.select_related("by").order_by("number")
        since = list(edits.filter(number__gt=self.seen))
        if not since:
            return None
        base = edits.filter(number=self.seen).first()
        if base is None:
            raise StaleForm
        return Others(as_kept(base.act), as_kept(draft.act), since)
