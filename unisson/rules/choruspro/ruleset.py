"""The rule set of Chorus Pro: what the portal asks of any invoice judged alone, whatever its syntax.

Facts about the recipient or about numbers already used are no rules: they belong to the admission. The docstrings of
the rules are in French because the portal publishes them (« Règles et erreurs », `docs/rules/`).
"""

from unisson.rules.engine import RuleSet

choruspro = RuleSet(
    name="choruspro",
    version="1.0",
    source="Chorus Pro, dossier de spécifications externes et description de l’API",
    title="Règles du portail",
)
