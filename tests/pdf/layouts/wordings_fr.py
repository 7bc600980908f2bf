"""What French suppliers write before each value."""

from collections.abc import Mapping, Sequence

LABELS: Mapping[str, Sequence[str]] = {
    "number": (
        "Facture n°", "N° de facture", "Numéro de facture", "N° facture", "Réf. facture", "Référence facture", "Numéro",
        "Facture numéro", "N° de pièce", "Pièce n°", "N° document", "Document n°", "Facture", "Notre facture n°", "N°",
        "Numéro de la facture", "Facture Nº", "Facture no", "No de facture", "No facture", "Fact. n°",
        "Numéro de pièce",
        "Référence de la facture", "N°facture", "Num. facture", "N° de la facture", "Numéro facture",
    ),
    "number.381": (
        "Avoir n°", "N° d'avoir", "Numéro d'avoir", "N° avoir", "Avoir", "Facture d'avoir n°", "Référence avoir", "N°",
        "Note de crédit n°", "Avoir numéro", "N° de pièce", "Numéro de l'avoir", "Numéro",
    ),
    "number.386": (
        "Facture d'acompte n°", "N° de facture", "Acompte n°", "Facture n°", "N° facture d'acompte",
        "Numéro de facture",
        "N° de pièce", "Numéro", "N°",
    ),
    "issue_date": (
        "Date", "Date de facture", "Date de la facture", "Date facture", "Facture du", "Date d'émission", "Émise le",
        "Date de facturation", "En date du", "Date de pièce", "Date du document", "Établie le", "Date émission",
        "Fait le",
        "Date de la pièce", "Date pièce", "Facturé le", "Le", "Du", "Date d'établissement", "Date d'édition",
        "Éditée le",
    ),
    "issue_date.381": (
        "Date", "Date de l'avoir", "Date d'avoir", "Date d'émission", "Émis le", "Avoir du", "Date avoir",
        "En date du", "Du",
    ),
    "due_date": (
        "Échéance", "Date d'échéance", "À payer avant le", "À régler avant le", "Date limite de paiement",
        "Échéance le",
        "Payable le", "Échéance au", "Date limite de règlement", "À régler au plus tard le", "Paiement avant le",
        "Payable au",
        "Règlement attendu le", "Échéance de paiement", "Échéance de règlement", "Date éch.", "Paiement dû le", "Éch.",
        "Payable avant le", "Date d'échéance de paiement", "À régler le", "Date de règlement", "Facture à échéance du",
    ),
    "service_code": (
        "Code service", "Code service exécutant", "Service exécutant", "Code SE", "Code du service", "N° de service",
        "Code service Chorus", "Code service Chorus Pro", "Code service destinataire", "SE", "Service destinataire",
        "Code Service Chorus-Pro", "Chorus - code service", "Service facturé (code)", "N° service exécutant", "N° SE",
        "Code service du destinataire", "Code du service destinataire", "Code service Chorus PRO", "Service",
    ),
    "commitment": (
        "N° d'engagement", "Numéro d'engagement", "Engagement", "Engagement n°", "N° EJ", "EJ", "Engagement juridique",
        "N° d'engagement juridique", "Bon de commande", "Bon de commande n°", "N° de bon de commande", "BC n°", "N° BC",
        "Commande n°", "N° commande", "N° de commande", "Votre commande", "V/commande", "Votre commande n°", "BDC n°",
        "Votre bon de commande n°", "Réf. commande", "Numéro de commande", "N° engagement", "Numéro de bon de commande",
        "Référence commande", "N° d'engagement (EJ)", "Votre n° de commande", "N° bon de commande", "Numéro EJ",
        "V/Cde n°",
        "Réf. engagement", "N° de commande client", "Référence engagement",
    ),
    "contract": (
        "Marché n°", "N° de marché", "Numéro de marché", "Marché", "Marché public n°", "Réf. marché", "Contrat n°",
        "N° de contrat", "N° contrat", "Référence marché", "Contrat", "N° marché", "Accord-cadre n°",
        "Numéro de contrat",
        "N° du marché", "Votre marché n°", "Référence du marché", "Référence contrat", "Marché/Contrat n°",
    ),
    "seller_siret": (
        "SIRET", "Siret", "N° SIRET", "Siret n°", "N° de SIRET", "Numéro SIRET", "SIRET émetteur", "SIRET fournisseur",
        "Notre SIRET", "Nº SIRET", "No SIRET", "N° Siret", "N° SIRET fournisseur", "Numéro de SIRET", "SIRET vendeur",
    ),
    "siret": ("SIRET", "Siret", "N° SIRET", "N° de SIRET", "Siret n°", "Numéro SIRET", "SIRET client", "Code SIRET"),
    "recipient_siret": (
        "SIRET client", "SIRET destinataire", "SIRET du client", "N° SIRET client", "Siret client",
        "SIRET de l'acheteur",
        "SIRET acheteur", "SIRET dest.", "Votre SIRET", "SIRET destinataire facture", "N° SIRET destinataire",
        "SIRET collectivité", "Siret du destinataire", "SIRET de facturation", "Identifiant Chorus (SIRET)",
        "SIRET Chorus Pro", "SIRET de la collectivité", "SIRET débiteur", "N° SIRET du client", "SIRET facturation",
    ),
    "lines_total": (
        "Total brut HT", "Total HT avant remise", "Montant brut HT", "Total des lignes HT", "HT brut", "Brut HT",
        "Total marchandises HT", "Sous-total HT avant remise",
    ),
    "discount": (
        "Remise", "Remise globale", "Rabais", "Remise commerciale", "Remise exceptionnelle", "Montant remise",
        "Remise HT",
        "Remise accordée", "Remise sur facture", "Remise globale HT", "Montant de la remise", "Remise client",
    ),
    "net": (
        "Total HT", "Montant HT", "Total H.T.", "Total hors taxes", "Montant total HT", "Net HT", "Total net HT",
        "Total HT",
        "Sous-total HT", "Montant hors taxes", "Montant H.T.", "Total général HT", "TOTAL HT (€)",
        "Total HT en euros", "HT",
        "Total hors taxe", "Total (HT)", "Montant net HT", "Total hors T.V.A.", "Somme HT", "Sous total HT", "Base HT",
    ),
    "net.rate": ("Base HT {rate} %", "Total HT à {rate} %", "HT {rate} %", "Dont HT à {rate} %"),
    "vat": (
        "TVA", "Total TVA", "Montant TVA", "Montant de la TVA", "T.V.A.", "Total T.V.A.", "Total de la TVA",
        "Montant T.V.A.",
        "Dont TVA", "TVA totale", "Total des taxes", "Total taxes", "Montant total TVA", "Montant total de la TVA",
    ),
    "vat.rate": (
        "TVA {rate} %", "TVA à {rate} %", "TVA ({rate}%)", "TVA {rate}%", "T.V.A. {rate} %", "TVA au taux de {rate} %",
        "Montant TVA {rate} %", "TVA {rate},00 %", "TVA ( {rate} % )", "Taxe {rate}%", "TVA taux normal {rate} %",
    ),
    "gross": (
        "Total TTC", "Montant TTC", "Total T.T.C.", "Total toutes taxes comprises", "Montant total TTC", "TTC",
        "Total TTC",
        "Total facture TTC", "Montant T.T.C.", "Total général TTC", "Total TTC en euros", "TOTAL TTC (€)",
        "Total (TTC)",
        "Montant toutes taxes comprises", "Total facture", "Somme TTC", "Total de la facture",
    ),
    "gross.bare": ("Total", "TOTAL", "Total général", "Montant total", "Total facture", "Total de la facture"),
    "paid": (
        "Acompte versé", "Acompte", "Déjà réglé", "Déjà payé", "Acompte reçu", "Acompte perçu", "Montant déjà réglé",
        "Acomptes déduits", "À déduire : acompte", "Règlements reçus", "Acompte déjà versé", "Avance versée",
    ),
    "retention": ("Retenue de garantie 5 %", "Retenue de garantie", "R.G. 5 %", "Retenue de garantie (5%)"),
    "due": (
        "Net à payer", "Total à payer", "Reste à payer", "Solde à payer", "Reste dû", "Montant à payer", "À payer",
        "Net à payer TTC",
        "Solde dû", "Montant dû", "Net à régler", "Montant à régler", "Net à payer (EUR)", "Net à payer en euros",
        "Reste à régler", "NET A PAYER", "Somme à payer", "Solde restant dû", "Montant net à payer",
    ),
    "due.381": ("Net à déduire", "Net en votre faveur", "Solde en votre faveur", "À votre crédit", "Net à rembourser"),
    "iban": (
        "IBAN", "N° IBAN", "IBAN n°", "Code IBAN", "Compte bancaire (IBAN)", "Coordonnées bancaires : IBAN",
        "RIB / IBAN",
        "Virement à l'IBAN", "Compte IBAN", "Notre IBAN", "IBAN (virement)", "Numéro IBAN",
    ),
}  # fmt: skip

TITLES: Mapping[str, Sequence[str]] = {
    "380": (
        "FACTURE",
        "Facture",
        "FACTURE",
        "Facture client",
        "FACTURE DE VENTE",
        "F A C T U R E",
        "FACTURE ORIGINALE",
    ),
    "381": ("AVOIR", "Avoir", "FACTURE D'AVOIR", "Facture d'avoir", "Note de crédit", "AVOIR CLIENT"),
    "386": ("FACTURE D'ACOMPTE", "Facture d'acompte", "FACTURE ACOMPTE", "Facture d'acompte 30 %"),
    "works": ("SITUATION DE TRAVAUX N° 3", "Facture de situation n° 2", "FACTURE - SITUATION DE TRAVAUX", "FACTURE"),
    "law": ("NOTE D'HONORAIRES", "Note d'honoraires", "FACTURE D'HONORAIRES", "Facture"),
}

HEADINGS: Mapping[str, Sequence[str]] = {
    "seller": (
        "Émetteur", "Fournisseur", "Vendeur", "Prestataire", "De", "Facture émise par", "Société émettrice",
        "Titulaire",
    ),
    "buyer": (
        "Destinataire", "Facturé à", "Client", "Adressé à", "Adresse de facturation", "Facturer à", "Acheteur", "À",
        "Destinataire de la facture", "Maître d'ouvrage", "Doit", "Pour", "Donneur d'ordre", "Facture adressée à",
    ),
    "delivery": (
        "Adresse de livraison", "Livré à", "Lieu de livraison", "Livraison", "Lieu d'exécution", "Chantier", "Site",
    ),
    "factor": ("Règlement à l'ordre de notre factor", "Créance cédée à", "Paiement à effectuer à notre affactureur"),
    "references": ("Références", "Vos références", "Informations", "Références à rappeler", "Chorus Pro"),
    "payment": ("Règlement", "Conditions de règlement", "Mode de paiement", "Coordonnées bancaires", "Paiement"),
    "recap": ("Récapitulatif TVA", "Détail de la TVA", "Ventilation de la TVA", "TVA"),
}  # fmt: skip

COLUMNS: Mapping[str, Sequence[str]] = {
    "code": ("Référence", "Réf.", "Code", "Code article", "Article", "Réf"),
    "designation": (
        "Désignation",
        "Description",
        "Libellé",
        "Prestation",
        "Désignation des travaux",
        "Détail",
        "Nature",
    ),
    "quantity": ("Qté", "Quantité", "Qte", "Quantités", "Nb", "Qté facturée"),
    "unit": ("Unité", "U", "Un.", "Unité"),
    "price": ("PU HT", "P.U. HT", "Prix unitaire HT", "Prix unit.", "P.U.", "Prix unitaire", "Tarif HT"),
    "rate": ("TVA", "Taux TVA", "% TVA", "TVA %", "Taux", "T.V.A."),
    "amount": ("Montant HT", "Total HT", "Montant", "Total", "Prix total HT", "Total ligne HT", "Montant H.T."),
    "recap.rate": ("Taux", "Taux TVA", "TVA", "% TVA", "Taux de TVA"),
    "recap.base": ("Base HT", "Montant HT", "Base", "HT", "Bases HT", "Base de calcul", "Total HT"),
    "recap.vat": ("Montant TVA", "TVA", "Montant", "Montant de TVA", "Montant T.V.A.", "Taxe"),
    "recap.gross": ("Montant TTC", "TTC", "Total TTC"),
    "recap.total": ("Total", "TOTAL", "Totaux", "TOTAUX", "Total général"),
}

NOISE: Mapping[str, Sequence[str]] = {
    "client": (
        "N° client", "Code client", "Client n°", "Réf. client", "Compte client", "Numéro client", "Compte tiers",
    ),
    "quote": ("Devis n°", "N° de devis", "Réf. devis", "Selon devis", "Notre devis n°", "Devis"),
    "delivery_note": ("BL n°", "Bon de livraison n°", "N° de BL", "N° bon de livraison", "Bordereau de livraison"),
    "order_date": ("Date de commande", "Commande du", "Date commande", "Date du bon de commande", "Commandé le"),
    "delivery_date": ("Date de livraison", "Livré le", "Date de prestation", "Date d'exécution", "Livraison du"),
    "period": (
        "Période", "Période de facturation", "Période facturée", "Période du", "Prestations du", "Période de conso.",
    ),
    "contact": ("Votre contact", "Suivi par", "Affaire suivie par", "Interlocuteur", "Commercial", "Dossier suivi par"),
    "our_reference": ("Nos références", "N/Réf.", "Notre référence", "N/réf", "Réf. dossier", "Affaire", "Dossier n°"),
    "terms": ("Conditions de paiement", "Mode de règlement", "Règlement", "Conditions", "Mode de paiement", "Délai"),
    "quote_date": ("Date du devis", "Devis du", "Date devis"),
    "printed": ("Imprimé le", "Édité le", "Date d'impression"),
    "meter": ("N° de compteur", "PDL", "Point de livraison", "Réf. PCE", "N° de ligne"),
    "works.contract": ("Montant du marché HT", "Marché de base HT", "Montant initial du marché HT"),
    "works.done": ("Cumul des travaux exécutés HT", "Travaux à ce jour HT", "Total cumulé HT", "Avancement cumulé HT"),
    "works.before": ("Situations précédentes HT", "À déduire situations antérieures HT", "Déjà facturé HT"),
    "room": ("Chambre", "Chambre n°", "N° de chambre"),
    "arrival": ("Arrivée", "Arrivée le", "Date d'arrivée"),
    "departure": ("Départ", "Départ le", "Date de départ"),
    "index_before": ("Ancien index", "Index de début", "Relevé précédent"),
    "index_now": ("Nouvel index", "Index de fin", "Relevé actuel"),
    "next_reading": ("Prochaine relève", "Prochaine facture le", "Prochaine facture vers le"),
    "site": ("Chantier", "Opération", "Objet", "Lieu des travaux"),
    "progress": ("Avancement", "% d'avancement", "État d'avancement"),
    "case": ("Affaire", "Dossier", "N/Dossier", "Instance"),
    "carried": ("À reporter", "Sous-total", "Report", "Sous-total page"),
    "own_order": ("Notre commande n°", "N/commande", "N/Cde", "Notre n° de commande", "Commande interne"),
    "office": (
        "Service demandeur", "Direction", "Service gestionnaire", "À l'attention du service", "Service concerné",
    ),
    "buyer_vat": ("N° TVA client", "TVA intracom. client", "Votre n° de TVA", "N° TVA intracommunautaire du client"),
    "balance": ("Solde précédent", "Ancien solde", "Encours", "Solde de votre compte"),
    "mandate": ("Réf. mandat", "RUM", "Référence mandat SEPA"),
    "order_in_words": ("Votre commande", "V/Réf.", "Réf. commande", "Commande", "Vos références"),
    "preceding": (
        "Facture d'origine n°", "Annule la facture n°", "Sur facture n°", "Avoir sur facture", "Facture initiale",
    ),
}  # fmt: skip

TERMS: Sequence[str] = (
    "Virement à 30 jours",
    "30 jours fin de mois",
    "Mandat administratif",
    "Virement",
    "30 j. nets",
    "Chèque",
)
