import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Callable
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unisson.files import limits
from unisson.files.unpack import Bounds, Member, check, members
from unisson.kernel import words
from unisson.kernel.refusal import Refusal
from unisson.kernel.sizes import KILO, MEGA

from .archives import Files, a_tar, a_tar_gz, a_zip

Pack = Callable[[Files], bytes]
BOTH = pytest.mark.parametrize("pack", [a_zip, a_tar_gz])


def opened(archive: bytes, *, bounds: Bounds | None = None) -> list[Member]:
    return list(members(io.BytesIO(archive), name="lot.zip", bounds=bounds))


def refused(archive: bytes, *, bounds: Bounds | None = None) -> str:
    with pytest.raises(Refusal) as refusal:
        opened(archive, bounds=bounds)
    for language in ("fr", "en"):
        assert words.sentence(refusal.value.code, refusal.value.values, language=language)
    return refusal.value.code


def patched(archive: bytes, old: bytes, new: bytes) -> bytes:
    assert old in archive
    return archive.replace(old, new)


@BOTH
def test_the_files_come_in_their_order_and_folders_are_passed_over(pack: Pack) -> None:
    files = {"b.xml": b"<b/>", "2026/a.xml": b"<a/>", "c.pdf": b"%PDF-" + bytes(70_000)}
    found = opened(pack(files))
    assert [(one.name, one.content) for one in found] == [
        ("b.xml", b"<b/>"),
        ("a.xml", b"<a/>"),
        ("c.pdf", files["c.pdf"]),
    ]
    assert all(one.remark is None and one.trouble is None for one in found)


@BOTH
def test_checking_tells_how_many_there_are(pack: Pack) -> None:
    assert check(io.BytesIO(pack({"a.xml": b"<a/>", "b.xml": b"<b/>"})), name="lot") == 2


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_usual_dialect_of_tar_is_read(form: int) -> None:
    long = f"{'dossier/' * 15}{'facture-' * 10}.xml" if form != tarfile.USTAR_FORMAT else "facture.xml"
    assert [one.name for one in opened(a_tar_gz({long: b"<a/>"}, form=form))] == [long.rsplit("/", 1)[-1]]


def test_names_in_french_survive() -> None:
    for archive in (a_zip({"été.xml": b"<a/>"}), a_tar_gz({"été.xml": b"<a/>"})):
        assert [one.name for one in opened(archive)] == ["été.xml"]


@BOTH
def test_only_as_many_as_are_asked_are_unpacked(pack: Pack) -> None:
    found = members(io.BytesIO(pack({f"{rank}.xml": b"<a/>" for rank in range(400)})), name="lot")
    assert len(list(islice(found, 2))) == 2


@BOTH
def test_a_path_never_leaves_its_last_part(pack: Pack) -> None:
    paths = {"../../etc/passwd": b"a", "/abs/x.xml": b"b", "..\\..\\y.xml": b"c", "C:\\z.xml": b"d"}
    assert [one.name for one in opened(pack(paths))] == ["passwd", "x.xml", "y.xml", "z.xml"]


@BOTH
def test_a_changed_name_is_told(pack: Pack) -> None:
    (one,) = opened(pack({'a"b<c>.xml': b"<a/>"}))
    assert (one.name, one.remark and one.remark.code) == ("a-b-c-.xml", "CPP-PAQUET-12")


@BOTH
def test_a_name_of_dots_becomes_one(pack: Pack) -> None:
    (one,) = opened(pack({"x/..": b"<a/>"}))
    assert one.name == ".."  # a name like any other: nothing is ever opened by it


@BOTH
def test_two_of_one_name_are_kept_apart_and_told(pack: Pack) -> None:
    found = opened(pack({"a/f.xml": b"1", "b/F.XML": b"2", "c/f.xml": b"3"}))
    assert [one.name for one in found] == ["f.xml", "F (2).XML", "f (3).xml"]
    assert [one.remark and one.remark.code for one in found] == [None, "CPP-PAQUET-10", "CPP-PAQUET-10"]


def test_a_long_name_and_its_twins_stay_within_the_limit() -> None:
    long = "n" * 230 + ".xml"
    found = opened(a_tar_gz({f"a/{long}": b"1", f"b/{long}": b"2"}))
    assert len({one.name for one in found}) == 2
    assert all(len(one.name) <= limits.INVOICE_NAME and one.name.endswith(".xml") for one in found)


def test_a_nul_in_a_name_is_no_way_to_hide_its_end() -> None:
    archive = patched(a_zip({"a.xmlQ.exe": b"<a/>"}), b"a.xmlQ.exe", b"a.xml\0.exe")
    (one,) = opened(archive)
    assert (one.name, one.remark and one.remark.code) == ("a.xml-.exe", "CPP-PAQUET-12")


@BOTH
def test_what_systems_add_on_their_own_is_passed_over(pack: Pack) -> None:
    junk = {"__MACOSX/._a.xml": b"x", "._b.xml": b"x", ".DS_Store": b"x", "sub/Thumbs.db": b"x", "a.xml": b"<a/>"}
    assert [one.name for one in opened(pack(junk))] == ["a.xml"]


@BOTH
def test_an_archive_without_a_file(pack: Pack) -> None:
    assert refused(pack({})) == "CPP-PAQUET-08"
    assert refused(pack({"._a": b"x"})) == "CPP-PAQUET-08"


@BOTH
def test_too_many_files(pack: Pack) -> None:
    assert len(opened(pack({f"{rank}.xml": b"<a/>" for rank in range(500)}))) == 500
    assert refused(pack({f"{rank}.xml": b"<a/>" for rank in range(501)})) == "CPP-PAQUET-03"


@BOTH
def test_an_archive_that_is_too_large_or_empty(pack: Pack) -> None:
    archive = pack({"a.xml": b"<a/>"})
    assert refused(archive, bounds=Bounds(size=len(archive) - 1)) == "CPP-FICHIER-02"
    assert refused(b"") == "CPP-FICHIER-01"


@BOTH
def test_one_that_is_too_large_is_told_and_the_others_given(pack: Pack) -> None:
    files = {"a.xml": b"a" * 100, "b.xml": b"b" * 101, "c.xml": b"c"}
    found = opened(pack(files), bounds=Bounds(member=100))
    assert [one.trouble and one.trouble.code for one in found] == [None, "CPP-PAQUET-11", None]
    assert found[1].content == b""
    assert found[2].content == b"c"


@BOTH
def test_an_empty_file_is_told(pack: Pack) -> None:
    assert [one.trouble and one.trouble.code for one in opened(pack({"a.xml": b""}))] == ["CPP-FICHIER-01"]


@BOTH
@pytest.mark.parametrize("inner", [a_zip({"a": b"a"}), a_tar_gz({"a": b"a"}), a_tar({"a": b"a"}), b"Rar!\x1a\x07\x01"])
def test_an_archive_inside_is_told_and_not_opened(pack: Pack, inner: bytes) -> None:
    (one,) = opened(pack({"a.xml": inner}))
    assert one.trouble
    assert (one.trouble.code, one.content) == ("CPP-PAQUET-09", b"")


@BOTH
def test_a_bomb(pack: Pack) -> None:
    bomb = pack({f"{rank}.xml": bytes(9 * MEGA) for rank in range(8)})
    assert len(bomb) < MEGA
    assert refused(bomb) == "CPP-PAQUET-04"


@BOTH
def test_a_bomb_of_one_huge_file(pack: Pack) -> None:
    assert refused(pack({"a.xml": bytes(64 * MEGA)})) == "CPP-PAQUET-04"


@BOTH
def test_honest_xml_that_shrinks_well_is_no_bomb(pack: Pack) -> None:
    xml = b"<Invoice>" + b"<Line><Name>Baguette</Name></Line>" * 500 + b"</Invoice>"
    assert len(opened(pack({f"{rank}.xml": xml for rank in range(500)}))) == 500


@pytest.mark.parametrize("content", [b"<Invoice/>", b"%PDF-1.7", b"hello", b"P", a_tar({"a": b"a"})])
def test_what_is_no_archive(content: bytes) -> None:
    assert refused(content) == "CPP-PAQUET-01"


def test_gzip_of_something_else_than_a_tar() -> None:
    assert refused(gzip.compress(b"<Invoice/>" * 100)) == "CPP-PAQUET-01"


@BOTH
def test_cut_off_anywhere_it_is_told(pack: Pack) -> None:
    archive = pack({f"{rank}.xml": bytes(range(256)) * 9 for rank in range(3)})
    for length in range(4, len(archive) - 1, 7):
        assert refused(archive[:length]) in {"CPP-PAQUET-01", "CPP-PAQUET-02"}


@BOTH
def test_flipped_bytes_never_give_other_bytes(pack: Pack) -> None:
    files = {f"{rank}.xml": bytes(range(256)) * 4 for rank in range(3)}
    archive = pack(files)
    for place in range(0, len(archive), 3):
        broken = bytearray(archive)
        broken[place] ^= 0x55
        try:
            found = opened(bytes(broken))
        except Refusal:
            continue
        assert {one.content for one in found if not one.trouble} <= set(files.values())


@settings(max_examples=200)
@given(st.binary(max_size=400), st.sampled_from([b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"PK\x05\x06"]))
def test_noise_is_refused_and_nothing_else(noise: bytes, mark: bytes) -> None:
    refused(mark + noise)


@settings(max_examples=200)
@given(st.binary(max_size=2000))
def test_noise_inside_a_gzip_is_refused_or_empty(noise: bytes) -> None:
    refused(gzip.compress(noise))


class TestZip:
    def test_a_password(self) -> None:
        archive = bytearray(a_zip({"a.xml": b"<a/>"}))
        archive[archive.index(b"PK\x01\x02") + 8] |= 1
        assert refused(bytes(archive)) == "CPP-PAQUET-05"

    @pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o060666, 0o010666, 0o140666])
    def test_a_link_or_a_device(self, mode: int) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            entry = zipfile.ZipInfo("a.xml")
            entry.external_attr = mode << 16
            archive.writestr(entry, "/etc/passwd")
        assert refused(buffer.getvalue()) == "CPP-PAQUET-06"

    @pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_another_compression(self, method: int) -> None:
        assert refused(a_zip({"a.xml": b"<a/>" * 50}, method=method)) == "CPP-PAQUET-07"

    def test_stored_files_are_read(self) -> None:
        assert opened(a_zip({"a.xml": b"<a/>"}, method=zipfile.ZIP_STORED))[0].content == b"<a/>"

    def test_a_large_one_is_read(self) -> None:
        content = bytes(range(256)) * 4 * 9 * KILO
        assert opened(a_zip({"a.pdf": content}, method=zipfile.ZIP_STORED))[0].content == content

    def test_members_over_the_same_bytes(self) -> None:
        """The bomb of overlapping entries: one kernel of zeros that many names claim."""
        archive = a_zip({"a.xml": bytes(MEGA)})
        start = archive.index(b"PK\x01\x02")
        end = archive.index(b"PK\x05\x06")
        central = archive[start:end]
        again = archive[:start] + central * 3 + _end(count=3, size=3 * len(central), start=start)
        assert refused(again) == "CPP-PAQUET-02"

    @pytest.mark.parametrize("told", [1, 300, 9 * MEGA])
    def test_a_lying_size(self, told: int) -> None:
        archive = bytearray(a_zip({"a.xml": b"x" * 2000}))
        place = archive.index(b"PK\x01\x02") + 24
        archive[place : place + 4] = struct.pack("<I", told)
        assert refused(bytes(archive)) == "CPP-PAQUET-02"

    @pytest.mark.parametrize("name", ["", "\0/"])
    def test_a_name_that_is_empty_gets_one(self, name: str) -> None:
        archive = a_zip({"xy": b"<a/>"}).replace(b"xy", name.encode().ljust(2, b"\0"))
        assert [one.name for one in opened(archive)] == ["facture"]

    def test_a_directory_that_claims_to_be_huge(self) -> None:
        filler = bytes(2 * MEGA)
        archive = b"PK\x03\x04" + filler + _end(count=1, size=2 * MEGA, start=4)
        assert refused(archive) == "CPP-PAQUET-02"

    def test_a_start_before_the_file(self) -> None:
        archive = b"PK\x03\x04" + bytes(50) + _end(count=1, size=10_000, start=0)
        assert refused(archive) == "CPP-PAQUET-02"


def _end(*, count: int, size: int, start: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, start, 0)


def _special(kind: bytes, name: str = "a.xml") -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, "/etc/passwd"
    return entry


class TestTape:
    @pytest.mark.parametrize(
        "kind",
        [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE],
    )
    def test_a_link_or_a_device(self, kind: bytes) -> None:
        assert refused(a_tar_gz({"b.xml": b"<b/>"}, _special(kind))) == "CPP-PAQUET-06"

    def test_a_sparse_file_of_the_newer_kind(self) -> None:
        entry = tarfile.TarInfo("a.xml")
        entry.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.realsize": "99999999999"}
        assert refused(a_tar_gz({}, entry)) == "CPP-PAQUET-06"

    def test_a_header_that_claims_more_than_there_is(self) -> None:
        entry = tarfile.TarInfo("a.xml")
        entry.size = 5 * MEGA
        block = entry.tobuf(tarfile.USTAR_FORMAT)
        assert refused(gzip.compress(block + b"x" * 700)) == "CPP-PAQUET-02"

    def test_a_negative_size(self) -> None:
        entry = tarfile.TarInfo("a.xml")
        entry.size = -1024
        assert (
            refused(gzip.compress(a_tar({"b.xml": b"b"})[:1024] + entry.tobuf(tarfile.GNU_FORMAT))) == "CPP-PAQUET-02"
        )

    @pytest.mark.parametrize("kind", [tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.XGLTYPE])
    def test_a_huge_header(self, kind: bytes) -> None:
        entry = tarfile.TarInfo("a.xml")
        entry.type, entry.size = kind, 5 * MEGA
        assert refused(gzip.compress(entry.tobuf(tarfile.USTAR_FORMAT) + bytes(5 * MEGA))) == "CPP-PAQUET-02"

    @pytest.mark.parametrize(
        "data", [b"99 path=x\n", b"0 path=x\n", b"x path=x\n", b"9 pathxx\n", "²0 path=x\n".encode()]
    )
    def test_a_header_that_lies_about_its_own_length(self, data: bytes) -> None:
        entry = tarfile.TarInfo("a.xml")
        entry.type, entry.size = tarfile.XHDTYPE, len(data)
        block = entry.tobuf(tarfile.USTAR_FORMAT) + data.ljust(512, b"\0")
        assert refused(gzip.compress(block + a_tar({"a.xml": b"a"}))) == "CPP-PAQUET-02"

    def test_thousands_of_headers_in_a_row(self) -> None:
        entry = tarfile.TarInfo("a.xml")
        entry.type = tarfile.XHDTYPE
        assert len(opened(gzip.compress(entry.tobuf(tarfile.USTAR_FORMAT) * 5000 + a_tar({"a.xml": b"a"})))) == 1

    def test_the_size_of_a_pax_header_counts(self) -> None:
        entry = tarfile.TarInfo("a.xml")
        entry.pax_headers = {"size": "9" * 20}
        assert refused(a_tar_gz({}, entry)) == "CPP-PAQUET-02"

    def test_what_follows_the_end_is_counted_too(self) -> None:
        assert refused(gzip.compress(a_tar({"a.xml": b"a"}) + bytes(64 * MEGA))) == "CPP-PAQUET-04"
