"""Pages open to everybody: verification, rules, directory, help, legal pages, the demo mailbox."""
