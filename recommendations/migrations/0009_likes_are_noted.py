"""A trigger that notes likes in the ledger, whatever door they came through; as for picks."""

from django.db import migrations

ADD = """
CREATE FUNCTION member_feedback_note_likes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exposure_event (band_id, kind, day)
    SELECT band_id, 'liked', (made_at AT TIME ZONE 'Asia/Seoul')::date FROM fresh
    WHERE stance = 'liked' AND made_at > statement_timestamp() - interval '1 hour';
    RETURN NULL;
END $$;
CREATE TRIGGER member_feedback_liked AFTER INSERT ON member_feedback
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT
    EXECUTE FUNCTION member_feedback_note_likes();
"""

DROP = """
DROP TRIGGER member_feedback_liked ON member_feedback;
DROP FUNCTION member_feedback_note_likes();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_feedback"),
        ("recommendations", "0008_experiments_and_ratings"),
    ]

    operations = [migrations.RunSQL(ADD, DROP)]
