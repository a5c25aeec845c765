"""Make a space, and have workers fill it, within limits; nothing here calls a provider."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.errors import DomainError
from embeddings.filling.estimate import MILLION, price_of
from embeddings.filling.models import SpaceFill
from embeddings.models import MAX_DIMENSIONS, EmbeddingAttempt, EmbeddingSpace
from embeddings.spaces import lock_spaces, make_space
from embeddings.text import registry
from embeddings.text.reasons import Reason
from members.models import Member

Status = EmbeddingSpace.Status
State = SpaceFill.State

LEAST_DIMENSIONS = 2
SAYS = {
    Reason.UNKNOWN_PROVIDER: gettext_lazy("이 사이트가 모르는 제공자입니다."),
    Reason.UNKNOWN_MODEL: gettext_lazy("이 제공자에는 그런 모델이 없습니다."),
    Reason.BAD_DIMENSIONS: gettext_lazy("이 모델은 그 차원의 벡터를 만들지 못합니다."),
    Reason.NO_KEY: gettext_lazy("OPENAI_API_KEY도 OPENAI_BASE_URL도 없어 부를 수 없습니다."),
}


class SpaceRefused(DomainError):
    """The space cannot be had, or what was asked cannot be done with it; `message` says why."""

    code = "space_refused"
    status = 409


class SpaceNotFound(DomainError):
    code = "space_not_found"
    status = 404
    message = gettext_lazy("그런 벡터 공간이 없습니다.")


def create_space(
    *, provider: str, model: str, dimensions: int, centred: bool, note: str, now: datetime
) -> EmbeddingSpace:
    """An empty space beside the others; nothing fills it until `start_fill`.

    Raises `SpaceRefused` when the provider could never fill it.
    """
    check_space(provider, model, dimensions)
    embedder = registry.for_space(provider, model, dimensions)
    return make_space(embedder, Status.BUILDING, now, centred=centred, note=note)


def check_space(provider: str, model: str, dimensions: int) -> None:
    """Raises `SpaceRefused` when no space of this model and size could ever be filled."""
    if not LEAST_DIMENSIONS <= dimensions <= MAX_DIMENSIONS:
        limits = {"least": LEAST_DIMENSIONS, "most": MAX_DIMENSIONS}
        raise SpaceRefused(_("차원은 %(least)d에서 %(most)d까지입니다.") % limits)
    refusal = registry.refusal(provider, model, dimensions)
    if refusal:
        raise SpaceRefused(str(SAYS[refusal]))


def start_fill(
    *,
    space_id: int,
    texts_per_minute: int | None,
    budget_tokens: int | None,
    by: Member | None,
    now: datetime,
) -> SpaceFill:
    """Have workers fill the space from now on, within these limits; None is no limit.

    Also goes on after a pause or an empty budget: what was spent stays counted. What failed
    is tried again at once. Raises `SpaceRefused` for the space that serves.
    """
    with transaction.atomic():
        lock_spaces()
        space = found(space_id)
        if space.status == Status.ACTIVE:
            raise SpaceRefused(_("쓰는 중인 공간은 저절로 채워집니다."))
        EmbeddingSpace.objects.filter(pk=space.pk).update(
            status=Status.BUILDING, paused_until=None, failures=0, pause_reason=""
        )
        EmbeddingAttempt.objects.filter(space=space, claimed_until=None).delete()
        fill, _made = SpaceFill.objects.update_or_create(
            space=space,
            defaults={
                "state": State.FILLING,
                "is_automatic": False,
                "texts_per_minute": texts_per_minute,
                "budget_tokens": budget_tokens,
                "started_by": by,
                "started_at": now,
            },
        )
        return fill


def pause_fill(*, space_id: int) -> SpaceFill:
    """Send nothing more for the space until `start_fill`; what is under way ends."""
    with transaction.atomic():
        fill = SpaceFill.objects.select_for_update().filter(space_id=space_id).first()
        if fill is None or fill.state != State.FILLING:
            raise SpaceRefused(_("채우는 중이 아닙니다."))
        fill.state = State.PAUSED
        fill.save(update_fields=["state"])
        return fill


def tokens_for(*, space: EmbeddingSpace, dollars: Decimal) -> int:
    """How many tokens a sum buys. Raises `SpaceRefused` when the model's price is not known."""
    price = price_of(space.provider, space.model)
    if not price:
        raise SpaceRefused(
            _("값을 몰라 달러로 정할 수 없습니다. EMBEDDING_PRICES에 적거나 토큰으로 정해 주세요.")
        )
    return int(dollars * MILLION / price)


def found(space_id: int) -> EmbeddingSpace:
    space = EmbeddingSpace.objects.filter(pk=space_id).first()
    if space is None:
        raise SpaceNotFound
    return space
