"""The core: flows, deposit, admission, lifecycle, history, certificate, search."""
