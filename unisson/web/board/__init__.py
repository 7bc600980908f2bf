"""« Tableau de bord » of both sides, and the forecast of payments."""
