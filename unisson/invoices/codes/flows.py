"""Sentences of the flows that machines send: what refuses a whole, and what its report says."""

from unisson.kernel.words import declare

declare(
    "CPP-FLUX-01",
    fr="« {stated} » n’est pas une syntaxe de flux. Reprenez l’un des codes publiés, par exemple IN_DP_E1_CII_16B.",
    en="“{stated}” is no syntax of a flow. Use one of the published codes, for example IN_DP_E1_CII_16B.",
)
declare(
    "CPP-FLUX-02",
    fr="Le flux est annoncé en « {stated} », mais « {name} » est d’une autre sorte. Envoyez-le avec la syntaxe de ce"
    " qu’il contient.",
    en="The flow is announced as “{stated}”, but “{name}” is of another kind. Send it with the syntax of what"
    " it holds.",
)
declare(
    "CPP-FLUX-03",
    fr="La syntaxe « {stated} » n’est plus acceptée, ou ne l’est pas encore ici. Envoyez de l’UBL, du CII D16B ou du"
    " Factur-X.",
    en="The syntax “{stated}” is no longer accepted, or not yet here. Send UBL, CII D16B or Factur-X.",
)
declare(
    "CPP-FLUX-04",
    fr="« {name} » est annoncé en Factur-X, mais ne contient aucun XML de facture. Refaites-le depuis votre logiciel.",
    en="“{name}” is announced as Factur-X, but holds no XML of an invoice. Make it again with your software.",
)
declare(
    "CPP-FLUX-05",
    fr="Ce fichier a déjà été reçu dans les dernières 24 heures : c’est le flux {flow}. Il n’a pas été traité une"
    " seconde fois.",
    en="This file was already received within the last 24 hours: it is flow {flow}. It was not treated a second time.",
)
declare(
    "CPP-FLUX-06",
    fr="La facture n° {number} a été déposée le {day} dans le flux {flow}.",
    en="Invoice No {number} was submitted on {day} in flow {flow}.",
)
declare(
    "CPP-FLUX-07",
    fr="La facture n° {number} figure plus d’une fois dans cet envoi : seule la première a été prise.",
    en="Invoice No {number} is there more than once in what was sent: only the first was taken.",
)
declare(
    "CPP-FLUX-08",
    fr="La signature de « {name} » est gardée avec l’envoi ; elle n’a pas pu être vérifiée.",
    en="The signature of “{name}” is kept with what was sent; it could not be verified.",
)
declare(
    "CPP-FLUX-09",
    fr="« {name} » n’a pas pu être traité, par une panne du portail. L’exploitant est prévenu ; si rien n’a changé"
    " demain, envoyez-le de nouveau.",
    en="“{name}” could not be treated, through a fault of the portal. The operator is told; if nothing has changed by"
    " tomorrow, send it again.",
)
declare(
    "CPP-FLUX-11",
    fr="Aucun fichier n’est choisi. Choisissez le fichier du flux, puis recommencez.",
    en="No file is chosen. Choose the file of the flow, then start again.",
)
declare(
    "CPP-FLUX-12",
    fr="« {name} » est annoncé comme signé, mais aucune signature n’y a été trouvée, ni à côté.",
    en="“{name}” is announced as signed, but no signature was found in it, nor beside it.",
)
declare(
    "CPP-FLUX-13",
    fr="La signature de « {name} » par {signer} est intègre ; l’identité du signataire n’est pas vérifiée.",
    en="The signature of “{name}” by {signer} is intact; who the signer is was not verified.",
)
declare(
    "CPP-FLUX-14",
    fr="« {name} » a été modifié après sa signature. Si vous n’en êtes pas l’auteur, voyez avec qui l’a envoyé.",
    en="“{name}” was changed after it was signed. If it was not you, see with whoever sent it.",
)
