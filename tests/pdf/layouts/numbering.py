"""Numbers as the organisations write them: invoices, orders, contracts, service codes, registers, accounts."""

from datetime import date
from random import Random

from stdnum import luhn
from stdnum.iso7064 import mod_97_10

BICS = {
    "FR": ("AGRIFRPP842", "CMCIFR2A", "BNPAFRPPXXX", "SOGEFRPP", "CEPAFRPP131", "PSSTFRPPMAR"),
    "DE": ("COBADEFFXXX", "DEUTDEDB"),
    "AT": ("BKAUATWW",),
    "CH": ("UBSWCHZH80A", "POFICHBEXXX"),
    "GB": ("BARCGB22",),
    "IE": ("AIBKIE2D",),
}
ACCOUNTS = {"DE": "{}", "AT": "{}", "CH": "{}", "GB": "BARC{}", "IE": "AIBK{}"}
DIGITS = {"DE": 18, "AT": 16, "CH": 17, "GB": 14, "IE": 14}
VAT_FORMS = {"DE": "DE{}", "AT": "ATU{:.8}", "CH": "CHE-{} MWST", "GB": "GB{}", "IE": "IE{:.7}T"}


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def invoice(rng: Random, on: date) -> str:
    year, short, month = f"{on:%Y}", f"{on:%y}", f"{on:%m}"
    serial = rng.randint(1, 9999)
    return rng.choice([
        f"FA-{year}-{serial:04}", f"{year}-{serial:03}", f"F{year}/{serial:04}", f"{year}{month}{serial:03}",
        f"{serial:05}", f"FAC{serial:08}", f"FV{short}{month}{serial:05}", f"INV/{year}/{serial:05}",
        f"F-{short}-{serial:03}",
        f"{year}.{month}.{serial % 1000:03}", f"FC{serial:06}", f"90{serial:04}{rng.randint(1000, 9999)}",
        f"{short}{serial:04}",
        f"FACT-{serial:04}", f"F{short}{month}-{serial:04}", f"{serial}/{year}", f"VE-{short}{serial:05}",
        f"{serial % 900 + 10}",
        f"{short}-{month}-{serial:04}", f"A{serial:06}B", f"FR{short}{serial:06}", f"F {year} {serial:04}",
    ])  # fmt: skip


def commitment(rng: Random, on: date) -> str:
    year, short, serial = f"{on:%Y}", f"{on:%y}", rng.randint(1, 99999)
    return rng.choice([
        f"45{_digits(rng, 8)}", f"13{_digits(rng, 8)}", f"14{_digits(rng, 8)}", f"{year}-{serial:04}",
        f"BC-{year}-{serial:04}",
        f"{short}/{serial:05}", f"CDE-{short}-{serial:04}", f"{year}{serial:06}", f"D{short}-{serial:06}",
        f"E{short}{serial:06}",
        f"BC{serial:05}", f"{serial:06}", f"ST{short}{serial:04}", f"{year}/ST/{serial % 1000:03}",
        f"EJ{_digits(rng, 8)}",
    ])  # fmt: skip


def contract(rng: Random, on: date) -> str:
    year, short, serial = str(on.year - 1), f"{on.year - 1}"[2:], rng.randint(1, 999)
    return rng.choice([
        f"{year}-M-{serial:03}", f"M{year}-{serial:02}", f"{short}TX{serial:03}", f"{year}S{serial:04}",
        f"AC-{year}-{serial:02}",
        f"{year}/FCS/{serial:03}", f"{short}{serial:05}", f"MP{short}-{serial:03}", f"{year}{serial:04}00",
        f"{short}.{serial:03}.L2",
    ])  # fmt: skip


def service(rng: Random) -> str:
    serial = rng.randint(1, 99)
    return rng.choice([
        f"DGSIC{serial:02}", "SERV-TECH", f"{serial:03}TECH", "FACTURES_PUBLIQUES", "CULTURE", f"ST{serial:02}",
        f"D{serial}050",
        f"FAC{_digits(rng, 7)}075", "BUDGETPRINCIPAL", f"{serial * 100}", f"SVC{serial:03}", f"0{serial:02}",
        f"SPL{serial:03}A",
        f"EDUC-{serial:02}", f"PRFDCAB0{serial:02}", "DSI", f"{_digits(rng, 5)}", "MOYENS_GENERAUX",
    ])  # fmt: skip


def siren(rng: Random, prefix: str) -> str:
    body = prefix + _digits(rng, 8 - len(prefix))
    return body + luhn.calc_check_digit(body)


def siret(rng: Random, of: str) -> str:
    body = f"{of}{rng.choice([1, 1, 2, 3, 14, 27, rng.randint(1, 999)]):04}"
    return body + luhn.calc_check_digit(body)


def french_vat(of: str) -> str:
    return f"FR{(12 + 3 * (int(of) % 97)) % 97:02}{of}"


def postcode(rng: Random) -> str:
    return f"{rng.randint(1, 95):02}{rng.choice(['000', '100', '200', '310', '450', '700', '960'])}"


def iban(rng: Random, country: str) -> str:
    """An account of `country`, check digits right."""
    if country == "FR":
        return _iban("FR", _french_account(rng))
    return _iban(country, ACCOUNTS[country].format(_digits(rng, DIGITS[country])))


def _french_account(rng: Random) -> str:
    bank, branch, account = _digits(rng, 5), _digits(rng, 5), _digits(rng, 11)
    key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97
    return f"{bank}{branch}{account}{key:02}"


def _iban(country: str, account: str) -> str:
    return f"{country}{mod_97_10.calc_check_digits(account + country)}{account}"


def foreign_vat(rng: Random, country: str) -> str:
    """The form of the country; its check digits are not what is tried here."""
    return VAT_FORMS[country].format(_digits(rng, 9))


def phone(rng: Random) -> str:
    return f"0{rng.choice('1234569')}" + "".join(f" {_digits(rng, 2)}" for _ in range(4))
