"""Loading INSEE's files: newest wins, replays change nothing, a cut run goes on, what is unreadable is told by line."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.invoices.builders import AT
from unisson.directory.companies import loading
from unisson.directory.companies.layout import ESTABLISHMENTS, LEGAL_UNITS
from unisson.directory.companies.source import LONGEST
from unisson.directory.models import Establishment, LegalUnit, RegisterFault, RegisterImport
from unisson.kernel.clock import stopped
from unisson.kernel.refusal import Refusal

from .generated import ESTABLISHMENT, UNIT, a_line, establishments, expected, write

pytestmark = pytest.mark.django_db
COUNT = 5_010
"""One broken line, two numbers that come twice."""


def an_establishment(siret: str = "83876704400012", header: str = ESTABLISHMENT, **facts: str) -> bytes:
    """A line that can be read, unless a fact says otherwise."""
    usual = {
        "siret": siret,
        "statutDiffusionEtablissement": "O",
        "dateDernierTraitementEtablissement": "2026-03-01T10:00:00.000",
        "etatAdministratifEtablissement": "A",
        "denominationUsuelleEtablissement": "ARSOUILLE",
    }
    return a_line(header, **{**usual, **facts})


def a_file(
    folder: Path, *lines: bytes, header: str = ESTABLISHMENT, name: str = "stock.csv", end: bytes = b"\n"
) -> Path:
    path = folder / name
    path.write_bytes(end.join([header.encode(), *lines, b""]))
    return path


def load(path: Path) -> RegisterImport:
    run, header = loading.begin(path, at=AT)
    for _step in loading.load(path, run, header, clock=stopped(AT)):
        pass
    return run


def rows() -> list[tuple[object, ...]]:
    return list(Establishment.objects.order_by("pk").values_list(*ESTABLISHMENTS.fields))


def faults() -> list[tuple[int, str]]:
    return list(RegisterFault.objects.values_list("line", "code"))


def refused(path: Path) -> Refusal:
    with pytest.raises(Refusal) as caught:
        load(path)
    return caught.value


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    write(tmp_path / "stock.csv", ESTABLISHMENT, establishments(COUNT))
    return tmp_path / "stock.csv"


def test_the_table_is_what_the_lines_were_made_of(stock: Path) -> None:
    run = load(stock)
    assert rows() == list(expected(establishments(COUNT)))
    assert (run.refused, run.ended_at) == (1, AT)
    assert [code for _line, code in faults()] == ["CPP-SIRENE-12"]


def test_loaded_again_nothing_changes(stock: Path) -> None:
    load(stock)
    before = rows()
    stock.write_bytes(stock.read_bytes() + b"\n")
    assert load(stock).written == 0
    assert rows() == before


def test_an_older_file_after_a_newer_one_changes_nothing(stock: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.csv"
    write(newer, ESTABLISHMENT, establishments(COUNT, later=True))
    load(newer)
    before = rows()
    load(stock)
    assert rows() == before == list(expected(establishments(COUNT, later=True)))


def test_an_update_replaces_what_is_older_and_adds_what_is_new(tmp_path: Path) -> None:
    load(a_file(tmp_path, an_establishment()))
    update = (
        an_establishment(
            denominationUsuelleEtablissement="LA FOURNÉE",
            dateDernierTraitementEtablissement="2026-03-01T10:00:00.001",
            etatAdministratifEtablissement="F",
        ),
        an_establishment("81234567600017"),
    )
    load(a_file(tmp_path, *update, name="update.csv"))
    assert [(one.sign, one.active) for one in Establishment.objects.order_by("-pk")] == [
        ("LA FOURNÉE", False),
        ("ARSOUILLE", True),
    ]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("survived", [0, 1, 3])
def test_a_run_cut_short_goes_on_without_loss_or_double(
    stock: Path, monkeypatch: pytest.MonkeyPatch, survived: int, packed: bool
) -> None:
    monkeypatch.setattr(loading, "BATCH", 1_000)
    path = stock.with_suffix(".gz") if packed else stock
    if packed:
        path.write_bytes(gzip.compress(stock.read_bytes()))
    write_batch, left = loading._write, iter(range(survived))

    def cut(*arguments: object) -> None:
        next(left)
        write_batch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "_write", cut)
    with pytest.raises(RuntimeError):
        load(path)
    assert RegisterImport.objects.get().lines == 1 + 1_000 * survived
    monkeypatch.setattr(loading, "_write", write_batch)
    load(path)
    assert rows() == list(expected(establishments(COUNT)))
    assert (RegisterImport.objects.get().lines, len(faults())) == (1 + COUNT + 3, 1)


def test_of_two_commands_on_one_file_the_later_one_stops(stock: Path) -> None:
    run, header = loading.begin(stock, at=AT)
    load(stock)
    with pytest.raises(Refusal) as caught:
        list(loading.load(stock, run, header, clock=stopped(AT)))
    assert caught.value.code == "CPP-SIRENE-06"
    assert rows() == list(expected(establishments(COUNT)))


def test_a_zip_and_a_gz_hold_the_same_as_the_plain_file(stock: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "stock.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(stock, "StockEtablissement_utf8.csv")
        archive.writestr("lisez-moi.txt", "…")
    (tmp_path / "stock.gz").write_bytes(gzip.compress(stock.read_bytes()))
    for packed in ("stock.zip", "stock.gz"):
        Establishment.objects.all().delete()
        load(tmp_path / packed)
        assert rows() == list(expected(establishments(COUNT)))


def test_an_archive_without_a_table_or_with_two_is_refused(tmp_path: Path) -> None:
    for names in ((), ("a.csv", "b.csv")):
        with zipfile.ZipFile(tmp_path / "stock.zip", "w") as archive:
            archive.writestr("lisez-moi.txt", "…")
            for name in names:
                archive.writestr(name, ESTABLISHMENT)
        assert refused(tmp_path / "stock.zip").code == "CPP-SIRENE-02"


@pytest.mark.parametrize("name", ["stock.gz", "stock.zip"])
def test_a_truncated_download_is_told_and_leaves_what_a_whole_one_completes(
    stock: Path, tmp_path: Path, name: str
) -> None:
    if name == "stock.gz":
        whole = gzip.compress(stock.read_bytes())
    else:
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(stock, "stock.csv")
        whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / name).code == "CPP-SIRENE-03"
    (tmp_path / name).write_bytes(whole)
    load(tmp_path / name)
    assert rows() == list(expected(establishments(COUNT)))


def test_a_header_that_lacks_columns_is_refused_with_their_names(tmp_path: Path) -> None:
    header = ESTABLISHMENT.replace("etatAdministratifEtablissement,", "")
    refusal = refused(a_file(tmp_path, header=header))
    assert (refusal.code, refusal.values["columns"]) == ("CPP-SIRENE-05", "etatAdministratifEtablissement")
    assert not RegisterImport.objects.exists()


@pytest.mark.parametrize("content", [b"", b"nom;ville\n", b"\xff\xfe\x00\n", b"%PDF-1.7\n", b"x" * 50_000])
def test_what_is_no_file_of_insee_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "stock.csv").write_bytes(content)
    assert refused(tmp_path / "stock.csv").code == "CPP-SIRENE-04"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "missing.csv").code == "CPP-SIRENE-01"


def test_a_byte_order_mark_windows_ends_and_columns_in_another_order_are_read(tmp_path: Path) -> None:
    header = ",".join(reversed(ESTABLISHMENT.split(",")))
    lines = [an_establishment(header=header)]
    load(a_file(tmp_path, *lines, header="\ufeff" + header, end=b"\r\n"))
    assert Establishment.objects.get().sign == "ARSOUILLE"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"x" * 10_000_000, "CPP-SIRENE-10"),
        (an_establishment(enseigne1Etablissement="x" * LONGEST), "CPP-SIRENE-10"),
        (an_establishment().replace(b"ARSOUILLE", b"\xe9"), "CPP-SIRENE-11"),
        (an_establishment() + b",", "CPP-SIRENE-12"),
        (b"a;b;c", "CPP-SIRENE-12"),
        (an_establishment().replace(b"ARSOUILLE", b'"ARSOUILLE'), "CPP-SIRENE-13"),
        (an_establishment().replace(b"ARSOUILLE", b"ARS\x00"), "CPP-SIRENE-13"),
        (an_establishment('=HYPERLINK("http://x")'), "CPP-SIRENE-14"),
        (an_establishment("=1+1"), "CPP-SIRENE-14"),
        (an_establishment("٨٣٨٧٦٧٠٤٤٠٠٠١٢"), "CPP-SIRENE-14"),
        (an_establishment(statutDiffusionEtablissement="Z"), "CPP-SIRENE-14"),
        (an_establishment(etatAdministratifEtablissement=""), "CPP-SIRENE-14"),
        (an_establishment(dateDebut="2026-02-30"), "CPP-SIRENE-14"),
        (an_establishment(dateDernierTraitementEtablissement="9999999999"), "CPP-SIRENE-14"),
        (an_establishment(denominationUsuelleEtablissement="x" * 121), "CPP-SIRENE-15"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_and_keeps_no_other_out(tmp_path: Path, line: bytes, code: str) -> None:
    run = load(a_file(tmp_path, an_establishment("81234567600017"), line, an_establishment("79500012100017")))
    assert [row[0] for row in rows()] == [79500012100017, 81234567600017]
    assert faults() == [(3, code)]
    assert (run.lines, run.refused) == (4, 1)


def test_of_many_broken_lines_the_first_are_told_and_the_others_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "FAULTS_KEPT", 3)
    monkeypatch.setattr(loading, "BATCH", 2)
    run = load(a_file(tmp_path, *[b"x"] * 8))
    assert (run.refused, [line for line, _code in faults()]) == (8, [2, 3, 4])


@pytest.mark.parametrize("status", ["P", "N"])
def test_of_who_is_masked_nothing_is_kept_that_names_or_places(tmp_path: Path, status: str) -> None:
    masked = an_establishment(
        statutDiffusionEtablissement=status, libelleVoieEtablissement="DU MOULIN", codePostalEtablissement="30130"
    )
    load(a_file(tmp_path, masked))
    one = Establishment.objects.get()
    assert (one.masked, one.sign, one.address, one.postcode, one.town) == (True, "", "", "", "")


def test_who_becomes_masked_is_forgotten_by_name(tmp_path: Path) -> None:
    load(a_file(tmp_path, an_establishment()))
    later = an_establishment(
        statutDiffusionEtablissement="P", dateDernierTraitementEtablissement="2026-03-02T10:00:00.000"
    )
    load(a_file(tmp_path, later, name="update.csv"))
    assert not Establishment.objects.exclude(sign="").exists()


def test_what_insee_withholds_of_others_is_empty(tmp_path: Path) -> None:
    load(a_file(tmp_path, an_establishment(libelleVoieEtablissement="[ND]", denominationUsuelleEtablissement="[ND]")))
    assert (Establishment.objects.get().address, Establishment.objects.get().sign) == ("", "")


def test_an_establishment_abroad_keeps_its_town_and_country(tmp_path: Path) -> None:
    abroad = {"libelleCommuneEtrangerEtablissement": "BERLIN", "libellePaysEtrangerEtablissement": "ALLEMAGNE"}
    unknown = {"libelleCommuneEtrangerEtablissement": "X", "libellePaysEtrangerEtablissement": "PAYS INCONNU"}
    load(a_file(tmp_path, an_establishment(**abroad), an_establishment("81234567600017", **unknown)))
    assert [(one.town, one.country) for one in Establishment.objects.order_by("-pk")] == [("BERLIN", "DE"), ("X", "")]


def test_legal_units_have_their_name_or_that_of_their_person(tmp_path: Path) -> None:
    common = {"statutDiffusionUniteLegale": "O", "categorieJuridiqueUniteLegale": "5499"}
    lines = (
        a_line(UNIT, siren="100000001", denominationUniteLegale="ARSOUILLE, FILS", **common),
        a_line(UNIT, siren="100000002", prenomUsuelUniteLegale="LÉA", nomUniteLegale="MARTIN", **common),
        a_line(UNIT, siren="100000003", nomUsageUniteLegale="ROUX", nomUniteLegale="MARTIN", **common),
        a_line(UNIT, siren="100000004", nomUniteLegale="MARTIN", statutDiffusionUniteLegale="P"),
    )
    load(a_file(tmp_path, *lines, header=UNIT))
    found = LegalUnit.objects.order_by("pk").values_list(*LEGAL_UNITS.fields[1:4])
    assert list(found) == [
        ("ARSOUILLE, FILS", "5499", False),
        ("LÉA MARTIN", "5499", False),
        ("ROUX", "5499", False),
        ("", "", True),
    ]


_NUMBERS = [f"{number:014d}" for number in range(10_000_000_000_001, 10_000_000_000_006)]
_LINES = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=80).map(str.encode),
    st.builds(
        lambda siret, day, sign: an_establishment(
            siret, dateDernierTraitementEtablissement=f"2026-03-{day:02d}", enseigne1Etablissement=sign
        ),
        st.sampled_from(_NUMBERS),
        st.integers(1, 31),
        st.sampled_from(["A", "=A1", "+33", "@x", "-1", "É"]),
    ),
    st.builds(
        lambda place, junk: an_establishment()[:place] + junk + an_establishment()[place:],
        st.integers(0, 90),
        st.binary(max_size=8),
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(_LINES, max_size=25), cut=st.integers(1, 6), packed=st.booleans())
def test_whatever_the_bytes_each_line_is_read_or_told_and_a_cut_run_ends_in_the_same_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[bytes], cut: int, packed: bool
) -> None:
    path = a_file(tmp_path, *lines)
    if packed:
        path.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    seen = []
    for batch in (20_000, cut):
        for model in (Establishment, RegisterFault, RegisterImport):
            model.objects.all().delete()
        monkeypatch.setattr(loading, "BATCH", batch)
        for _life in range(40):
            if _one_batch(path):
                break
        run = RegisterImport.objects.get()
        assert run.refused == len(faults())
        seen.append((rows(), faults(), run.lines))
    assert seen[0] == seen[1]


def _one_batch(path: Path) -> bool:
    """A process that lives for one batch; whether the file is loaded."""
    run, header = loading.begin(path, at=AT)
    steps: Iterator[object] = loading.load(path, run, header, clock=stopped(AT))
    return next(steps, None) is None
