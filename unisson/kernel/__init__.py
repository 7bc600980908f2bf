"""What all other packages may rely on: findings, refusals, words, money, identifiers, ports. Imports none of ours."""
