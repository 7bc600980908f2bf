"""Pages open to everybody: verification, rules, help, legal pages, the demo mailbox."""
