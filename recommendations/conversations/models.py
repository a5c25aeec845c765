"""What a member said in its own words and asked to keep (FEATURES 45). Not in the admin."""

from django.db import models

from members.models import Member
from recommendations.asking.reading import MAX_LENGTH
from recommendations.conversations.querysets import ConversationQuerySet


class Keeping(models.Model):
    """A member who wants its conversations kept. Without a row nothing is."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        db_table = "conversation_keeping"

    def __str__(self) -> str:
        return f"{self.member_id}"


class Conversation(models.Model):
    """A thread of questions. It goes when its member's row goes."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects = ConversationQuerySet.as_manager()

    class Meta:
        db_table = "conversation"
        ordering = ["-last_at", "-pk"]
        indexes = [models.Index(fields=["member", "-last_at"], name="conversation_of_member")]

    def __str__(self) -> str:
        return f"{self.pk}"


class ConversationTurn(models.Model):
    """One question of it: `without` and `added` are keyword ids, `shown` the answer's band ids."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="turns")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=MAX_LENGTH)
    without = models.JSONField(default=list)
    added = models.JSONField(default=list)
    shown = models.JSONField(default=list)
    asked_at = models.DateTimeField()

    class Meta:
        db_table = "conversation_turn"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "position"], name="conversation_turn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}/{self.position}"
