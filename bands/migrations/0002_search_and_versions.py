"""Trigram search over names, and the trigger that counts what would change a vector."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

INDEXES = """
CREATE INDEX band_name_folded_trgm ON band_name USING gin (folded gin_trgm_ops);
CREATE INDEX band_name_jamo_trgm ON band_name USING gin (jamo gin_trgm_ops);
CREATE INDEX band_name_initials_trgm ON band_name USING gin (initials gin_trgm_ops);
"""

DROP_INDEXES = """
DROP INDEX band_name_folded_trgm;
DROP INDEX band_name_jamo_trgm;
DROP INDEX band_name_initials_trgm;
"""

TRIGGERS = """
CREATE SEQUENCE band_text_version;

CREATE FUNCTION band_description_count_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.text IS DISTINCT FROM OLD.text THEN
        NEW.text_version := nextval('band_text_version');
    ELSE
        NEW.text_version := greatest(OLD.text_version, NEW.text_version);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER band_description_text BEFORE INSERT OR UPDATE ON band_description
    FOR EACH ROW EXECUTE FUNCTION band_description_count_text();

CREATE FUNCTION band_keyword_count_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE band_description SET text_version = nextval('band_text_version')
    WHERE band_id IN (OLD.band_id, NEW.band_id);
    RETURN NULL;
END $$;
CREATE TRIGGER band_keyword_text AFTER INSERT OR UPDATE OR DELETE ON band_keyword
    FOR EACH ROW EXECUTE FUNCTION band_keyword_count_text();

CREATE FUNCTION keyword_count_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.keyword IS DISTINCT FROM OLD.keyword
       OR NEW.deleted_at IS DISTINCT FROM OLD.deleted_at THEN
        UPDATE band_description SET text_version = nextval('band_text_version')
        WHERE band_id IN (SELECT band_id FROM band_keyword WHERE keyword_id = NEW.id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER keyword_text AFTER UPDATE ON keyword
    FOR EACH ROW EXECUTE FUNCTION keyword_count_text();
"""

DROP_TRIGGERS = """
DROP TRIGGER keyword_text ON keyword;
DROP TRIGGER band_keyword_text ON band_keyword;
DROP TRIGGER band_description_text ON band_description;
DROP FUNCTION keyword_count_text();
DROP FUNCTION band_keyword_count_text();
DROP FUNCTION band_description_count_text();
DROP SEQUENCE band_text_version;
"""


class Migration(migrations.Migration):
    dependencies = [("bands", "0001_initial")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(INDEXES, DROP_INDEXES),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
    ]
