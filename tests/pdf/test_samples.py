"""The samples are what their README says."""

from pathlib import Path

import pytest

from unisson.kernel.refusal import Refusal
from unisson.pdf import codes, document, sandbox

SAMPLES = Path(__file__).parents[2] / "samples"


def test_each_sample_is_small_and_named_in_the_readme() -> None:
    told = (SAMPLES / "pdf" / "README.md").read_text()
    for path in (SAMPLES / "pdf").glob("*.pdf"):
        assert path.name in told
        assert path.stat().st_size < 150_000


def test_the_factur_x_carries_the_cii_sample() -> None:
    found = sandbox.run(document.read, (SAMPLES / "pdf" / "facture-facturx.pdf").read_bytes())
    assert found.xml == (SAMPLES / "xml" / "facture-cii.xml").read_bytes()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("fautive-protegee.pdf", codes.PASSWORD),
        ("fautive-trop-longue.pdf", codes.TOO_MANY_PAGES),
        ("fautive-vide.pdf", codes.EMPTY),
        ("fautive-texte.pdf", codes.NOT_A_PDF),
    ],
)
def test_a_faulty_twin_is_refused_for_its_fault(name: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sandbox.run(document.read, (SAMPLES / "pdf" / name).read_bytes())
    assert refused.value.code == code


@pytest.mark.parametrize(("name", "intact"), [("facture-signee.pdf", True), ("fautive-signee-modifiee.pdf", False)])
def test_the_signed_samples_tell_whether_they_were_changed(name: str, intact: bool) -> None:
    signature = sandbox.run(document.read, (SAMPLES / "pdf" / name).read_bytes()).signature
    assert signature
    assert signature.intact is intact
