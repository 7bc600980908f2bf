"""The public structures that are there when this version comes get the words they are found by."""

from django.db import migrations

from unisson.directory.words import CONCERNED, words_of


def write_words(apps, schema_editor):
    Structure = apps.get_model("directory", "Structure")
    Word = apps.get_model("directory", "Word")
    public = Structure.objects.filter(nature="PUBLIQUE").values("pk", *CONCERNED)
    rows = []
    for said in public.iterator(chunk_size=2000):
        key = said.pop("pk")
        rows += [Word(structure_id=key, word=word, place=place) for word, place in words_of(**said)]
        if len(rows) > 5000:
            Word.objects.bulk_create(rows)
            rows = []
    Word.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("directory", "0012_directory_words")]

    operations = [migrations.RunPython(write_words, migrations.RunPython.noop)]
