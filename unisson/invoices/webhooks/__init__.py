"""What machines are told of invoices and flows, and who says where: see `notices.webhooks` for the posting."""
