"""The portal's own codes: what the core refuses or remarks, in French and English. Never renumbered, never reused."""

from unisson.kernel.words import declare

declare(
    "CPP-ACCES-01",
    fr="Cette page n’existe pas, ou vous n’y avez pas accès.",
    en="This page does not exist, or you have no access to it.",
)
declare(
    "CPP-ACCES-02",
    fr="Vous n’avez pas le droit de déposer des factures pour cette structure. Demandez à son gestionnaire l’espace"
    " « Factures émises » en modification.",
    en="You may not submit invoices for this organisation. Ask its manager for the space “Factures émises” with"
    " modification.",
)
declare(
    "CPP-ACCES-03",
    fr="Cette adresse ne fait que recevoir un formulaire : revenez à la page d’avant, ou à l’accueil.",
    en="This address only takes a form: go back to the page before, or to the home page.",
)
declare(
    "CPP-ETAT-01",
    fr="La facture ne peut pas passer de « {source} » à « {target} ». Rechargez la page : son état a peut-être changé.",
    en="The invoice cannot go from “{source}” to “{target}”. Reload the page: its state may have changed.",
)
declare(
    "CPP-ETAT-02",
    fr="Choisissez un motif : il est obligatoire pour « {target} ».",
    en="Choose a reason: it is mandatory for “{target}”.",
)
declare(
    "CPP-ETAT-03",
    fr="Ajoutez une pièce jointe ou écrivez un commentaire : sans l’un ou l’autre, « {target} » n’apporte rien à votre"
    " client.",
    en="Add an attachment or write a comment: without either, “{target}” brings nothing to your customer.",
)
declare(
    "CPP-ETAT-04",
    fr="« {motive} » n’est pas un motif de « {target} » aujourd’hui. Choisissez-en un dans la liste.",
    en="“{motive}” is no reason for “{target}” today. Choose one from the list.",
)
declare(
    "CPP-ETAT-05",
    fr="« {motive} » ne dit rien à lui seul : écrivez au fournisseur ce que vous attendez.",
    en="“{motive}” alone says nothing: write to the supplier what you expect.",
)
declare(
    "CPP-ETAT-06",
    fr="Écrivez au moins {least} caractères : le fournisseur doit savoir quoi refaire.",
    en="Write at least {least} characters: the supplier must know what to do again.",
)
declare(
    "CPP-ETAT-07",
    fr="{who} a fait passer cette facture à « {status} » le {moment}, pendant que vous l’aviez sous les yeux. Rien"
    " n’a été changé par vous : relisez, puis recommencez s’il le faut.",
    en="{who} moved this invoice to “{status}” on {moment}, while you were looking at it. You changed nothing: read"
    " again, then do it once more if need be.",
)
declare(
    "CPP-ETAT-08",
    fr="Un numéro de mandat ne va pas avec « {target} » : retirez-le, ou choisissez « Mandatée ».",
    en="A payment order number does not go with “{target}”: take it away, or choose “Mandatée”.",
)
declare("CPP-LOT-01", fr="Fait : « {target} ».", en="Done: “{target}”.")
declare(
    "CPP-LOT-02",
    fr="Elle y était déjà, par {who} le {moment}. Rien n’a changé.",
    en="It was there already, by {who} on {moment}. Nothing changed.",
)
declare(
    "CPP-LOT-03",
    fr="Cette facture n’existe pas, ou vous n’y avez pas accès.",
    en="This invoice does not exist, or you have no access to it.",
)
declare("CPP-LOT-04", fr="Cochez au moins une facture.", en="Tick at least one invoice.")
declare(
    "CPP-LOT-05",
    fr="On agit sur {limit} factures au plus à la fois : resserrez la liste, ou faites-le en plusieurs fois.",
    en="At most {limit} invoices are treated at once: narrow the list, or do it in several times.",
)
declare(
    "CPP-LOT-07",
    fr="De « {source} », on ne passe pas à « {target} ». Ouvrez-la pour voir ce qui est possible.",
    en="From “{source}” one does not go to “{target}”. Open it to see what can be done.",
)
declare(
    "CPP-LOT-06",
    fr="On ne rejette pas plusieurs factures à la fois : ouvrez chacune, une correction suffit souvent.",
    en="Invoices are not rejected several at once: open each, a correction is often enough.",
)
declare(
    "CPP-DEPOT-01",
    fr="« {name} » n’est pas une facture que le portail sait lire. Déposez un PDF, un Factur-X ou un fichier XML (UBL"
    " ou CII).",
    en="“{name}” is not an invoice that the portal can read. Submit a PDF, a Factur-X or an XML file (UBL or CII).",
)
declare(
    "CPP-DEPOT-02",
    fr="Ce fichier a déjà été déposé : c’est la facture n° {number} du {day}. Ne l’envoyez que s’il s’agit d’une autre"
    " facture.",
    en="This file was submitted before: it is invoice No {number} of {day}. Send it only if it is another invoice.",
)
declare(
    "CPP-DEPOT-03",
    fr="Le fichier a été gardé sous le nom « {proposal} » : le nom « {name} » contient un caractère interdit ou est"
    " trop long.",
    en="The file was kept under the name “{proposal}”: the name “{name}” holds a forbidden character or is too long.",
)
declare(
    "CPP-DEPOT-04",
    fr="Cette facture est déjà partie le {moment}. Elle n’a été envoyée qu’une fois.",
    en="This invoice was already sent on {moment}. It was sent only once.",
)
declare(
    "CPP-DEPOT-05",
    fr="Ce brouillon a été modifié dans un autre onglet à {moment}. Vérifiez les valeurs ci-dessous avant d’envoyer.",
    en="This draft was changed in another tab at {moment}. Check the values below before you send.",
)
declare(
    "CPP-DEPOT-06",
    fr="La facture n’est pas prête : points à corriger, {count}.",
    en="The invoice is not ready: points to correct, {count}.",
)
declare(
    "CPP-DEPOT-07",
    fr="Le portail n’a pas su traiter ce fichier : la faute est de son côté. Le fichier est gardé. Déposez-le à"
    " nouveau, ou signalez-le à l’exploitant du portail.",
    en="The portal failed to process this file: the fault is on its side. The file is kept. Submit it again, or report"
    " it to the operator of the portal.",
)
declare(
    "CPP-DEPOT-08",
    fr="Vous aviez choisi « {chosen} » ; le fichier est : {found}. C’est ce format qui est retenu.",
    en="You had chosen “{chosen}”; the file is: {found}. This format is kept.",
)
declare(
    "CPP-DEPOT-09",
    fr="Choisissez le fichier de votre facture : un PDF, un Factur-X ou un XML (UBL ou CII).",
    en="Choose the file of your invoice: a PDF, a Factur-X or an XML (UBL or CII).",
)
declare(
    "CPP-DEPOT-10",
    fr="Vous avez plusieurs structures. Choisissez celle pour laquelle vous déposez, puis le fichier à nouveau.",
    en="You have several organisations. Choose the one you submit for, then the file again.",
)
declare(
    "CPP-DEPOT-11",
    fr="« {name} » est une archive. Passez par « Déposer plusieurs factures », ou déposez la facture qu’elle contient.",
    en="“{name}” is an archive. Use “Submit several invoices”, or submit the invoice that it holds.",
)
declare(
    "CPP-DEPOT-12",
    fr="« {name} » est une image. Enregistrez la facture en PDF, puis déposez ce PDF.",
    en="“{name}” is an image. Save the invoice as a PDF, then submit that PDF.",
)
declare(
    "CPP-DEPOT-13",
    fr="« {name} » est un document bureautique. Exportez-le en PDF, puis déposez ce PDF.",
    en="“{name}” is an office document. Export it as a PDF, then submit that PDF.",
)
declare(
    "CPP-DEPOT-14",
    fr="« {name} » est un message de cycle de vie, pas une facture. Déposez la facture qu’il accompagne.",
    en="“{name}” is a life-cycle message, not an invoice. Submit the invoice that it comes with.",
)
declare(
    "CPP-DEPOT-15",
    fr="Vous avez déjà {count} factures préparées. Attendez la réponse des gestionnaires, ou supprimez un brouillon.",
    en="You have prepared {count} invoices already. Wait for the managers’ answer, or delete a draft.",
)
declare(
    "CPP-DEPOT-16",
    fr="Les gestionnaires de « {name} » n’ont pas encore accepté votre demande de rattachement : la facture partira"
    " quand ils l’auront acceptée. D’ici là, elle est gardée et vous seul la voyez.",
    en="The managers of “{name}” have not accepted your request yet: the invoice can leave once they have. Until then"
    " it is kept, and only you see it.",
)
declare(
    "CPP-DEPOT-17",
    fr="Vous ne pouvez pas envoyer de facture au nom de « {name} » : votre demande de rattachement n’a pas été"
    " acceptée, ou ne vous donne pas ce droit. Choisissez une autre structure, ou supprimez le brouillon.",
    en="You cannot send an invoice in the name of “{name}”: your request was not accepted, or does not give you this"
    " right. Choose another organisation, or delete the draft.",
)
declare(
    "CPP-CADRE-03",
    fr="Le cadre {framework} relève de l’espace « Factures de travaux », qui n’est pas encore ouvert ici. Choisissez"
    " A1 s’il s’agit d’une facture simple.",
    en="The framework {framework} belongs to the space “Factures de travaux”, which is not open here yet. Choose A1"
    " if it is a simple invoice.",
)
declare(
    "CPP-CADRE-04",
    fr="Le cadre {framework} relève de l’espace « Mémoires de frais de justice », qui n’est pas encore ouvert ici."
    " Choisissez A1 s’il s’agit d’une facture simple.",
    en="The framework {framework} belongs to the space “Mémoires de frais de justice”, which is not open here yet."
    " Choose A1 if it is a simple invoice.",
)
declare(
    "CPP-CADRE-05",
    fr="Le cadre {framework} relève de l’espace « Demande de remboursement TIC », qui n’est pas encore ouvert ici."
    " Choisissez A1 s’il s’agit d’une facture simple.",
    en="The framework {framework} belongs to the space “Demande de remboursement TIC”, which is not open here yet."
    " Choose A1 if it is a simple invoice.",
)
declare(
    "CPP-CADRE-06",
    fr="Le cadre {framework} n’est pas encore ouvert ici : la validation par le titulaire ou le mandataire est à"
    " venir. Faites déposer la facture par le titulaire en A1.",
    en="The framework {framework} is not open here yet: validation by the main contractor is still to come. Have the"
    " main contractor submit the invoice under A1.",
)
declare(
    "CPP-ADM-15",
    fr="Il y a {count} autres points, qui ne sont pas listés ici. Corrigez d’abord ceux-là ; « unisson check » les"
    " dit tous.",
    en="There are {count} more points, not listed here. Correct these first; “unisson check” tells them all.",
)
declare(
    "CPP-ADM-01",
    fr="Aucune structure publique n’a le SIRET {siret}. Vérifiez-le sur le bon de commande ou cherchez la structure.",
    en="No public organisation has the SIRET {siret}. Check it on the order or search the organisation.",
)
declare(
    "CPP-ADM-02",
    fr="{name} ne reçoit plus de factures ici. Demandez-lui son nouveau SIRET.",
    en="{name} no longer receives invoices here. Ask it for its new SIRET.",
)
declare(
    "CPP-ADM-03",
    fr="{name} n’est pas une structure publique : le portail ne transmet qu’au secteur public.",
    en="{name} is not a public organisation: the portal serves the public sector only.",
)
declare(
    "CPP-ADM-04",
    fr="{name} ne reçoit ici que des factures de travaux. Déposez dans l’espace « Factures de travaux ».",
    en="{name} receives works invoices only. Submit in the space “Factures de travaux”.",
)
declare(
    "CPP-ADM-05",
    fr="{name} exige un code service. Il figure sur le bon de commande.",
    en="{name} requires a service code. It stands on the order.",
)
declare(
    "CPP-ADM-06",
    fr="{name} exige un numéro d’engagement. Il figure sur le bon de commande.",
    en="{name} requires a commitment number. It stands on the order.",
)
declare(
    "CPP-ADM-07",
    fr="{name} exige un code service ou un numéro d’engagement. Renseignez au moins l’un des deux.",
    en="{name} requires a service code or a commitment number. Give at least one of the two.",
)
declare(
    "CPP-ADM-08",
    fr="{name} n’a pas de service « {service} ». Choisissez dans la liste de ses services.",
    en="{name} has no service “{service}”. Choose from the list of its services.",
)
declare(
    "CPP-ADM-09",
    fr="Le service « {service} » de {name} ne reçoit plus de factures. Choisissez un service actif.",
    en="The service “{service}” of {name} no longer receives invoices. Choose an active one.",
)
declare(
    "CPP-ADM-10",
    fr="Vous avez déjà envoyé une facture n° {number} en {year}. Donnez un autre numéro à celle-ci.",
    en="You already sent an invoice No {number} in {year}. Give this one another number.",
)
declare(
    "CPP-ADM-11",
    fr="Le fichier est émis par le SIRET {found}, mais vous déposez pour {chosen}. Choisissez la bonne structure.",
    en="The file is issued by SIRET {found}, but you submit for {chosen}. Choose the right organisation.",
)
declare(
    "CPP-ADM-12",
    fr="{name} ne connaît pas le numéro d’engagement {number}. Recopiez-le du bon de commande.",
    en="{name} does not know the commitment number {number}. Copy it from the order.",
)
declare(
    "CPP-ADM-13",
    fr="La facture n’a pas de SIRET de destinataire. Indiquez celui de la structure publique à qui elle s’adresse.",
    en="The invoice has no recipient SIRET. Give the one of the public organisation it is addressed to.",
)
declare(
    "CPP-ADM-14",
    fr="Votre structure {name} n’est plus active : elle ne peut plus envoyer de factures. Déposez pour celle qui lui"
    " succède.",
    en="Your organisation {name} is no longer active: it cannot send invoices any more. Submit for its successor.",
)
declare(
    "CPP-ADM-16",
    fr="Le {former} ne reçoit plus de factures : {name} a maintenant le {number}. Adressez-la à ce numéro.",
    en="{former} no longer receives invoices: {name} now has {number}. Address the invoice to that number.",
)
declare(
    "CPP-ADM-17",
    fr="Votre structure {name} n’envoie plus sous le {former} : elle a maintenant le {number}. Déposez sous ce numéro.",
    en="Your organisation {name} no longer sends under {former}: it now has {number}. Submit under that number.",
)
declare(
    "CPP-ADM-18",
    fr="Le fichier porte encore votre ancien numéro, {former}. Refaites-le avec le {number}.",
    en="The file still carries your former number, {former}. Make it again with {number}.",
)
declare(
    "CPP-ADM-19",
    fr="Le compte « {label} » n’est plus parmi vos références bancaires. Choisissez-en un autre, ou aucun.",
    en="The account “{label}” is no longer among your bank details. Choose another one, or none.",
)
declare(
    "CPP-ADM-20",
    fr="Votre service « {service} » est fermé : il n’envoie plus de factures. Choisissez-en un autre.",
    en="Your service “{service}” is closed: it sends no invoices any more. Choose another one.",
)
declare(
    "CPP-SAISIE-01",
    fr="« {text} » n’est pas un montant. Écrivez par exemple 3 500,00.",
    en="“{text}” is not an amount. Write for instance 3,500.00.",
)
declare(
    "CPP-SAISIE-02",
    fr="« {text} » n’est pas une date. Écrivez-la jour/mois/année, par exemple 29/10/2026.",
    en="“{text}” is not a date. Write it day/month/year, for instance 29/10/2026.",
)
declare(
    "CPP-SAISIE-03",
    fr="Nous avons lu « {shown} » sans en être sûrs. Confirmez ou corrigez.",
    en="We read “{shown}” but are not sure. Confirm it or correct it.",
)
declare(
    "CPP-SAISIE-05",
    fr="La page porte le SIRET {found}, mais vous déposez pour {chosen}. Confirmez, ou changez de structure.",
    en="The page bears the SIRET {found}, but you submit for {chosen}. Confirm, or change the organisation.",
)
declare(
    "CPP-SAISIE-04",
    fr="La page imprimée dit « {printed} », le fichier XML dit « {value} » : le XML fait foi.",
    en="The printed page says “{printed}”, the XML file says “{value}”: the XML counts.",
)
declare(
    "CPP-PJ-01",
    fr="Une pièce jointe s’appelle déjà « {name} ». Renommez le fichier ou retirez l’autre.",
    en="An attachment is already named “{name}”. Rename the file or remove the other one.",
)
declare(
    "CPP-PJ-02",
    fr="« {name} » est protégé par un mot de passe : le destinataire ne pourrait pas l’ouvrir. Enregistrez-le sans.",
    en="“{name}” is password-protected: the recipient could not open it. Save it without a password.",
)
declare(
    "CPP-VERIF-01",
    fr="Authentique : certificat délivré par ce portail, facture n° {number} déposée le {moment}, inchangée.",
    en="Authentic: certificate issued by this portal, invoice No {number} submitted on {moment}, unchanged.",
)
declare(
    "CPP-VERIF-02",
    fr="Ce document n’est pas un certificat délivré par ce portail, ou il a été modifié depuis.",
    en="This document is not a certificate issued by this portal, or it was changed since.",
)
declare(
    "CPP-VERIF-03",
    fr="Le certificat est authentique (facture n° {number}, déposée le {moment}), mais le fichier de facture présenté"
    " n’est pas celui qui a été déposé.",
    en="The certificate is authentic (invoice No {number}, submitted on {moment}), but the invoice file shown is not"
    " the one that was submitted.",
)
declare(
    "CPP-VERIF-04",
    fr="Le certificat est authentique, mais l’enregistrement de la facture n° {number} ne lui correspond plus."
    " Prévenez l’exploitant du portail.",
    en="The certificate is authentic, but the record of invoice No {number} no longer matches it. Tell the operator"
    " of the portal.",
)
declare(
    "CPP-EVT-01",
    fr="{recipient} a votre facture n° {number} à sa disposition.",
    en="{recipient} now has your invoice No {number} at its disposal.",
)
declare(
    "CPP-EVT-02",
    fr="{supplier} vous a envoyé la facture n° {number}.",
    en="{supplier} sent you invoice No {number}.",
)
declare(
    "CPP-EVT-03",
    fr="{recipient} a fait passer votre facture n° {number} à l’état « {status} ».",
    en="{recipient} moved your invoice No {number} to “{status}”.",
)
