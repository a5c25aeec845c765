"""`manage.py spaces ...`: change the model on a running site."""

from argparse import ArgumentParser
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from config.errors import DomainError
from embeddings import sweep
from embeddings.filling import services as filling
from embeddings.filling.coverage import coverage_of
from embeddings.filling.estimate import estimate
from embeddings.hints import hint_after_commit, hint_to_compare
from embeddings.models import EmbeddingSpace, SpaceFill
from embeddings.switching import comparing, services, shown
from embeddings.text import registry

Options = dict[str, Any]


class Command(BaseCommand):
    help = "Make, fill, compare, switch, roll back, retire and delete vector spaces."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("list", help="every space and how far it is")
        create = actions.add_parser("create", help="an empty space; nothing is sent yet")
        create.add_argument("--provider", required=True)
        create.add_argument("--model", required=True)
        create.add_argument("--dimensions", type=int, required=True)
        create.add_argument("--centred", action="store_true", help="take the mean away when full")
        create.add_argument("--note", default="")
        _of_space(actions.add_parser("estimate", help="what filling it takes"))
        fill = _of_space(actions.add_parser("fill", help="have workers fill it, or go on with it"))
        fill.add_argument("--texts-per-minute", type=_positive)
        fill.add_argument("--budget-tokens", type=_positive)
        fill.add_argument("--budget-usd", type=_dollars)
        fill.add_argument("--here", action="store_true", help="in this process, without a worker")
        _of_space(actions.add_parser("pause", help="send nothing more for it"))
        compare = _of_space(actions.add_parser("compare", help="with the space that serves"))
        compare.add_argument("--here", action="store_true", help="in this process")
        switch = _of_space(actions.add_parser("switch", help="let it serve, if the gate is open"))
        switch.add_argument("--override", action="store_true", help="although it is; needs --why")
        retire = _of_space(actions.add_parser("retire", help="stop filling it for good"))
        delete = _of_space(actions.add_parser("delete", help="forget its vectors"))
        delete.add_argument("--yes", action="store_true", help="do not ask")
        delete.add_argument("--also-rollback-target", action="store_true")
        for reasoned in (switch, actions.add_parser("rollback"), retire, delete):
            reasoned.add_argument("--why", default="", help="kept in the log")

    def handle(self, *args: Any, **options: Any) -> None:
        do: Callable[[Options], None] = getattr(self, f"_{options['action']}")
        try:
            do(options)
        except DomainError as refused:
            raise CommandError(refused.message) from None

    def _list(self, options: Options) -> None:
        active = EmbeddingSpace.objects.active()
        for space in EmbeddingSpace.objects.defer("centre").order_by("pk"):
            whole = coverage_of(space, active.pk if active else None).whole
            fill = SpaceFill.objects.filter(space=space).first()
            state = f" {fill.state}" if fill and space.status == "building" else ""
            self.stdout.write(
                f"{space.pk:>4}  {space.status}{state}  {whole.done}/{whole.total}  {space.name}  "
                f"({space.model_key})"
            )
        wanted = registry.configured()
        if active and (active.provider, active.model) != (wanted.provider, wanted.model):
            self.stdout.write(f"the settings name {wanted.provider}:{wanted.model}, which waits")

    def _create(self, options: Options) -> None:
        names = ("provider", "model", "dimensions", "centred", "note")
        given = {name: options[name] for name in names}
        space = filling.create_space(**given, now=now())
        self.stdout.write(f"{space.pk}  {space.name}")

    def _estimate(self, options: Options) -> None:
        found = estimate(filling.found(options["space"]))
        cost = "unknown, EMBEDDING_PRICES does not name it" if found.cost is None else found.cost
        self.stdout.write(f"texts      {found.texts}")
        self.stdout.write(f"characters {found.characters}")
        self.stdout.write(f"tokens     {found.tokens} at most, roughly")
        self.stdout.write(f"calls      {found.calls}")
        self.stdout.write(f"minutes    {found.minutes:.1f}")
        self.stdout.write(f"dollars    {cost}")

    def _fill(self, options: Options) -> None:
        space = filling.found(options["space"])
        budgets = [options["budget_tokens"]] if options["budget_tokens"] is not None else []
        if options["budget_usd"] is not None:
            budgets.append(filling.tokens_for(space=space, dollars=options["budget_usd"]))
        filling.start_fill(
            space_id=space.pk,
            texts_per_minute=options["texts_per_minute"],
            budget_tokens=min(budgets) if budgets else None,
            by=None,
            now=now(),
        )
        if options["here"]:
            self._fill_here(space)
        else:
            hint_after_commit()
            self.stdout.write("workers fill it; see `spaces list`")

    def _fill_here(self, space: EmbeddingSpace) -> None:
        while sweep.embed_one_batch(now=now(), seconds=settings.EMBEDDING_TASK_SECONDS):
            pass
        active = EmbeddingSpace.objects.active()
        whole = coverage_of(space, active.pk if active else None).whole
        state = SpaceFill.objects.get(space=space).state
        self.stdout.write(f"{state}: {whole.done}/{whole.total}")

    def _pause(self, options: Options) -> None:
        filling.pause_fill(space_id=options["space"])
        self.stdout.write("paused")

    def _compare(self, options: Options) -> None:
        asked = comparing.request_comparison(space_id=options["space"], by=None, now=now())
        if not options["here"]:
            hint_to_compare()
            self.stdout.write("a worker compares; the admin shows the result")
            return
        while (done := comparing.compare_one(now=now())) is not None and done != asked:
            pass
        asked.refresh_from_db()
        for row in shown.rows_of(asked.result):
            self.stdout.write(f"{row.label}: {row.active} | {row.candidate}")
        self.stdout.write(f"overlap@{comparing.K}: {asked.result.get('overlap')}")
        for one in asked.result.get("examples", []):
            self.stdout.write(
                f"  {one['name']} {one['overlap']}: {', '.join(one['active'])} | "
                f"{', '.join(one['candidate'])}"
            )

    def _switch(self, options: Options) -> None:
        change = services.switch(
            space_id=options["space"],
            by=None,
            now=now(),
            why=options["why"],
            override=options["override"],
        )
        self.stdout.write(f"{change.kind}: {change.to_name} serves")

    def _rollback(self, options: Options) -> None:
        change = services.roll_back(by=None, now=now(), why=options["why"])
        self.stdout.write(f"{change.kind}: {change.to_name} serves")

    def _retire(self, options: Options) -> None:
        services.retire(space_id=options["space"], by=None, now=now(), why=options["why"])
        self.stdout.write("retired")

    def _delete(self, options: Options) -> None:
        space = filling.found(options["space"])
        if not options["yes"] and input(f"delete {space.name}? [y/N] ").lower() != "y":
            raise CommandError("Nothing was deleted.")
        change = services.delete(
            space_id=space.pk,
            by=None,
            now=now(),
            why=options["why"],
            also_roll_back_target=options["also_rollback_target"],
        )
        self.stdout.write(f"deleted {change.to_name}")


def _of_space(parser: ArgumentParser) -> ArgumentParser:
    parser.add_argument("space", type=int, help="id, as `spaces list` shows it")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _dollars(text: str) -> Decimal:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError from None
    if not amount.is_finite() or amount < 0:
        raise ValueError
    return amount
