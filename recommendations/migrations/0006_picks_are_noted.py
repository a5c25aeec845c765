"""A trigger that notes picks in the ledger, whatever door they came through.

Only fresh ones: a pick that is put back with its old moment, as an undone merge does, was noted
when it was made. Within the hour the two cannot be told apart, and it is noted again.
"""

from django.db import migrations

ADD = """
CREATE FUNCTION member_band_note_picks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO exposure_event (band_id, kind, day)
    SELECT band_id, 'picked', (picked_at AT TIME ZONE 'Asia/Seoul')::date FROM fresh
    WHERE picked_at > statement_timestamp() - interval '1 hour';
    RETURN NULL;
END $$;
CREATE TRIGGER member_band_picked AFTER INSERT ON member_band
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION member_band_note_picks();
"""

DROP = """
DROP TRIGGER member_band_picked ON member_band;
DROP FUNCTION member_band_note_picks();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
        ("recommendations", "0005_exposure_ledger"),
    ]

    operations = [migrations.RunSQL(ADD, DROP)]
