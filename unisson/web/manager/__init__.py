"""« Activités du gestionnaire »: who asks to be attached to the structures that a person manages, and who is."""
