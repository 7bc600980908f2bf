"""`unisson check`: the contract of its answer, one object a file, in the order given."""

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.einvoice.documents import SAMPLES, a_ubl, sample
from tests.pdf.papers import scan, without
from unisson.cli import answer, telling, verdict
from unisson.cli import check as command
from unisson.cli.main import DONE, REFUSED, main
from unisson.einvoice import schema
from unisson.einvoice.places import Places
from unisson.einvoice.read import read_xml
from unisson.kernel.findings import Finding
from unisson.pdf import contents, hybrid, sandbox
from unisson.rules import catalogue, policy
from unisson.rules.choruspro import choruspro
from unisson.rules.en16931 import en16931

PDF = SAMPLES.parent / "pdf"
CII, UBL = SAMPLES / "facture-cii.xml", SAMPLES / "facture-ubl.xml"
WRONG_TOTAL = SAMPLES / "facture-cii-total-faux.xml"
NAMES = ["file", "sha256", "format", "profile", "rulesets", "valid", "findings", "skipped"]
OURS = [one.name for one in catalogue.RULESETS]
Told = dict[str, Any]


@pytest.fixture(autouse=True)
def _no_django(monkeypatch: pytest.MonkeyPatch) -> None:
    def started() -> None:
        raise AssertionError("checking a file needs no database")

    monkeypatch.setattr("unisson.cli.main.start_django", started)


@pytest.fixture(autouse=True)
def _on_a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "today", lambda: date(2026, 11, 27))


def told(capsys: pytest.CaptureFixture[str], *arguments: Path | str) -> tuple[int, list[Told]]:
    code = main(["check", "--json", *map(str, arguments)])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def codes(line: Told) -> list[str]:
    return [finding["code"] for finding in line["findings"]]


def written(folder: Path, content: bytes | str, name: str = "facture.xml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_valid_file_is_told_by_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = told(capsys, "--rules", "en16931,choruspro", CII)
    assert code == DONE
    assert list(line) == NAMES
    assert line == {
        "file": str(CII),
        "sha256": hashlib.sha256(CII.read_bytes()).hexdigest(),
        "format": "CII",
        "profile": "urn:cen.eu:en16931:2017",
        "rulesets": [{"name": one.name, "version": one.version} for one in (en16931, choruspro)],
        "valid": True,
        "findings": [],
        "skipped": [],
    }


def test_a_finding_says_what_where_and_what_to_do_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = told(capsys, WRONG_TOTAL)
    assert (code, line["valid"]) == (REFUSED, False)
    finding = next(one for one in line["findings"] if one["code"] == "BR-CO-15")
    assert list(finding) == ["code", "severity", "where", "values", "fr", "en"]
    assert finding["severity"] == "fatal"
    (place,) = finding["where"]
    assert list(place) == ["term", "path", "label"]
    assert place["term"] == "BT-112"
    assert re.fullmatch(r"/rsm:CrossIndustryInvoice/.*/ram:GrandTotalAmount \(l\. \d+\)", place["path"])
    assert finding["values"] == {"declared": "851.20", "computed": "841.20"}
    assert finding["fr"] != finding["en"]


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (UBL, "UBL-Invoice"),
        (SAMPLES / "avoir-ubl.xml", "UBL-CreditNote"),
        (CII, "CII"),
        (PDF / "facture-facturx.pdf", "Factur-X"),
        (PDF / "facture-classique.pdf", "PDF"),
    ],
)
def test_the_format_is_told(file: Path, kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = told(capsys, file)
    assert (line["format"], line["valid"], code) == (kind, True, DONE)


def test_a_plain_pdf_is_judged_by_what_was_seen_on_its_page(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, (line, empty) = told(capsys, PDF / "facture-anglais.pdf", written(tmp_path, scan(), "scan.pdf"))
    assert [one["name"] for one in line["rulesets"]] == OURS
    assert line["profile"] is None
    assert "CPP-REF-01" in codes(empty)
    assert "CPP-REF-01" not in codes(line)


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (b"", "CPP-COMMANDE-12", "unknown"),
        (b"bonjour", "CPP-COMMANDE-08", "unknown"),
        (b"<Order/>", "CPP-XML-05", "unknown"),
        (b"<Order", "CPP-XML-02", "unknown"),
        (b"<!DOCTYPE Invoice><Invoice/>", "CPP-XML-01", "unknown"),
        (b"%PDF-1.7 junk", "CPP-PDF-02", "PDF"),
        (b" " * (10 * 1024 * 1024 + 1), "CPP-COMMANDE-06", "unknown"),
    ],
)
def test_an_unreadable_file_is_a_finding_and_the_next_is_judged(
    content: bytes, code: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_code, (line, following) = told(capsys, written(tmp_path, content, "other"), CII)
    assert exit_code == REFUSED
    assert (codes(line), line["valid"], line["format"]) == ([code], False, kind)
    assert line["findings"][0]["severity"] == "fatal"
    assert following["valid"]


def test_an_encrypted_pdf_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    _, (line,) = told(capsys, PDF / "fautive-protegee.pdf")
    assert (codes(line), line["format"]) == (["CPP-PDF-03"], "PDF")


def test_a_missing_file_is_named_as_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    _, lines = told(capsys, "./no//such.xml", "no\udcff")
    assert [(line["file"], line["sha256"], codes(line)) for line in lines] == [
        ("./no//such.xml", None, ["CPP-COMMANDE-03"]),
        ("no\udcff", None, ["CPP-COMMANDE-03"]),
    ]


def test_a_schema_error_does_not_stop_the_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = WRONG_TOTAL.read_text().replace("<ram:ID>", "<ram:Mood/><ram:ID>", 1)
    _, (line,) = told(capsys, written(tmp_path, broken))
    assert {"XSD", "BR-CO-15"} <= set(codes(line))


def test_the_schema_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, CII.read_text().replace("<ram:ID>", "<ram:Mood/><ram:ID>", 1))
    _, (line,) = told(capsys, file)
    assert "XSD" in codes(line)
    assert not line["valid"]
    (finding,) = (one for one in line["findings"] if one["code"] == "XSD")
    assert finding["where"][0]["path"].endswith(f"(l. {finding['values']['line']})")
    _, (line,) = told(capsys, "--no-schema", file)
    assert "XSD" not in codes(line)
    assert {"what": "schema", "why": "no_schema"} in line["skipped"]


def test_a_schema_finding_leads_to_its_element_in_a_file_of_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    minified = re.sub(r">\s+<", "><", UBL.read_text())
    head, mark, last = minified.rpartition("<cac:InvoiceLine>")
    _, (line,) = told(capsys, written(tmp_path, head + mark + "<cbc:ID>X</cbc:ID>" + last))
    (finding,) = (one for one in line["findings"] if one["code"] == "XSD")
    rank = minified.count("<cac:InvoiceLine>")
    assert rank > 1
    assert finding["where"][0]["path"].startswith(f"/Invoice/cac:InvoiceLine[{rank}]/cbc:ID[2] (l. ")


def test_an_element_that_is_not_taken_over_is_shown_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = UBL.read_text().replace("<cbc:IssueDate>", "<cbc:UUID>U-1</cbc:UUID>\n<cbc:IssueDate>", 1)
    _, (line,) = told(capsys, written(tmp_path, strange))
    (finding,) = (one for one in line["findings"] if one["code"] == "CPP-LEC-05")
    assert finding["where"][0]["path"].startswith("/Invoice/cbc:UUID (l. ")


def test_without_schemas_nothing_is_valid(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def missing(*_: object, **__: object) -> None:
        raise schema.SchemaMissingError

    monkeypatch.setattr(schema, "check", missing)
    _, (line,) = told(capsys, "--rules", "en16931", CII)
    assert (codes(line), line["valid"]) == (["CPP-MOTEUR-03"], False)


def test_the_dialect_is_not_held_to_the_standard_unless_asked(capsys: pytest.CaptureFixture[str]) -> None:
    file = SAMPLES / "facture-chorus-cii.xml"
    code, (line,) = told(capsys, file)
    assert (code, [one["name"] for one in line["rulesets"]]) == (DONE, OURS)
    assert {"what": "en16931", "why": "claim_chorus"} in line["skipped"]
    code, (line,) = told(capsys, "--rules", "en16931", file)
    assert (code, line["valid"], [one["name"] for one in line["rulesets"]]) == (REFUSED, False, ["en16931"])


def test_a_rule_that_fires_several_times_gives_as_many_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    without = re.sub(r"<ram:Name>(?:Gilet|Chaussures)[^<]*</ram:Name>", "", CII.read_text())
    _, (line,) = told(capsys, "--rules", "en16931", "--no-schema", written(tmp_path, without))
    lines = without.count("<ram:SpecifiedTradeProduct>")
    assert lines > 1
    assert codes(line).count("BR-25") == lines
    assert len({finding["where"][0]["path"] for finding in line["findings"]}) == lines


def test_what_the_reader_gave_up_hides_no_official_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = UBL.read_text().replace("<cbc:IssueDate>2026", "<cbc:IssueDate>le 2026", 1)
    _, (line,) = told(capsys, "--rules", "en16931", written(tmp_path, broken))
    severities = {finding["code"]: finding["severity"] for finding in line["findings"]}
    assert severities["XSD"] == "fatal"
    assert "CPP-LEC-01" not in severities
    _, (line,) = told(capsys, "--rules", "choruspro", written(tmp_path, broken))
    assert "CPP-LEC-01" in codes(line)


def test_what_is_no_number_is_never_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = re.sub(r"(<ram:LineTotalAmount>)\d+\.", r"\1", CII.read_text(), count=1).replace(
        "<ram:LineTotalAmount>", "<ram:LineTotalAmount>x", 1
    )
    code, (line,) = told(capsys, "--rules", "en16931", "--no-schema", written(tmp_path, broken))
    assert (code, line["valid"]) == (REFUSED, False)
    assert "CPP-LEC-02" in codes(line)
    _, (line,) = told(capsys, "--rules", "fr", "--no-schema", written(tmp_path, broken))
    assert "CPP-LEC-02" not in codes(line)


def test_a_rule_that_breaks_off_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> Iterator[Finding]:
        raise RuntimeError

    monkeypatch.setattr(type(next(iter(choruspro))), "ask", broken)
    _, (line,) = told(capsys, "--rules", "en16931", CII)
    assert set(codes(line)) == {"CPP-MOTEUR-01"}
    assert not line["valid"]


def test_any_other_fault_of_ours_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(en16931, "subject", None)
    code, (line,) = told(capsys, "--rules", "en16931", CII)
    assert (code, codes(line), line["valid"]) == (REFUSED, ["CPP-MOTEUR-01"], False)
    monkeypatch.setattr(verdict, "_read", None)
    code, (line,) = told(capsys, CII)
    assert (code, codes(line), line["valid"]) == (REFUSED, ["CPP-MOTEUR-02"], False)


def test_a_finding_that_cannot_be_told_is_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lost(*_: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(Places, "path", lost)
    code, (line,) = told(capsys, WRONG_TOTAL)
    assert (code, codes(line), line["valid"]) == (REFUSED, ["CPP-MOTEUR-02"], False)


def test_a_pipe_is_read_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(CII.read_bytes(),))
    writer.start()
    code, (line,) = told(capsys, pipe)
    writer.join()
    assert (code, line["valid"]) == (DONE, True)


@pytest.mark.parametrize("rules", ["unheard", "en16931,unheard", ""])
def test_a_rule_set_that_does_not_exist_makes_the_call_unusable(rules: str) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["check", "--rules", rules, str(CII)])
    assert exit_.value.code == 2


@pytest.mark.parametrize("rules", ["fr", "choruspro,fr"])
def test_a_named_rule_set_that_does_not_judge_such_a_file_leaves_nothing_valid(
    rules: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, (line,) = told(capsys, "--rules", rules, PDF / "facture-classique.pdf")
    assert (code, line["valid"], codes(line)) == (REFUSED, False, ["CPP-MOTEUR-04"])
    assert line["findings"][0]["values"] == {"ruleset": "fr", "format": "PDF"}
    assert line["skipped"] == [{"what": "fr", "why": "only_structured_files"}]


def test_where_no_rule_set_runs_nothing_is_valid(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(policy, "POLICY", {claim: {} for claim in policy.Claim})
    code, (line,) = told(capsys, CII)
    assert (code, line["valid"], line["rulesets"]) == (REFUSED, False, [])


def test_the_guide_names_every_rule_set() -> None:
    guide = Path("docs/how-to/check-invoices.md").read_text(encoding="utf-8")
    assert [one.name for one in catalogue.ALL_RULESETS if f"| `{one.name}` |" not in guide] == []


def test_several_rule_sets_are_named_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    _, (line,) = told(capsys, "--rules", "choruspro,en16931", CII)
    assert {one["name"] for one in line["rulesets"]} == {"choruspro", "en16931"}


def test_many_files_are_answered_in_their_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [written(tmp_path, sample("facture-cii.xml"), f"{rank}.xml") for rank in range(3 * command.FEW)]
    code, lines = told(capsys, *files)
    assert code == DONE
    assert [line["file"] for line in lines] == [str(file) for file in files]
    assert all(line["valid"] for line in lines)


def test_people_read_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(CII), str(WRONG_TOTAL), "no\udcff"]) == REFUSED
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith(f"{CII}\u00a0: valable")
    assert any(line.startswith("  erreur BR-CO-15, Montant TTC (l.") for line in shown)
    assert "rsm:" not in "\n".join(shown)


def a_crowded_invoice(folder: Path, *, lines: int) -> Path:
    """Lines without anything: each breaks nine rules."""
    return written(folder, a_ubl("<cac:InvoiceLine/>" * lines))


def test_people_are_told_a_rule_twenty_times(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--rules", "en16931", str(a_crowded_invoice(tmp_path, lines=25))])
    shown = capsys.readouterr().out.splitlines()
    told = [line for line in shown if "BR-21" in line]
    assert len(told) == 21
    assert told[-1] == "  … et 5 autres fois BR-21"
    main(["check", "--rules", "en16931", str(a_crowded_invoice(tmp_path, lines=20))])
    assert "autre" not in capsys.readouterr().out


def test_findings_are_told_one_by_one(tmp_path: Path) -> None:
    asked = verdict.Asked(rules=("en16931",), on=date(2026, 11, 27))
    judged = verdict.verdict_on(str(a_crowded_invoice(tmp_path, lines=10)), asked)
    pieces = list(telling.as_json(judged))
    assert len(pieces) == len(judged.findings) + 2
    assert len(json.loads("".join(pieces))["findings"]) == len(judged.findings)


def test_large_answers_of_many_files_wait_on_the_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = a_crowded_invoice(tmp_path, lines=60)
    _, lines = told(capsys, "--rules", "en16931", *[file] * (command.FEW + 1))
    assert len(json.dumps(lines[0])) > answer.LONGEST_HELD
    assert [line["file"] for line in lines] == [str(file)] * (command.FEW + 1)
    assert all(codes(line).count("BR-21") == 60 for line in lines)


def test_what_does_not_block_is_a_remark_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = told(capsys, PDF / "facture-facturx.pdf")
    (fatal,) = {finding["severity"] for finding in line["findings"]}
    assert (code, fatal) == (DONE, "fatal")
    main(["check", str(PDF / "facture-facturx.pdf")])
    shown = capsys.readouterr().out
    assert "  remarque BR-FR-08_BT-23" in shown
    assert "erreur" not in shown


def test_people_are_told_what_was_not_judged(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--no-schema", str(SAMPLES / "facture-chorus-cii.xml")])
    *_, last = capsys.readouterr().out.splitlines()
    assert last == (
        "  non jugé\u00a0: la forme du fichier (l’option --no-schema s’en passe)\u00a0; les règles en16931, fr "
        "(les flux de Chorus Pro n’y sont pas tenus)"
    )
    main(["check", str(CII)])
    assert "non jugé" not in capsys.readouterr().out


def test_every_reason_and_all_that_may_not_be_judged_has_words() -> None:
    sets = {one.name for one in catalogue.ALL_RULESETS}
    partial = [claim for claim, row in policy.POLICY.items() if not sets <= row.keys()]
    guards = {one.applies.__name__ for one in catalogue.ALL_RULESETS} - {"always"}
    assert {f"claim_{claim}" for claim in partial} | guards <= telling._WHY.keys()
    assert telling._WHAT.keys() >= verdict.OF_THE_FORM | {policy.SCHEMA, verdict.CONTAINER}


def test_what_only_the_form_supplies_makes_no_pdf_invalid(capsys: pytest.CaptureFixture[str]) -> None:
    code, (line,) = told(capsys, PDF / "facture-anglais.pdf")
    assert (code, line["valid"], codes(line)) == (DONE, True, [])
    assert {"what": "CPP-TVA-01", "why": "form"} in line["skipped"]
    _, (line,) = told(capsys, PDF / "facture-classique.pdf")
    assert "form" not in [one["why"] for one in line["skipped"]]


def test_a_pdf_that_announces_an_invoice_in_vain_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = without(hybrid.made(read_xml(CII.read_bytes()).invoice).content, "/Names", "/AF")
    _, (line,) = told(capsys, written(tmp_path, empty, "facture.pdf"))
    assert line["format"] == "PDF"
    assert "CPP-PDF-13" in codes(line)


def test_a_pdf_around_an_invoice_that_cannot_be_followed_is_not_passed_over_in_silence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unread(*_: object, **__: object) -> contents.Contents:
        return contents.Contents(xml=CII.read_bytes())

    monkeypatch.setattr(sandbox, "run", unread)
    _, (line,) = told(capsys, PDF / "facture-facturx.pdf")
    assert line["format"] == "Factur-X"
    assert line["skipped"] == [{"what": "container", "why": "unreadable"}]


def test_a_term_seen_on_a_page_is_told_with_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    _, (line,) = told(capsys, "--rules", "en16931", PDF / "facture-signee.pdf")
    pages = {place["term"]: place["path"] for finding in line["findings"] for place in finding["where"]}
    assert pages["BT-109"] == "page 1"


def test_a_crash_is_told_of_its_file() -> None:
    assert [one.code for one in verdict.crashed_on("x").findings] == ["CPP-MOTEUR-02"]
