"""The words that announce a value, in French first (domain-rules §4.8), then English and German.

Patterns are written for `geometry.plain` text: small letters, no accents, one space between words, a tabulator between
cells. Where several match at one place the longest wins, so a label that means something else (NOISE) takes its words
away from the general ones. The weight tells how sure a value that stands right beside the label is.
"""

from .fields import Field
from .phrases import INVOICE, KIND, NO, NO_OR_REF, OF, START
from .vocabulary_of_amounts import AMOUNTS

TABLE: tuple[tuple[Field, float, tuple[str, ...]], ...] = (
    (
        Field.NUMBER,
        0.97,
        (
            rf"{INVOICE}{KIND}(?: ?/ ?(?:invoice|rechnung))? ?:? ?{NO}",
            rf"{INVOICE} ref(?:erence)?\.?|{INVOICE} porte (?:le )?{NO}",
            rf"{INVOICE} ?[-–] ?(?:situation de travaux|honoraires|acompte)(?= ?:)",
            rf"{NO_OR_REF} (?:du |de |de la |d'|de l'|de cette |de notre )?(?:{INVOICE}|piece|document|justificatif)",
            rf"{NO_OR_REF} ?{OF}{INVOICE}",
            r"(?:piece|document|facturation) n\s?°",
            r"(?:tax )?(?:invoice|inv\.?|bill|credit note|credit memo|document)(?: ?/ ?facture)? ?(?:number"
            r"|num\.?|no\.?|n\s?°|#|nr\.?|id|ref(?:erence)?\.?)",
            r"number of (?:the )?invoice|re\.?\s?-?\s?nr\.?|rechnungskorrektur(?: nr\.?)?",
            r"(?:rechnungs?|beleg|gutschrifts?)\s?-?\s?(?:nummer|nr\.?|no\.?)",
            r"[a-z]*rechnung(?: (?!bestellung)[a-z]+){0,2}(?: \(\d{3}\))? (?:nr\.?|nummer|no\.?|#)",
            r"gutschrift(?: \(\d{3}\))? (?:nr\.?|nummer|no\.?|#)",
            r"nummer der rechnung",
        ),
    ),
    (
        Field.NUMBER,
        0.8,
        (rf"{START}(?!fact\b){INVOICE}{KIND}", rf"{START}(?:tax )?(?:invoice|[a-z]*rechnung|gutschrift)"),
    ),
    (Field.NUMBER, 0.7, (rf"(?:{NO} (?:de (?:la )?)?)?facture (?:d')?acompte(?: {NO})?", rf"{START}acompte {NO}")),
    (Field.NUMBER, 0.66, (rf"{START}(?:number|nummer)",)),
    (Field.NUMBER, 0.66, (rf"{START}{NO}", rf"{START}(?:reference|ref\.?)")),
    (
        Field.ISSUE_DATE,
        0.97,
        (
            rf"date {OF}(?:{INVOICE}{KIND}|emission|facturation|etablissement|edition|piece|document|creation)",
            r"(?:facture |avoir )?(?:emise?|etablie?|editee?|facturee?|datee) (?:le|du)",
            r"(?:facture|avoir|note de credit) (?:du|en date du|a la date du)",
            r"(?:invoice|issue|issuing|bill|billing|credit note|document) date(?: ?/ ?date)?",
            r"date (?:of (?:the )?(?:issue|invoice)|issued)|issued? (?:on|date)|dated",
            r"rechnungs\s?-?datum|beleg\s?-?datum|ausstellungs\s?-?datum|datum der (?:rechnung|ausstellung)",
            r"rechnung vom|ausgestellt am",
        ),
    ),
    (
        Field.ISSUE_DATE,
        0.85,
        (rf"{START}(?:date|datum|fait le)", r"(?:fait )?a [a-z' -]+, le", r"[a-z-]+, (?:le|den)"),
    ),
    (Field.ISSUE_DATE, 0.78, (rf"{START}(?:le|du|en date du|vom)",)),
    (
        Field.DUE_DATE,
        0.95,
        (
            r"(?:date )?(?:d')?ech\.?(?: le| au)?",
            rf"(?:facture |date )?(?:a |d')?(?:l')?echeance(?: {OF}(?:paiement|reglement|{INVOICE})| du| le| au)?",
            r"date (?:limite )?(?:d'echeance|de (?:paiement|reglement|prelevement|versement))",
            r"date d'exigibilite|exigible le",
            r"(?:payable|a (?:payer|regler)|paiement|reglement|prelevement|virement|regler|payer)(?: attendu"
            r"| du| prevu)? (?:avant|au plus tard|pour|jusqu'au|au|a partir du|le|d'ici)(?: le| au)?",
            r"(?:please )?pay by|payment due(?: date| by| on)?|due (?:date|by|on)|pay(?:able|ment due)? (?:by"
            r"|before)|payment (?:date|deadline)",
            r"fallig(?:keit)?(?:s\s?-?datum)?(?: am| bis)?|zahlbar (?:bis|am|innerhalb)(?: zum)?|zahlungsziel"
            r"|zu zahlen bis|zahlung bis",
        ),
    ),
    (Field.DUE_DATE, 0.75, (rf"{START}due(?=\s*(?::|\t|$))",)),
    (
        Field.RECIPIENT_SIRET,
        0.98,
        (
            rf"(?:{NO} )?(?:de )?siret (?:\(?(?:du |de la |de l'|des? )?)?(?:client|destinataire|dest\.?"
            rf"|acheteur|debiteur|structure|organisme|collectivite|administration|entite|commune|mairie|ville"
            rf"|donneur d'ordre|maitre d'ouvrage|payeur|service|etablissement)(?: public(?:que)?| destinataire"
            rf"| facturee?| acheteur)?\)?",
            rf"(?:client|destinataire|acheteur|structure destinataire|entite publique|debiteur"
            rf"|organisme payeur) ?(?:[:\-–(/] ?)?(?:{NO} )?siret\)?",
            r"(?:votre|vos|v/) ?(?:n\s?° )?(?:de )?siret|siret (?:chorus(?:[ -]pro)?|(?:de )?facturation|facturee?)",
            r"identifiant (?:chorus(?: pro)?|(?:de la )?structure(?: destinataire| publique)?|destinataire"
            r"|(?:du )?client)",
            r"(?:client|customer|buyer|recipient|public entity)(?:'s)? siret(?: (?:number|no\.?))?",
            r"siret (?:of (?:the )?|\()?(?:customer|buyer|recipient|client)\)?",
            r"(?:kunden|empfanger|kaufer)\s?-?\s?siret|siret\s?-?(?:nr\.? )?(?:des )?(?:kunden?|empfangers|kaufers)",
        ),
    ),
    (
        Field.SELLER_SIRET,
        0.97,
        (
            rf"(?:{NO} )?(?:de )?siret (?:\(?(?:du |de la |de l'|d')?)?(?:fournisseur|emetteur|vendeur"
            rf"|prestataire|titulaire|entreprise|societe|creancier|artisan|association)\)?",
            rf"(?:fournisseur|emetteur|vendeur|prestataire|titulaire|notre|nos"
            rf"|n/) ?(?:[:\-–] ?)?(?:{NO} )?(?:de )?siret",
            r"(?:supplier|seller|vendor|company|our)(?:'s)? siret(?: (?:number|no\.?))?",
            r"siret (?:of (?:the )?|\()?(?:supplier|seller|vendor)\)?",
            r"(?:lieferanten|verkaufer)\s?-?\s?siret|siret\s?-?(?:nr\.? )?(?:des )?(?:lieferant(?:en)?|verkaufers)",
        ),
    ),
    (
        Field.SELLER_VAT,
        0.8,
        (
            rf"(?:{NO} )?(?:de )?(?:id(?:entifiant|entification)?\.? )?(?:de )?t\.?v\.?a\.? intra[- ]?communautaire",
            rf"(?:{NO} )?(?:de )?t\.?v\.?a\.? (?:intra|c\.?e\.?e\.?|ue)(?:com(?:munautaire)?)?\.?",
            rf"(?:id(?:entifiant)?|{NO}) (?:de )?(?:la )?t\.?v\.?a\.?",
            r"vat (?:number|no\.?|id(?:entification)?(?: number| no\.?)?|reg(?:istration)?\.?(?: no\.?| number)?)",
            r"ust-?\.?\s?-?id(?:ent)?(?:\.?\s?-?\s?nr\.?)?"
            r"|umsatzsteuer-?\s?id(?:entifikationsnummer)?(?:\.?-?nr\.?)?",
        ),
    ),
    (
        Field.SERVICE_CODE,
        0.96,
        (
            rf"(?:{NO} )?(?:du )?code (?:du |de )?service(?: executant| (?:du )?destinataire"
            rf"| chorus(?:[ -]pro)?| gestionnaire)?",
            rf"{NO} (?:de |du )?(?:service|s\.?e\.?)(?: executant| destinataire)?",
            r"service facture(?: \(code\))?",
            r"(?:department|unit|cost centre) code|(?:ihre )?dienststelle \(code\)",
            r"(?:service|serv\.) (?:executant|exec\.?|destinataire|gestionnaire|code)",
            r"code (?:sce|serv|s\.?e)\.?",
            r"service[ -]?(?:id|no\.?|nr\.?|code)|dienststellen-?\s?code|leitweg\s?-?\s?id",
            r"(?:buyer|customer)(?:'s)? reference|referenz des kaufers|kaufer-?referenz",
        ),
    ),
    (Field.SERVICE_CODE, 0.75, (rf"{START}(?:service|(?:ihre )?dienststelle|s\.?e\.?(?=\s*(?::|\t|$)))",)),
    (
        Field.COMMITMENT,
        0.96,
        (
            rf"{NO_OR_REF} (?:d'|de l'|de |du |de la |de votre |votre )?(?:engagement(?: juridique)?|e\.?j\.?"
            rf"|bon de commande|commande(?: publique| client| chorus)?|bdc|b\.?c\.?|cde\.?)(?: ?\(e\.?j\.?\))?",
            rf"(?:votre |vos |v/ ?)cde\.? ?{NO}?|cde\.? ?{NO}",
            rf"(?:votre )?engagement(?: juridique)?(?: ?\(e\.?j\.?\))? ?{NO}?",
            rf"(?:votre |vos |v/ ?|reference (?:de )?(?:la )?|ref\. )?(?:bon de )?commande(?: client)? ?{NO}?",
            rf"\b(?:e\.?j\.?|bdc|b\.c\.) ?{NO}?|\bbc ?{NO}",
            r"(?:votre |vos )?(?:bon de commande|bdc)",
            r"(?:your|customer|client) (?:order|p\.?o\.?)|auftragsnummer des kunden"
            r"|ihre auftrags\s?-?(?:nummer|nr\.?)",
            r"(?:your |customer |client )?(?:purchase )?order ?(?:number|no\.?|ref(?:erence)?\.?|#|nr\.?)",
            r"(?:your |customer )?p\.?o\.?(?: |-)?(?:number|no\.?|ref(?:erence)?\.?|#)|purchase order"
            r"|commitment(?: (?:number|no\.?))?",
            r"(?:ihre )?bestell(?:ung|nummer|\s?-?\s?nr\.?)(?: nr\.?)?(?: (?:des )?kunden?| des kaufers)?",
        ),
    ),
    (Field.COMMITMENT, 0.85, (rf"{START}p\.?o\.?(?=[\s:#]|$)",)),
    (
        Field.COMMITMENT,
        0.62,
        (r"(?:votre|vos|v/) ?ref(?:erences?)?\.?(?: client)?|your ref(?:erence)?\.?|ihr(?:e)? (?:zeichen|referenz)",),
    ),
    (
        Field.CONTRACT,
        0.95,
        (
            rf"{NO_OR_REF} (?:de |du )?(?:marche|contrat|convention|accord[- ]cadre)(?: public| de travaux)?",
            rf"(?:marche(?: public)?|contrat|convention|accord[- ]cadre) ?{NO}",
            r"(?:contract|agreement) (?:number|no\.?|ref(?:erence)?\.?)",
            r"vertrags?\s?-?\s?(?:nummer|nr\.?)",
        ),
    ),
    (Field.CONTRACT, 0.7, (rf"{START}(?:marche(?: public)?|contrat|contract|agreement|vertrag)",)),
    (Field.IBAN, 0.97, (r"i\.?b\.?a\.?n\.?",)),
    (
        Field.RECIPIENT,
        0.9,
        (
            rf"{START}(?:facture[er]? ?a|factures? (?:a|pour)|doit|adresse[er] a|client|destinataire|acheteur"
            rf"|a l'attention de|pour le compte de|beneficiaire des prestations|debiteur|maitre d'ouvrage)",
            r"(?:adresse|coordonnees|identite|infos?|informations?) (?:de facturation|(?:du )?client"
            r"|(?:du )?destinataire|de l'acheteur)|structure destinataire|entite publique|ministere"
            r"|vos (?:identifiants|coordonnees)|destinataire de la facture|client facture",
            rf"{START}(?:bill(?:ed|ing)? (?:to|address)|invoice(?:d)? to|sold to|customer|buyer|recipient|client)",
            rf"{START}(?:kunde|rechnungsempfanger|rechnungsadresse|kaufer|empfanger)",
        ),
    ),
    (
        Field.SELLER,
        0.9,
        (
            rf"{START}(?:emetteur|fournisseur|vendeur|prestataire|titulaire|emise? par|expediteur|creancier"
            rf"|entreprise|nos coordonnees|de la part de)",
            rf"{START}(?:from|seller|supplier|vendor|verkaufer|lieferant|rechnungssteller|absender)",
        ),
    ),
    (
        Field.THIRD_PARTY,
        0.9,
        (
            rf"{START}(?:valideur|encaisseur|livre[er]? (?:a|chez)|livraison|beneficiaire|affactureur|factor"
            rf"|cessionnaire|sous-?traitant|mandataire|agence|chantier)",
            r"(?:adresse|lieu|site|point) (?:de |d')?(?:execution|la prestation|prestation|realisation"
            r"|intervention|livraison|chantier|d'intervention|du chantier)|livraison a|ship(?:ped|ping)? (?:to"
            r"|address)|deliver(?:y|ed)? (?:to|address)|liefer(?:adresse|anschrift)|societe d'affacturage",
        ),
    ),
    (
        Field.NOISE,
        1.0,
        (
            rf"(?:{NO}|date) (?:de )?(?:la )?facture (?:associee|d'origine|initiale|precedente|liee|rectifiee)",
            r"date (?:de |du |d'|des )?(?:la |l')?(?:livraison|bon de livraison|bon de commande|commande"
            r"|prestations?|debut|fin|valeur|reception|execution|naissance|vente|devis|intervention|depart"
            r"|arrivee|notification|releve|signature|creation du compte|marche|sejour)",
            r"(?:commande|engagement|devis|contrat|marche|bon de livraison|convention|avenant|livraison) (?:du"
            r"|en date du|passee? le|signee? le|notifiee? le)",
            r"(?:notre|nos|n/) ?(?:n\s?° ?)?(?:d'|de )?(?:commande|cde|dossier|ref(?:erences?)?|devis"
            r"|engagement)\.?(?: n\s?°)?|commande interne",
            r"(?:votre|vos) (?:n\s?° )?(?:de )?t\.?v\.?a\.?(?: intra\w*\.?)?|our (?:order|ref(?:erence)?"
            r"|quote)\.?(?: (?:no\.?|number|#))?",
            r"(?:unser(?:e)? |angebots?)\s?-?\s?(?:zeichen|referenz|auftrags\s?-?nr\.?|nr\.?"
            r"|angebot(?:s\s?-?nr\.?)?)",
            r"pdl|prm|pce|compteur|(?:ref\.?|reference) (?:mandat|dossier|interne|article|chantier|affaire"
            r"|produit|devis|colis|bl)",
            r"(?:direction|service|pole) (?:de la )?commande publique|commande publique|commandee? le",
            rf"{INVOICE} de situation(?: {NO})?|(?:{NO} )?(?:de )?siret(?:\s?-?\s?nr\.?)?|(?:{NO}"
            rf"|code) (?:iban|bic|rib)",
            r"(?:livree?|expediee?|imprimee?|realisee?|valable|valide|notifiee?|executee?)(?: jusqu'au"
            r"| jusqu'a| le| du| au)+",
            r"(?:delivery|order|service|ship(?:ping|ment)?) (?:note|from|period)|(?:delivery|order|service"
            r"|ship(?:ping|ment)?) date|liefer(?:datum|schein(?:\s?-?nr\.?)?)|leistungs(?:datum|zeitraum)"
            r"|liefer- und leistungsdatum|bestelldatum|auftrags\s?-?(?:datum|nummer|nr\.?)|kundendatum",
            r"(?:avoir |relatif |relative |annule |remplace |rectifie |correction |correspondant "
            r"|suite )*(?:sur|a|la|de) (?:la |notre |votre )?facture(?: d'origine| initiale"
            r"| precedente)?(?: n\s?°)?",
            rf"facture (?:d'origine|initiale|precedente|rectifiee|annulee|liee|associee|concernee|de reference"
            rf"|anterieure)(?: {NO})?",
            r"(?:original|related|previous|preceding) invoice(?: (?:no\.?|number|ref\.?))?|(?:zu|zur) rechnung"
            r"|ursprungsrechnung|ursprungliche rechnung",
            rf"{NO} (?:de |d'|du |de la )?(?:client|compte|dossier|devis|bl|bon de livraison|rcs|siren|lot"
            rf"|ligne|page|telephone|serie|affaire|chantier|adherent|abonne|usager|contrat client"
            rf"|bon de reception|bon de vente|projet|agrement|ics|rum|mandat|cheque|vehicule|immatriculation"
            rf"|point de livraison|pdl|compteur|police|sejour|chambre)",
            r"(?:code|ref(?:erence)?\.?|compte|id\.?|identifiant|numero) ?(?:du )?(?:client|fournisseur"
            r"|article|produit|adherent|banque|guichet)|customer (?:number|no\.?|id|code)|account (?:number"
            r"|no\.?)|kunden\s?-?\s?(?:nummer|nr\.?)|lieferanten\s?-?nr\.?",
            r"(?:affaire|dossier|devis|projet|chantier|client|compte|abonnement) n\s?°|devis|quote (?:no\.?"
            r"|number|ref)|angebot(?:s\s?-?nr\.?)?",
            r"total (?:h\.?\s?t\.?|hors taxes?) (?:brut|avant remises?)|total brut(?: h\.?t\.?)?"
            r"|montant brut(?: h\.?t\.?)?|brut h\.?t\.?",
            r"total (?:des )?(?:lignes|articles)(?: h\.?t\.?)?|gesamtbetrag der zuschlage|positionssumme"
            r"|summe der positionen",
            r"prix (?:unit(?:aire|\.)?|u\.?)(?: h\.?t\.?| net)?|p\.?\s?u\.?(?: h\.?t\.?| net)?|unit price"
            r"|einzelpreis|montant (?:unitaire|ligne)|total (?:de la )?(?:ligne|page|report)|a reporter|report",
            r"(?:t\.?v\.?a\.? )?non applicable|t\.?v\.?a\.? acquittee|exoneration de t\.?v\.?a\.?"
            r"|taux(?: de)?(?: la)? t\.?v\.?a\.?|t\.?v\.?a\.? \(?%\)?(?! ?\d)|%\s?t\.?v\.?a\.?|vat (?:rate|%)"
            r"|tax (?:rate|%)|steuersatz",
            r"t\.?v\.?a\.? (?:sur|d'apres|a) les? (?:debit|encaissement)s?",
            r"escompte|penalites?|interets|indemnite|capital(?: social)?|retenue(?: de garantie)?|(?:frais"
            r"|cout) de (?:port|transport|livraison|gestion|dossier|recouvrement)|"
            r"eco-?\s?(?:part(?:icipation)?|taxe|contribution)|consigne|plafond|franchise|caution|late payment"
            r"|skonto|verzugszins",
            r"bon de livraison|b\.?l\.? n\s?°|delivery note|ape|naf|n\.?a\.?f\.?|rcs|r\.c\.s\.?|bic|swift|rib"
            r"|siren|tel\.?|telephone|mobile|portable|fax|telecopie|phone|e-?mail|steuer\s?-?nr\.?"
            r"|steuernummer|hrb",
            r"periode(?: de facturation| du)?|du \d.{5,18} au|period(?: from)?|zeitraum"
            r"|situation (?:de travaux )?n\s?°|situation",
        ),
    ),
    *AMOUNTS,
)
"""Field, weight, patterns."""
