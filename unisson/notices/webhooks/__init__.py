"""Webhooks: events posted to the machines that asked for them, signed, tried again, and kept in a log for a while.

Signatures and retries are those of Standard Webhooks (standardwebhooks.com). What happened, and who may hear of it, is
said by whoever queues: nothing here knows of invoices.
"""
