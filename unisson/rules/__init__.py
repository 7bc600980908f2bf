"""Judging an invoice: a small engine, then one folder per rule set. Pure: values in, findings out."""
