"""No vector without the row of its text: the search relies on it and does not look for one."""

from django.db import migrations

ADD = """
DELETE FROM band_vector WHERE band_id NOT IN (SELECT band_id FROM band_description);
ALTER TABLE band_vector ADD CONSTRAINT band_vector_has_a_text
    FOREIGN KEY (band_id) REFERENCES band_description (band_id) ON DELETE CASCADE;
"""
DROP = "ALTER TABLE band_vector DROP CONSTRAINT band_vector_has_a_text;"


class Migration(migrations.Migration):
    dependencies = [
        ("embeddings", "0002_vectors_are_unit_vectors"),
        ("bands", "0003_index_what_is_hidden"),
    ]

    operations = [migrations.RunSQL(ADD, DROP)]
