"""What the database itself promises of a vector: its size, its norm, its place in a row."""

from django.db import migrations

TABLES = ("band_vector", "text_vector")

UNIT = "; ".join(
    f"ALTER TABLE {table} ADD CONSTRAINT {table}_is_unit "
    "CHECK (vector_norm(vector) BETWEEN 0.99 AND 1.01); "
    f"ALTER TABLE {table} ALTER COLUMN vector SET STORAGE PLAIN"
    for table in TABLES
)
NOT_UNIT = "; ".join(
    f"ALTER TABLE {table} DROP CONSTRAINT {table}_is_unit; "
    f"ALTER TABLE {table} ALTER COLUMN vector SET STORAGE EXTERNAL"
    for table in TABLES
)

SIZES = """
ALTER TABLE band_vector
    ADD CONSTRAINT band_vector_has_its_size CHECK (vector_dims(vector) = dimensions),
    ADD CONSTRAINT band_vector_fits_its_space FOREIGN KEY (space_id, dimensions)
        REFERENCES embedding_space (id, dimensions);
ALTER TABLE embedding_space
    ADD CONSTRAINT embedding_space_centre_fits
        CHECK (centre IS NULL OR vector_dims(centre) = dimensions);
"""
NO_SIZES = """
ALTER TABLE embedding_space DROP CONSTRAINT embedding_space_centre_fits;
ALTER TABLE band_vector
    DROP CONSTRAINT band_vector_fits_its_space,
    DROP CONSTRAINT band_vector_has_its_size;
"""


class Migration(migrations.Migration):
    dependencies = [("embeddings", "0001_initial")]

    operations = [migrations.RunSQL(UNIT, NOT_UNIT), migrations.RunSQL(SIZES, NO_SIZES)]
