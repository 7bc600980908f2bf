"""Searches of a directory of 200,000 structures and 80,000 services against the same in 2,000 and 800."""

import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bench import Ratio
from bench.ground import database
from unisson.directory import words
from unisson.directory.models import Service, Structure
from unisson.directory.search import Asked, meant, search

FEW, MANY = 2_000, 200_000
SERVICES = 2.5
"""Structures to one service."""
MOST_TIMES = 5.0
"""What the issue promises: p95 with many, in p95 with few."""
SEED = 20261128
_CHUNK = 1000
_ROUNDS = 3
_FIRST = [
    "Val",
    "Mont",
    "Pont",
    "Roche",
    "Bois",
    "Font",
    "Ville",
    "Champ",
    "Clair",
    "Haute",
    "Belle",
    "Neuve",
    "Grand",
    "Petit",
    "Vieux",
    "Noir",
    "Blanc",
    "Rouge",
    "Aigue",
]
_LAST = [
    "brun",
    "court",
    "dieu",
    "lac",
    "maure",
    "orques",
    "perdu",
    "riant",
    "sec",
    "tort",
    "velu",
    "zan",
    "ambre",
    "esprit",
    "croix",
    "tour",
    "puits",
    "mas",
    "gué",
    "four",
]
_RIVER = [
    "Loue",
    "Orb",
    "Tarn",
    "Vère",
    "Isle",
    "Drôme",
    "Aude",
    "Orne",
    "Saône",
    "Marne",
    "Vire",
    "Ource",
    "Ouche",
    "Lot",
    "Cher",
    "Indre",
    "Eure",
    "Iton",
    "Doux",
    "Rance",
]
_SAINTS = [
    "Ambre",
    "Ange",
    "Bauzile",
    "Cyr",
    "Dié",
    "Élie",
    "Flour",
    "Girons",
    "Hilaire",
    "Izaire",
    "Jory",
    "Lys",
    "Méen",
    "Nabor",
    "Orens",
    "Paul",
    "Quay",
    "Rome",
    "Sulpice",
]
_KINDS = (
    (36, "MAIRIE DE {town}"),
    (22, "COMMUNE DE {town}"),
    (8, "CCAS DE {town}"),
    (6, "COMMUNAUTE DE COMMUNES {town}"),
    (8, "SYNDICAT INTERCOMMUNAL DES EAUX DE {town}"),
    (6, "COLLEGE {town}"),
    (4, "CENTRE HOSPITALIER DE {town}"),
    (4, "LYCEE POLYVALENT DE L’{river}"),
    (3, "EHPAD LES AMANDIERS {town}"),
    (3, "OFFICE PUBLIC DE L’HABITAT DE {town}"),
)


def main() -> Iterator[Ratio]:
    """p95 of many searches, then of their pages, with many structures against themselves with few."""
    with database() as name:
        random.seed(SEED)
        seed(range(FEW))
        _analyze()
        client = Client()
        few = [p95(job) for job in jobs(client)]
        seed(range(FEW, MANY))
        _analyze()
        for label, job, theirs in zip(_LABELS, jobs(client), few, strict=True):
            most = MOST_TIMES if label != _LABELS[-1] else None
            rival = f"the same in {FEW:,}"
            yield Ratio(what=f"p95 of {label}, {name}", ours=p95(job), rival=rival, theirs=theirs, most=most)


QUESTIONS: Sequence[Asked] = tuple(
    Asked(**asked)  # type: ignore[arg-type]
    for asked in (
        {"text": "mairie pont st esprit"},
        {"text": "pont esprit"},
        {"text": "mairie"},
        {"text": "commune saint"},
        {"text": "cc valbrun"},
        {"text": "hopital"},
        {"text": "centre hospitalier montlac"},
        {"text": "30130"},
        {"text": "301"},
        {"text": "213 002"},
        {"text": "mont"},
        {"text": "s"},
        {"text": "college clair"},
        {"text": "lycee isle"},
        {"text": "l'isle d'abeau"},
        {"text": "ehpad amandiers roche"},
        {"text": "sivu"},
        {"text": "eaux", "kind": "INTERCOMMUNALITE"},
        {"text": "mairie", "postcode": "34"},
        {"text": "mairie", "town": "saint flour"},
        {"kind": "SANTE"},
        {"text": "rien de tel"},
    )
)
APART = ("mairie ccas", "mairie hospitalier", "college lycee")
"""Two frequent words that no structure has together: the dearest that can be asked, and measured apart without a
promise. To know that there is none, each line of the rarer word is looked at; to give up before would answer « none »
where there may be one."""
_LABELS = ("100 searches", "pages of 100 searches", "did you mean", "frequent words never together")
_MISSPELT = ("marie pont esprti", "hopitla", "comune valbrum", "colege")


def jobs(client: Client) -> Sequence[Sequence[Callable[[], object]]]:
    """What is measured: each a list of jobs of one sort."""
    address = reverse("directory")
    asked = [{"q": one.text, "cp": one.postcode, "ville": one.town, "type": one.kind} for one in _questions()]
    return (
        [lambda one=one: search(one) for one in _questions()],
        [lambda one=one: client.get(address, one) for one in asked],
        [lambda text=text: meant(text) for text in _MISSPELT],
        [lambda text=text: search(Asked(text=text)) for text in APART],
    )


def _questions() -> Sequence[Asked]:
    """Those above, and what people type who look for one structure: words of its name, its town, its number."""
    chance = random.Random(SEED)
    known = list(Structure.objects.order_by("pk").values_list("name", "town", "postcode", "identifier")[:FEW])
    drawn = chance.sample(known, 100 - len(QUESTIONS))
    forms = ("{name}", "{town}", "{name}", "{name} {postcode}", "{number}")
    return [
        *QUESTIONS,
        *(
            Asked(text=form.format(name=name, town=town, postcode=postcode, number=number[:9]))
            for (name, town, postcode, number), form in zip(drawn, forms * len(drawn), strict=False)
        ),
    ]


def p95(asked: Sequence[Callable[[], object]]) -> float:
    """Seconds that 95 in 100 of the questions stay under, each the best of some rounds."""
    times = [min(_timed(job) for _ in range(_ROUNDS)) for job in asked]
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


def _timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def seed(ranks: range) -> None:
    """Public structures with their words, two services to five of them."""
    with roomy(), transaction.atomic():
        for start in range(ranks.start, ranks.stop, _CHUNK):
            made = [_structure(rank) for rank in range(start, min(start + _CHUNK, ranks.stop))]
            Structure.objects.bulk_create(made, batch_size=_CHUNK)
            words.index(*made, new=True)
            Service.objects.bulk_create(
                Service(structure=one, code="TECH", name="Services techniques", searchable="tech services techniques")
                for one in made[: round(len(made) / SERVICES)]
            )


@contextmanager
def roomy() -> Iterator[None]:
    """Keep the pages of the embedded database in memory while so much is written; searches have what they have."""
    for size in (-500_000, -20_000):
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA cache_size={size}")
        if size == -500_000:
            yield


def _structure(rank: int) -> Structure:
    town = _town()
    name = random.choices([text for _, text in _KINDS], [share for share, _ in _KINDS])[0]
    department = random.randrange(1, 96)
    return Structure(
        identifier=f"2{department:02}{rank:06}{random.randrange(100_000):05}",
        name=name.format(town=town.upper(), river=random.choice(_RIVER).upper()),
        nature=Structure.Nature.PUBLIC,
        active=random.random() > 0.05,
        address=f"{random.randrange(1, 200)} rue de la Mairie",
        postcode=f"{department:02}{random.randrange(1000):03}",
        town=town,
        commitment_required=random.random() < 0.3,
        service_required=random.random() < 0.2,
    )


def _town() -> str:
    stem = random.choice(_FIRST) + random.choice(_LAST)
    form = random.choice(
        ("{stem}", "{stem}", "{stem}-sur-{river}", "Saint-{saint}", "Saint-{saint}-de-{stem}", "Pont-{stem}")
    )
    return form.format(stem=stem, river=random.choice(_RIVER), saint=random.choice(_SAINTS))


def _analyze() -> None:
    """What autovacuum does by itself a minute after so much was written; the embedded database does as well without."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
