"""Dashboards and forecasts: sums kept up by the worker from the register (ADR 16)."""
