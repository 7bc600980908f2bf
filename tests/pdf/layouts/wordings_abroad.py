"""What suppliers who write English or German put before each value."""

from collections.abc import Mapping, Sequence

ENGLISH: Mapping[str, Sequence[str]] = {
    "number": (
        "Invoice number", "Invoice no.", "Invoice #", "Invoice No", "Invoice", "Invoice ref.", "Inv. no.",
        "Document no.",
        "Invoice ID", "Tax invoice no.", "Invoice reference",
    ),
    "number.381": (
        "Credit note number", "Credit note no.", "Credit note", "Credit memo no.", "Credit note #", "Number",
    ),
    "issue_date": (
        "Invoice date", "Date", "Date of issue", "Issue date", "Issued on", "Dated", "Date issued", "Billing date",
    ),
    "issue_date.381": ("Date", "Credit note date", "Date of issue", "Issue date", "Issued on"),
    "due_date": (
        "Due date", "Payment due", "Due", "Payable by", "Pay by", "Due on", "Payment due date", "Please pay by",
    ),
    "service_code": (
        "Service code", "Department code", "Buyer reference", "Chorus service code", "Code service", "Service",
    ),
    "commitment": (
        "PO number", "Purchase order", "Purchase order no.", "PO no.", "P.O. #", "Your order no.", "Order number", "PO",
        "Customer PO", "Your PO", "Order reference", "Your order",
    ),
    "contract": ("Contract no.", "Contract number", "Contract", "Contract ref.", "Contract reference", "Agreement no."),
    "seller_siret": ("SIRET", "SIRET no.", "Company SIRET", "SIRET number", "Seller SIRET", "Our SIRET"),
    "siret": ("SIRET", "SIRET no.", "SIRET number"),
    "recipient_siret": (
        "Customer SIRET", "SIRET (customer)", "Buyer SIRET", "Client SIRET", "Your SIRET", "Recipient SIRET",
    ),
    "net.rate": ("Net at {rate}%", "Taxable at {rate}%", "Goods at {rate}%"),
    "lines_total": ("Gross subtotal", "Total before discount", "Items total", "Sum of lines", "Amount before discount"),
    "discount": ("Discount", "Less discount", "Rebate", "Trade discount", "Discount applied"),
    "net": (
        "Subtotal", "Net total", "Net amount", "Total net", "Total excl. VAT", "Total (excl. VAT)",
        "Amount excl. tax", "Net",
    ),
    "vat": ("VAT", "Total VAT", "VAT amount", "Tax", "VAT total", "Sales tax"),
    "vat.rate": ("VAT {rate}%", "VAT @ {rate}%", "VAT ({rate} %)", "VAT at {rate}%", "Tax {rate}%"),
    "gross": (
        "Total incl. VAT", "Grand total", "Invoice total", "Gross total", "Total amount", "Total (incl. VAT)",
        "Total Gross",
    ),
    "gross.bare": ("Total", "TOTAL", "Grand total", "Invoice total", "Total amount"),
    "retention": ("Retention 5%", "Less retention"),
    "paid": ("Deposit paid", "Paid to date", "Less deposit", "Amount paid", "Prepaid", "Payments received"),
    "due": (
        "Amount due", "Balance due", "Total due", "Amount payable", "Total payable", "Outstanding balance",
        "Please pay",
    ),
    "due.381": ("Amount credited", "Credit balance", "Total credit", "Amount to be refunded", "Refund due"),
    "iban": ("IBAN", "Bank account (IBAN)", "IBAN no.", "Our IBAN", "Account IBAN", "Pay to IBAN"),
}  # fmt: skip
GERMAN: Mapping[str, Sequence[str]] = {
    "number": (
        "Rechnungsnummer", "Rechnung Nr.", "Rechnungs-Nr.", "Rechnungsnr.", "Rechnung", "Beleg-Nr.", "Re.-Nr.",
        "Rechnung-Nr.",
        "Belegnummer",
    ),
    "number.381": ("Gutschrift Nr.", "Gutschriftsnummer", "Gutschrift-Nr.", "Gutschrift", "Belegnummer"),
    "issue_date": ("Rechnungsdatum", "Datum", "Ausstellungsdatum", "Belegdatum", "Rechnung vom", "Rechnungs-Datum"),
    "issue_date.381": ("Datum", "Gutschriftsdatum", "Belegdatum", "Ausstellungsdatum", "Gutschrift vom"),
    "due_date": (
        "Fällig am", "Fälligkeit", "Fälligkeitsdatum", "Zahlbar bis", "Zu zahlen bis", "Zahlungsziel",
        "Zahlbar bis zum",
    ),
    "service_code": (
        "Leitweg / Code service", "Code service", "Dienststelle", "Service-Code", "Ihre Dienststelle (Code)",
    ),
    "commitment": (
        "Bestellnummer", "Ihre Bestellung", "Bestell-Nr.", "Ihre Bestellnummer", "Bestellung Nr.",
        "Auftragsnummer des Kunden",
        "Ihre Bestell-Nr.",
    ),
    "contract": ("Vertragsnummer", "Vertrag Nr.", "Vertrags-Nr.", "Vertrag", "Rahmenvertrag Nr."),
    "seller_siret": ("SIRET", "SIRET-Nr.", "Unsere SIRET", "SIRET Nummer", "SIRET Lieferant"),
    "siret": ("SIRET", "SIRET-Nr."),
    "recipient_siret": ("SIRET Kunde", "Ihre SIRET", "SIRET-Nr. Kunde", "Kunden-SIRET", "SIRET des Empfängers"),
    "net.rate": ("Netto {rate} %", "Nettobetrag zu {rate} %"),
    "lines_total": ("Summe Positionen", "Warenwert", "Zwischensumme vor Rabatt", "Bruttowarenwert", "Summe vor Rabatt"),
    "discount": ("Rabatt", "Nachlass", "abzgl. Rabatt", "Abzüglich Rabatt", "Kundenrabatt"),
    "net": (
        "Nettobetrag", "Summe netto", "Netto", "Zwischensumme netto", "Gesamt netto", "Nettosumme",
        "Gesamtbetrag netto",
    ),
    "vat": ("MwSt.", "Umsatzsteuer", "USt.", "Mehrwertsteuer", "MwSt.-Betrag", "Steuerbetrag"),
    "vat.rate": ("MwSt. {rate} %", "{rate} % MwSt.", "zzgl. {rate} % USt.", "Umsatzsteuer {rate} %", "USt. {rate}%"),
    "gross": (
        "Gesamtbetrag", "Bruttobetrag", "Summe brutto", "Rechnungsbetrag", "Endbetrag", "Gesamtbetrag brutto",
        "Gesamtsumme",
    ),
    "gross.bare": ("Gesamtbetrag", "Rechnungsbetrag", "Summe", "Endbetrag", "Gesamt"),
    "retention": ("Sicherheitseinbehalt 5 %", "abzgl. Einbehalt"),
    "paid": ("Anzahlung", "Bereits bezahlt", "abzgl. Anzahlung", "Geleistete Anzahlung", "Bereits gezahlt"),
    "due": ("Zahlbetrag", "Zu zahlen", "Offener Betrag", "Zu zahlender Betrag", "Restbetrag", "Fälliger Betrag"),
    "due.381": ("Gutschriftsbetrag", "Zu Ihren Gunsten", "Guthaben", "Erstattungsbetrag", "Gutgeschriebener Betrag"),
    "iban": ("IBAN", "Bankverbindung IBAN", "IBAN-Nr.", "Unsere IBAN", "Konto (IBAN)"),
}  # fmt: skip

ENGLISH_TITLES: Mapping[str, Sequence[str]] = {
    "380": ("INVOICE", "Invoice", "TAX INVOICE", "Commercial invoice", "Sales Invoice"),
    "381": ("CREDIT NOTE", "Credit note", "Credit Memo", "CREDIT MEMO", "Credit Note"),
    "386": (
        "DEPOSIT INVOICE",
        "Prepayment invoice",
        "Down payment invoice",
        "Advance payment invoice",
        "Deposit invoice",
    ),
}
GERMAN_TITLES: Mapping[str, Sequence[str]] = {
    "380": ("RECHNUNG", "Rechnung"),
    "381": ("GUTSCHRIFT", "Gutschrift", "Rechnungskorrektur", "Stornorechnung"),
    "386": ("ANZAHLUNGSRECHNUNG", "Anzahlungsrechnung", "Vorauszahlungsrechnung"),
}
ENGLISH_HEADINGS: Mapping[str, Sequence[str]] = {
    "seller": ("From", "Seller", "Supplier", "Issued by", "Our company"),
    "buyer": ("Bill to", "Invoice to", "Customer", "Billed to", "Sold to", "To", "Client"),
    "delivery": ("Ship to", "Delivery address", "Deliver to", "Site"),
    "references": ("References", "Your references", "Details", "Information"),
    "payment": ("Payment details", "Bank details", "How to pay", "Payment terms"),
    "recap": ("VAT summary", "VAT analysis", "Tax breakdown", "VAT breakdown"),
}
GERMAN_HEADINGS: Mapping[str, Sequence[str]] = {
    "seller": ("Absender", "Lieferant", "Verkäufer", "Rechnungssteller"),
    "buyer": ("Rechnungsempfänger", "Kunde", "Rechnung an", "Rechnungsadresse", "An"),
    "delivery": ("Lieferadresse", "Lieferung an", "Lieferanschrift"),
    "references": ("Referenzen", "Ihre Angaben", "Angaben"),
    "payment": ("Bankverbindung", "Zahlungsbedingungen", "Zahlung"),
    "recap": ("MwSt.-Übersicht", "Steuerübersicht", "Aufstellung MwSt."),
}
ENGLISH_COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("Item", "Code", "SKU", "Part no.", "Item no."),
    "designation": ("Description", "Item", "Details", "Service"),
    "quantity": ("Qty", "Quantity", "Units", "Hours"),
    "unit": ("Unit", "UoM"),
    "price": ("Unit price", "Price", "Rate", "Unit cost"),
    "rate": ("VAT", "VAT %", "Tax", "VAT rate"),
    "amount": ("Amount", "Total", "Line total", "Net amount"),
    "recap.rate": ("VAT rate", "Rate", "VAT %"),
    "recap.base": ("Net", "Taxable amount", "Net amount", "Goods"),
    "recap.vat": ("VAT", "VAT amount", "Tax"),
    "recap.gross": ("Gross", "Total"),
    "recap.total": ("Total", "TOTAL", "Totals"),
}
GERMAN_COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("Art.-Nr.", "Artikel", "Pos.", "Artikelnummer"),
    "designation": ("Bezeichnung", "Beschreibung", "Leistung", "Artikelbezeichnung"),
    "quantity": ("Menge", "Anzahl", "Mge."),
    "unit": ("Einheit", "ME"),
    "price": ("Einzelpreis", "E-Preis", "Preis", "EP"),
    "rate": ("MwSt.", "USt. %", "MwSt. %"),
    "amount": ("Gesamtpreis", "Betrag", "Gesamt", "GP"),
    "recap.rate": ("Steuersatz", "MwSt.-Satz", "USt. %"),
    "recap.base": ("Netto", "Nettobetrag", "Bemessungsgrundlage"),
    "recap.vat": ("MwSt.", "Steuer", "Steuerbetrag"),
    "recap.gross": ("Brutto", "Bruttobetrag"),
    "recap.total": ("Summe", "Gesamt", "Total"),
}
ENGLISH_NOISE: Mapping[str, Sequence[str]] = {
    "client": ("Customer no.", "Account no.", "Customer ID", "Client no.", "Account"),
    "quote": ("Quote no.", "Quotation", "Our quote", "Estimate #"),
    "delivery_note": ("Delivery note", "Dispatch no.", "Delivery no."),
    "order_date": ("Order date", "PO date", "Date of order"),
    "delivery_date": ("Delivery date", "Date of supply", "Service date"),
    "period": ("Period", "Billing period", "Service period"),
    "contact": ("Contact", "Account manager", "Sales rep."),
    "our_reference": ("Our ref.", "Project", "Job no."),
    "terms": ("Terms", "Payment terms", "Terms of payment"),
    "quote_date": ("Quote date", "Quotation date"),
    "printed": ("Printed on", "Print date"),
    "meter": ("Meter no.", "Site ID"),
    "carried": ("Carried forward", "Page subtotal"),
    "own_order": ("Our order no.", "Sales order", "Our order"),
    "office": ("Department", "Requested by", "Office"),
    "buyer_vat": ("Customer VAT no.", "Your VAT no."),
    "balance": ("Previous balance", "Account balance", "Balance brought forward"),
    "mandate": ("Mandate ref.", "SEPA mandate"),
    "order_in_words": ("Your order", "Your reference", "Order"),
    "preceding": ("Original invoice", "Against invoice no.", "Credits invoice"),
}
GERMAN_NOISE: Mapping[str, Sequence[str]] = {
    "client": ("Kundennummer", "Kunden-Nr.", "Ihre Kundennummer", "Debitor"),
    "quote": ("Angebot Nr.", "Angebotsnummer", "Unser Angebot"),
    "delivery_note": ("Lieferschein", "Lieferschein-Nr.", "LS-Nr."),
    "order_date": ("Bestelldatum", "Bestellung vom", "Auftragsdatum"),
    "delivery_date": ("Lieferdatum", "Leistungsdatum", "Liefertermin"),
    "period": ("Leistungszeitraum", "Zeitraum", "Abrechnungszeitraum"),
    "contact": ("Ansprechpartner", "Bearbeiter", "Ihr Kontakt"),
    "our_reference": ("Unser Zeichen", "Projekt", "Auftrags-Nr."),
    "terms": ("Zahlungsbedingungen", "Zahlung", "Konditionen"),
    "quote_date": ("Angebotsdatum", "Angebot vom"),
    "printed": ("Gedruckt am", "Druckdatum"),
    "meter": ("Zählernummer", "Standort"),
    "carried": ("Übertrag", "Zwischensumme Seite"),
    "own_order": ("Unsere Auftragsnummer", "Auftragsbestätigung", "Unser Auftrag"),
    "office": ("Abteilung", "Besteller", "Bereich"),
    "buyer_vat": ("Ihre USt-IdNr.", "USt-IdNr. Kunde"),
    "balance": ("Vorheriger Saldo", "Kontostand", "Saldo"),
    "mandate": ("Mandatsreferenz", "SEPA-Mandat"),
    "order_in_words": ("Ihre Bestellung", "Ihr Zeichen", "Bestellung"),
    "preceding": ("Originalrechnung", "Zu Rechnung Nr.", "Storno zu Rechnung"),
}
ENGLISH_TERMS: Sequence[str] = ("30 days net", "Net 30", "Bank transfer", "Within 30 days", "End of month + 30")
GERMAN_TERMS: Sequence[str] = (
    "30 Tage netto",
    "14 Tage 2 % Skonto, 30 Tage netto",
    "Überweisung",
    "zahlbar ohne Abzug",
)
