"""Settings, urls, logging, and the wiring of the ports. May import everything; nothing imports it."""
