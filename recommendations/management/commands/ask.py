"""Answer a sentence, and those that go on from it; print each step (CONTRACT R34-R39)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from recommendations.asking.folding import Turn
from recommendations.asking.llm.services import helper_for
from recommendations.asking.services import Answer
from recommendations.asking.talking import Talk, talk

ASKER = ""  # of nobody: only the limits of all together hold


class Command(BaseCommand):
    help = "Say in your own words what you would like to hear; more sentences go on from the first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="+", help="a sentence each, in the order of the talk")
        parser.add_argument("--member", type=int, help="whose picks and blocks are left out")
        parser.add_argument("--language", choices=["ko", "en"])

    def handle(self, *args: Any, **options: Any) -> None:
        turns: list[Turn] = []
        for number, text in enumerate(options["text"]):
            moment = now()
            talked = talk(
                [*turns, Turn(text)],
                member_id=options["member"],
                now=moment,
                language=options["language"],
                helper=helper_for(asker=ASKER, now=moment),
            )
            turns.append(Turn(text, shown=talked.shown))
            self._answered(text, talked, number)

    def _answered(self, text: str, talked: Talk, number: int) -> None:
        if number:
            self.stdout.write(f"\n> {text}\nthread     {talked.move}")
        given = talked.answer
        self._read(given)
        self._found(given)
        self.stdout.write("\n" + "\n".join(given.said))
        for tag in given.offered:
            self.stdout.write(f"  # {tag}")

    def _read(self, given: Answer) -> None:
        read = given.understood
        self.stdout.write(f"read       {read.said}")
        for one in read.heard:
            name = given.named[one.mention.band_id].name
            self.stdout.write(
                f"band       {one.mention.said} -> {name}: {one.attitude} ({one.confidence:.2f})"
            )
        self.stdout.write(f"feeling    {read.feeling.attitude} ({read.feeling.confidence:.2f})")
        for sign, tags in (("+", read.wanted), ("-", read.unwanted)):
            for tag in tags:
                self.stdout.write(
                    f"keyword    {sign} {tag.word.keyword} <- {', '.join(tag.led_by)}"
                )
        for unmet in read.unmet:
            self.stdout.write(f"not met    {unmet.said} ({unmet.lack})")

    def _found(self, given: Answer) -> None:
        nearest = "-" if given.similarity is None else f"{given.similarity:.2f}"
        self.stdout.write(
            f"found      {len(given.items)} from {given.source}, sentence {nearest}"
            f" (at least {given.least_similarity:.2f} where no word is known)"
            f" {' '.join(given.degraded)}"
        )
        for item in given.items:
            words = ", ".join(word.keyword for word in item.reasons.keywords)
            like = f", like {item.reasons.like}" if item.reasons.like else ""
            self.stdout.write(f"  {item.similarity:.2f}  {item.band.name}: {words}{like}")
