"""What is read from an invoice."""

from enum import StrEnum


class Field(StrEnum):
    """What is read from an invoice; then headings that name a party, and labels whose value is of no use here."""

    NUMBER = "number"
    ISSUE_DATE = "issue_date"
    TYPE = "type"
    CURRENCY = "currency"
    SELLER_SIRET = "seller_siret"
    SELLER_VAT = "seller_vat"
    RECIPIENT_SIRET = "recipient_siret"
    SERVICE_CODE = "service_code"
    COMMITMENT = "commitment"
    CONTRACT = "contract"
    VAT_REGIME = "vat_regime"
    NET_TOTAL = "net_total"
    VAT_TOTAL = "vat_total"
    GROSS_TOTAL = "gross_total"
    DUE = "due"
    DISCOUNT = "discount"
    DUE_DATE = "due_date"
    IBAN = "iban"
    PAID = "paid"
    VAT_ROW = "vat_row"
    SELLER = "seller"
    RECIPIENT = "recipient"
    THIRD_PARTY = "third_party"
    NOISE = "noise"
