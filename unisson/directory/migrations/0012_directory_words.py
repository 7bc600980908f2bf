"""The words that public structures are found by, and the weekly files of the directory."""

import django.db.models.deletion
from django.db import migrations, models


def order_by_bytes(apps, schema_editor):
    """Words are read in stretches: their order must be that of their letters, whatever the language of the database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE directory_word ALTER COLUMN word TYPE varchar(40) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("directory", "0011_objections")]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.DateField(unique=True)),
                ("path", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("structures", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "structure_id", "word", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("word", models.CharField(max_length=40)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "structure",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="words",
                        to="directory.structure",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["word", "structure", "place"], name="directory_word_in_order")],
            },
        ),
        migrations.AlterField(
            model_name="operatoract",
            name="what",
            field=models.CharField(
                choices=[
                    ("COMPTE_VERROUILLE", "Locked"),
                    ("COMPTE_DEVERROUILLE", "Unlocked"),
                    ("ACTIVATION_RENVOYEE", "Resent"),
                    ("ACCES_CLOS", "Ended"),
                    ("STRUCTURE_CREEE", "Structure Added"),
                    ("IDENTIFIANT_MODIFIE", "Renumbered"),
                    ("STRUCTURE_DESACTIVEE", "Deactivated"),
                    ("STRUCTURE_REACTIVEE", "Reactivated"),
                    ("STRUCTURE_ACTUALISEE", "Register Taken"),
                    ("ANNUAIRE_IMPORTE", "Imported"),
                    ("NOMINATION_PROPOSEE", "Proposed"),
                    ("NOMINATION_CONFIRMEE", "Confirmed"),
                    ("NOMINATION_ECARTEE", "Dismissed"),
                    ("SUCCESSION_ACCEPTEE", "Succession Accepted"),
                    ("SUCCESSION_REFUSEE", "Succession Refused"),
                    ("JUSTIFICATIF_LU", "Document Read"),
                    ("ACTUALITE_CREEE", "News Published"),
                    ("ACTUALITE_MODIFIEE", "News Changed"),
                    ("ACTUALITE_RETIREE", "News Withdrawn"),
                ],
                max_length=30,
            ),
        ),
        migrations.RunPython(order_by_bytes, migrations.RunPython.noop),
    ]
