"""Makes the PDFs of `samples/pdf/`: `python samples/make.py`. Needs the development requirements.

Invented services and amounts; structures of the guide with their real SIRETs. What is signed or encrypted differs in
its bytes from one run to the next.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from facturx import generate_from_binary
from pypdf import PdfReader, PdfWriter

from unisson.kernel.identifiers import show_siret
from unisson.kernel.money import ZERO, cents, show
from unisson.pdf.image import page_png
from unisson.pdf.sealing import Sealer

HERE = Path(__file__).parent
LAYOUTS = HERE / "layouts"
TARGET = HERE / "pdf"
IBAN = "FR76 3000 6000 0112 3456 7890 189"


@dataclass(frozen=True, kw_only=True)
class Structure:
    name: str
    siret: str
    street: str
    place: str

    @property
    def vat(self) -> str:
        siren = int(self.siret[:9])
        return f"FR{(12 + 3 * (siren % 97)) % 97:02}{siren:09}"


SAFE_STYLE = Structure(
    name="SAFE STYLE", siret="53819959700013", street="12 rue des Ateliers", place="34000 Montpellier"
)
ARSOUILLE = Structure(name="ARSOUILLE", siret="83876704400012", street="3 place du Puits", place="30000 Nîmes")
PONT = Structure(
    name="Mairie de Pont-Saint-Esprit",
    siret="21300202500012",
    street="254 avenue JF Kennedy",
    place="30130 Pont-Saint-Esprit",
)
MAIRIE_7 = Structure(
    name="Mairie du 7e arrondissement", siret="21750001608202", street="116 rue de Grenelle", place="75007 Paris"
)
STATE = Structure(name="État", siret="11000201100044", street="139 rue de Bercy", place="75012 Paris")


@dataclass(frozen=True, kw_only=True)
class Item:
    name: str
    quantity: int
    price: str
    rate: str = "20"

    @property
    def net(self) -> Decimal:
        return cents(self.quantity * Decimal(self.price))


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One sample: its layout and what is printed on it."""

    layout: str
    number: str
    day: date
    seller: Structure
    buyer: Structure
    items: Sequence[Item]
    buyer_label: str = "SIRET client"
    references: Mapping[str, str] = field(default_factory=dict)
    discount: str = "0.00"
    title: str = "Facture"
    mention: str = ""

    def pdf(self) -> bytes:
        values = json.dumps(self.values(), ensure_ascii=False)
        return typst.compile(
            str(LAYOUTS / f"{self.layout}.typ"),
            root=str(LAYOUTS),
            ignore_system_fonts=True,
            sys_inputs={"values": values},
            format="pdf",
        )

    def values(self) -> dict[str, Any]:
        net = sum((item.net for item in self.items), ZERO)
        rows = [self._vat_row(rate) for rate in dict.fromkeys(item.rate for item in self.items)]
        vat = sum((amount for _, _, amount in rows), ZERO)
        gross = net + vat - Decimal(self.discount)
        return {
            "title": self.title,
            "number": self.number,
            "date": f"{self.day:%d/%m/%Y}",
            "due-date": f"{self.day + timedelta(days=30):%d/%m/%Y}",
            "seller": _party(self.seller),
            "buyer": {**_party(self.buyer), "label": self.buyer_label},
            "references": [{"label": label, "value": value} for label, value in self.references.items()],
            "lines": [
                {
                    "name": item.name,
                    "quantity": str(item.quantity),
                    "price": show(Decimal(item.price)),
                    "rate": f"{item.rate.replace('.', ',')} %",
                    "net": show(item.net),
                }
                for item in self.items
            ],
            "vat": [
                {"rate": f"{rate.replace('.', ',')} %", "base": show(base), "amount": show(amount)}
                for rate, base, amount in rows
            ],
            "net": show(net),
            "vat-total": show(vat),
            "before": show(net + vat),
            "discount": show(Decimal(self.discount)),
            "gross": show(gross),
            "due": show(gross),
            "iban": IBAN,
            "mention": self.mention,
        }

    def _vat_row(self, rate: str) -> tuple[str, Decimal, Decimal]:
        base = sum((item.net for item in self.items if item.rate == rate), ZERO)
        return rate, base, cents(base * Decimal(rate) / 100)


def _party(structure: Structure) -> dict[str, str]:
    return {
        "name": structure.name,
        "siret": show_siret(structure.siret),
        "street": structure.street,
        "place": structure.place,
        "vat": structure.vat,
    }


FACTURE_050 = Paper(
    layout="facture-050",
    number="050",
    day=date(2026, 10, 29),
    seller=SAFE_STYLE,
    buyer=PONT,
    items=(
        Item(name="Installation fibre optique", quantity=1, price="500.00", rate="0"),
        Item(name="PC HP smart pentium 6.2", quantity=3, price="1000.00", rate="0"),
    ),
    mention="TVA non applicable, art. 293 B du CGI.",
)
CLASSIC = Paper(
    layout="classique",
    number="F2026-0211",
    day=date(2026, 10, 5),
    seller=ARSOUILLE,
    buyer=PONT,
    buyer_label="SIRET destinataire",
    items=(
        Item(name="Location de sonorisation", quantity=2, price="185.00"),
        Item(name="Technicien, demi-journée", quantity=3, price="210.50"),
    ),
    mention="TVA sur les encaissements.",
)
COLUMNS = Paper(
    layout="deux-colonnes",
    number="2026-1187",
    day=date(2026, 9, 30),
    seller=ARSOUILLE,
    buyer=STATE,
    references={"Code service": "D2404S0031", "N° engagement": "1404417290"},
    items=(
        Item(name="Captation d’une cérémonie", quantity=1, price="1480.00"),
        Item(name="Montage et étalonnage", quantity=2, price="640.00"),
    ),
)
ENGLISH = Paper(
    layout="anglais",
    number="SS-2026-77",
    day=date(2026, 9, 18),
    seller=SAFE_STYLE,
    buyer=MAIRIE_7,
    buyer_label="Customer SIRET",
    references={"Order number": "EJ-2026-00391"},
    items=(
        Item(name="Safety training, one day", quantity=2, price="790.00"),
        Item(name="First-aid kit", quantity=12, price="38.40"),
    ),
)
DENSE = Paper(
    layout="dense",
    number="AR/2026/0346",
    day=date(2026, 10, 14),
    seller=ARSOUILLE,
    buyer=MAIRIE_7,
    references={"Engagement": "EJ-2026-00402", "Marché n°": "M2025-14"},
    items=tuple(
        Item(name=f"Animation d’atelier, séance {session}", quantity=2, price=f"{95 + session}.50", rate=rate)
        for session, rate in enumerate(("20", "20", "10", "20", "5.5", "10", "20", "20", "10", "5.5", "20", "20"), 1)
    ),
    discount="120.00",
)
STRUCTURED = Paper(
    layout="classique",
    number="FA-2026-0101",
    day=date(2026, 10, 12),
    seller=SAFE_STYLE,
    buyer=MAIRIE_7,
    references={"Engagement": "EJ-2026-00417"},
    items=(
        Item(name="Gilet haute visibilité", quantity=10, price="45.00"),
        Item(name="Chaussures de sécurité S3", quantity=2, price="125.50"),
    ),
)
"""Says what `samples/xml/facture-cii.xml` says."""
CONTRADICTED = Paper(
    layout="classique",
    number="FA-2026-0101",
    day=date(2026, 10, 12),
    seller=SAFE_STYLE,
    buyer=MAIRIE_7,
    references={"Engagement": "EJ-2026-00417"},
    items=(Item(name="Gilet haute visibilité", quantity=10, price="95.00"),),
)


def sign(pdf: bytes) -> bytes:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return Sealer.from_pkcs12(Sealer.create("SAFE STYLE, clé d’essai", at=made)).seal(pdf, reason="Facture d’essai")


def _altered(signed: bytes) -> bytes:
    """One byte of the first page changed after the signature."""
    at = signed.index(b"stream") + 40
    return signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]


def _with_xml(pdf: bytes) -> bytes:
    xml = (HERE / "xml" / "facture-cii.xml").read_bytes()
    made: bytes = generate_from_binary(pdf, xml, flavor="factur-x", level="en16931", lang="fr")
    return made


def _scanned(pdf: bytes) -> bytes:
    from PIL import Image

    output = io.BytesIO()
    Image.open(io.BytesIO(page_png(pdf, 1, dpi=100))).convert("L").save(output, "PDF", resolution=100)
    return output.getvalue()


def _rewritten(pdf: bytes, *, password: str = "", copies: int = 1) -> bytes:
    writer = PdfWriter()
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    for _ in range(copies):
        writer.add_page(page)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    if copies > 1:
        writer.compress_identical_objects()
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def samples() -> dict[str, bytes]:
    """Every sample by its file name."""
    classic = CLASSIC.pdf()
    signed = sign(STRUCTURED.pdf())
    return {
        "facture-050.pdf": FACTURE_050.pdf(),
        "facture-classique.pdf": classic,
        "facture-deux-colonnes.pdf": COLUMNS.pdf(),
        "facture-anglais.pdf": ENGLISH.pdf(),
        "facture-dense.pdf": DENSE.pdf(),
        "facture-signee.pdf": signed,
        "facture-facturx.pdf": _with_xml(STRUCTURED.pdf()),
        "fautive-signee-modifiee.pdf": _altered(signed),
        "fautive-facturx-contradictoire.pdf": _with_xml(CONTRADICTED.pdf()),
        "fautive-scan.pdf": _scanned(classic),
        "fautive-protegee.pdf": _rewritten(classic, password="secret"),  # noqa: S106 - told in the README
        "fautive-trop-longue.pdf": _rewritten(classic, copies=501),
        "fautive-vide.pdf": b"",
        "fautive-texte.pdf": "Facture n° 050 : 3 500,00 €\n".encode(),
    }


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for name, content in samples().items():
        (TARGET / name).write_bytes(content)
