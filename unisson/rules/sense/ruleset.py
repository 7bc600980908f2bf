"""The rule set of common sense: what is wrong in an invoice although its syntax and the official rules let it pass.

Wrong identifiers only warn: the real platforms accept some that fail (design §2). So do sums that the norm does not
hold to the cent. What cannot be is fatal; whether that keeps an invoice out is the policy's choice, not this set's.
"""

from unisson.einvoice.reading import Syntax
from unisson.rules.engine import RuleSet

IN_FILES = frozenset(syntax for syntax in Syntax if syntax.is_structured)
"""Where nobody answers for a value field by field; what is typed, the rules of the portal judge (`choruspro`)."""
IN_CII = frozenset({Syntax.CII, Syntax.FACTURX})

sense = RuleSet(
    name="sense",
    version="1.0",
    source="clés de contrôle publiées par les registres, arithmétique et calendrier, Factur-X 1.0 et ISO 19005-3",
    title="Bon sens",
)
