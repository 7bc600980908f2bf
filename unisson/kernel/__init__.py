"""What every other package may rely on: findings, refusals, words, money, identifiers, ports. Knows nothing above it."""
