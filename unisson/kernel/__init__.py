"""What every other package may rely on: findings, refusals, words, money, identifiers, ports. Imports nothing of ours."""
