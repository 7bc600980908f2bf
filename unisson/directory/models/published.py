"""What the public directory is searched by, and the file that it is published as (domain-rules §3.6)."""

from django.db import models

from .structures import Structure


class Word(models.Model):
    """A word that a public structure is found by (`directory.words` says which). A search reads a stretch of words in
    their order: those that begin alike lie side by side on every database."""

    pk = models.CompositePrimaryKey("structure_id", "word")
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, db_index=False, related_name="words")
    word = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    """Where the word stands, and whether the structure is closed: `directory.words` writes and reads it."""

    class Meta:
        indexes = [models.Index(fields=["word", "structure", "place"], name="directory_word_in_order")]

    def __str__(self) -> str:
        return self.word


class Publication(models.Model):
    """The directory as it was written to a file, one a week. The bytes are on disk before the row commits."""

    week = models.DateField(unique=True)
    """The Monday of that week."""
    path = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    structures = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.path


class ExaminedFile(models.Model):
    """A file to import that a page examined and found no fault in: gone once it is imported, or a day old."""

    name = models.CharField(max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name
