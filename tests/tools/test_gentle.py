"""Zero-downtime: every migration can run while the code before it serves, beyond those reviewed here."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from tools import gentle

BEFORE_THE_FIRST_VERSION = "no version was out yet: no older code could serve"
REVIEWED = {
    "invoices.0003_printing_retries": BEFORE_THE_FIRST_VERSION,
    "invoices.0004_rule_versions": BEFORE_THE_FIRST_VERSION,
    "invoices.0007_treatment": BEFORE_THE_FIRST_VERSION,
    "notices.0002_preferences": BEFORE_THE_FIRST_VERSION,
}
"""Migrations that are not gentle, each with the reason why that is no harm. A new one is made gentle instead."""


def test_no_migration_breaks_the_code_that_still_serves() -> None:
    assert [f"{where}: {what}" for where, what in gentle.dangers() if where not in REVIEWED] == []


def test_no_review_outlives_its_danger() -> None:
    assert REVIEWED.keys() <= {where for where, _ in gentle.dangers()}


@pytest.mark.parametrize(
    ("operation", "broken"),
    [
        (migrations.AddField("Invoice", "colour", models.CharField(max_length=9)), True),
        (migrations.AddField("Invoice", "colour", models.CharField(max_length=9, default="")), True),
        (migrations.AddField("Invoice", "colour", models.CharField(max_length=9, null=True)), False),
        (migrations.AddField("Invoice", "colour", models.CharField(max_length=9, db_default="")), False),
        (migrations.AlterField("Invoice", "number", models.IntegerField()), True),
        (migrations.RemoveField("Invoice", "number"), True),
        (migrations.RenameField("Invoice", "number", "numero"), True),
        (migrations.RenameModel("Invoice", "Facture"), True),
        (migrations.DeleteModel("Invoice"), True),
        (migrations.RunSQL("DROP TABLE x"), True),
        (migrations.AddIndex("Invoice", models.Index(fields=["number"], name="by_number")), False),
        (migrations.RunPython(migrations.RunPython.noop), False),
        (migrations.CreateModel("Colour", [("id", models.BigAutoField(primary_key=True))]), False),
    ],
    ids=lambda value: value.describe() if isinstance(value, Operation) else "",
)
def test_what_old_code_would_fail_on(operation: Operation, broken: bool) -> None:
    state = MigrationLoader(None).project_state()
    assert gentle.breaks(operation, app="invoices", state=state) is broken


def test_words_around_a_field_change_nothing_of_its_column() -> None:
    state = MigrationLoader(None).project_state()
    same = state.models["invoices", "invoice"].fields["number"].clone()
    same.help_text = "Le numéro."
    assert not gentle.breaks(migrations.AlterField("Invoice", "number", same), app="invoices", state=state)
