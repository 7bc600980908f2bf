"""Sentences about accounts asked for and about attachments."""

from unisson.kernel.words import declare

declare(
    "CPP-INSCRIPTION-01",
    fr="Ce lien d’activation ne sert plus : il a déjà servi, ou son heure est passée. Demandez-en un autre.",
    en="This activation link is no longer good: it was used, or its hour is over. Ask for another one.",
)
declare(
    "CPP-INSCRIPTION-02",
    fr="Ce numéro n’est pas écrit comme il faut. « {kind} » : {hint}.",
    en="This number is not written as it should be. “{kind}”: {hint}.",
)
declare(
    "CPP-INSCRIPTION-05",
    fr="Le SIRET {siret} a bien 14 chiffres, mais l’un d’eux est faux : comparez-le à celui de votre entreprise.",
    en="The SIRET {siret} has its 14 digits, but one of them is wrong: compare it with your company’s.",
)
declare(
    "CPP-INSCRIPTION-06",
    fr="Ce lien a déjà servi : le compte {address} est actif. Connectez-vous.",
    en="This link was used: the account {address} is active. Sign in.",
)
declare(
    "CPP-INSCRIPTION-03",
    fr="Le registre des entreprises donne l’établissement {name} pour fermé. Indiquez le SIRET de celui qui facture.",
    en="The register of companies gives the establishment {name} as closed. State the SIRET of the one that invoices.",
)
declare(
    "CPP-MANDAT-01",
    fr="Cochez « Je signe le mandat » pour le signer.",
    en="Tick “I sign the mandate” to sign it.",
)
declare(
    "CPP-RATTACHEMENT-01",
    fr="Vous êtes déjà rattaché à cette structure, ou vous l’avez déjà demandé.",
    en="You are attached to this structure already, or have asked to be.",
)
declare(
    "CPP-RATTACHEMENT-02",
    fr="Cochez au moins une demande.",
    en="Tick at least one request.",
)
declare(
    "CPP-INSCRIPTION-04",
    fr="L’adresse {address} vient de recevoir un lien, ou en a reçu assez pour aujourd’hui. Attendez avant d’en "
    "envoyer un autre.",
    en="The address {address} just got a link, or got enough of them for today. Wait before you send another one.",
)
declare(
    "CPP-RATTACHEMENT-03",
    fr="Vous avez fait {limit} demandes en 24 heures. Attendez demain pour la suivante.",
    en="You made {limit} requests in 24 hours. Wait until tomorrow for the next one.",
)
declare(
    "CPP-RATTACHEMENT-04",
    fr="Le gestionnaire principal de {structure} ne peut pas en partir : qu’il transmette d’abord son rôle à un "
    "collègue.",
    en="The principal manager of {structure} cannot leave it: the role must first be handed over to a colleague.",
)
declare(
    "CPP-RATTACHEMENT-05",
    fr="Pour quitter vous-même une structure, ouvrez « Mes rattachements », sous « Mon compte ».",
    en="To leave a structure yourself, open “My attachments”, under “My account”.",
)
declare(
    "CPP-RATTACHEMENT-06",
    fr="Confirmez que vous travaillez pour cette structure publique. Pour lui envoyer des factures, votre propre"
    " entreprise suffit.",
    en="Confirm that you work for this public structure. To send it invoices your own company is enough.",
)
declare(
    "CPP-RATTACHEMENT-07",
    fr="{name} est gestionnaire secondaire : seul le gestionnaire principal, qui le nomme, le retire.",
    en="{name} is a secondary manager: only the principal manager, who names them, removes them.",
)
declare(
    "CPP-DEMANDE-01",
    fr="Une de vos demandes attend déjà une réponse pour cette structure. Retirez-la, ou attendez qu’elle soit "
    "traitée.",
    en="One of your requests for this structure already waits for an answer. Take it back, or wait until it is "
    "decided.",
)
declare(
    "CPP-DEMANDE-02",
    fr="Vous avez déjà cet espace à ce niveau. Choisissez un autre espace, ou la modification.",
    en="You already have this space at this level. Choose another space, or modification.",
)
declare(
    "CPP-DEMANDE-03",
    fr="Cette demande a déjà reçu une réponse.",
    en="This request was already answered.",
)
declare(
    "CPP-DEMANDE-04",
    fr="Choisissez au moins un espace, en consultation ou en modification.",
    en="Choose at least one space, for consultation or modification.",
)
declare(
    "CPP-DROITS-01",
    fr="Un autre gestionnaire vient de changer les droits de cette personne ({name}). Voici ce qu’il a "
    "enregistré : reprenez à partir de là.",
    en="Another manager just changed the rights of this person ({name}). Here is what was saved: go on from there.",
)
declare(
    "CPP-DROITS-02",
    fr="Un de ces droits n’est pas celui de la structure : espace qui n’y est pas ouvert, service qui n’en est "
    "pas, ou droit donné deux fois.",
    en="One of these rights is not the structure’s: a space not open on it, a service that is not its own, or a "
    "right given twice.",
)
declare(
    "CPP-DROITS-03",
    fr="Seul le gestionnaire principal nomme des gestionnaires secondaires.",
    en="Only the principal manager names secondary managers.",
)
declare(
    "CPP-DROITS-04",
    fr="Choisissez un collègue de la même structure.",
    en="Choose a colleague of the same structure.",
)
declare(
    "CPP-ROLE-01",
    fr="Seul le gestionnaire principal transmet son rôle, à un autre que lui.",
    en="Only the principal manager hands the role over, to somebody else.",
)
declare(
    "CPP-ROLE-02",
    fr="Ce rôle est déjà proposé à quelqu’un. Annulez cette proposition avant d’en faire une autre.",
    en="This role is already offered to somebody. Take that offer back before you make another one.",
)
declare(
    "CPP-ROLE-03",
    fr="Cette proposition ne tient plus : elle a reçu une réponse, a été annulée, ou l’un des deux n’est plus en "
    "place.",
    en="This offer is no longer good: it was answered, taken back, or one of the two is no longer in place.",
)
declare(
    "CPP-SUCCESSION-01",
    fr="Écrivez au moins {least} caractères : l’exploitant doit comprendre pourquoi vous succédez au gestionnaire.",
    en="Write at least {least} characters: the operator must understand why you succeed the manager.",
)
declare(
    "CPP-SUCCESSION-02",
    fr="« {name} » n’est ni un PDF, ni une image PNG ou JPEG lisible. Enregistrez le justificatif sous l’un de "
    "ces formats.",
    en="“{name}” is neither a PDF nor a readable PNG or JPEG picture. Save the document in one of these formats.",
)
declare(
    "CPP-SUCCESSION-03",
    fr="Votre demande pour cette structure attend déjà la décision de l’exploitant.",
    en="Your request for this structure already waits for the operator’s decision.",
)
declare(
    "CPP-SUCCESSION-04",
    fr="Vous êtes déjà le gestionnaire principal de cette structure.",
    en="You are the principal manager of this structure already.",
)
declare(
    "CPP-SUCCESSION-05",
    fr="Un autre exploitant a déjà traité cette demande.",
    en="Another operator already decided this request.",
)
declare(
    "CPP-SUCCESSION-06",
    fr="Dites pourquoi : la personne le lira, et la décision reste dans le journal.",
    en="Say why: the person will read it, and the decision stays in the journal.",
)
declare(
    "CPP-SUCCESSION-07",
    fr="Cette demande est la vôtre : un autre exploitant la traite.",
    en="This request is your own: another operator decides it.",
)
declare(
    "CPP-SUCCESSION-08",
    fr="Joignez un justificatif : nomination, procuration, extrait du registre…",
    en="Join a document: an appointment, a power of attorney, an extract of the register…",
)
declare(
    "CPP-SUCCESSION-09",
    fr="Lisez d’abord le justificatif : téléchargez-le, puis décidez.",
    en="Read the document first: download it, then decide.",
)
declare(
    "CPP-SUCCESSION-10",
    fr="Les gestionnaires de {name} sont prévenus et peuvent s’opposer jusqu’au {day}. Décidez après ce jour.",
    en="The managers of {name} have been told and can object until {day}. Decide after that day.",
)
declare(
    "CPP-SUCCESSION-11",
    fr="Cette demande est déjà décidée.",
    en="This request is decided already.",
)
declare(
    "CPP-NOMINATION-01",
    fr="Dites pourquoi : la raison reste dans le journal.",
    en="Say why: the reason stays in the journal.",
)
declare(
    "CPP-NOMINATION-02",
    fr="Une nomination attend déjà pour cette structure. Traitez-la d’abord.",
    en="An appointment already waits for this structure. Decide it first.",
)
declare(
    "CPP-NOMINATION-03",
    fr="Nul ne se nomme soi-même : un autre exploitant peut vous proposer.",
    en="Nobody appoints himself: another operator may propose you.",
)
declare(
    "CPP-NOMINATION-04",
    fr="Cette personne est déjà le gestionnaire principal de cette structure.",
    en="This person is the principal manager of this structure already.",
)
declare(
    "CPP-NOMINATION-05",
    fr="Le compte de cette personne est verrouillé ou clos.",
    en="The account of this person is locked or ended.",
)
declare(
    "CPP-NOMINATION-06",
    fr="Une structure privée qui a un gestionnaire n’en reçoit pas de l’exploitant : la succession se demande sous « "
    "Mon compte ».",
    en="The operator appoints no manager of a private structure that has one: a succession is asked under “My "
    "account”.",
)
declare(
    "CPP-NOMINATION-07",
    fr="Un autre exploitant a déjà traité cette nomination.",
    en="Another operator already decided this appointment.",
)
declare(
    "CPP-NOMINATION-08",
    fr="Une nomination se décide à deux : qui l’a proposée ou en bénéficie ne la confirme pas.",
    en="Two people decide an appointment: who proposed it, or is appointed, does not confirm it.",
)
declare(
    "CPP-NOMINATION-09",
    fr="Aucun compte n’a l’adresse « {address} ». La personne doit d’abord créer le sien.",
    en="No account has the address “{address}”. The person has to create one first.",
)
declare(
    "CPP-EXPLOITANT-02",
    fr="Dites pourquoi : la raison reste dans le journal.",
    en="Say why: the reason stays in the journal of the operators.",
)
declare(
    "CPP-EXPLOITANT-03",
    fr="Le compte de cette personne ({name}) est déjà dans cet état.",
    en="The account of this person ({name}) is in that state already.",
)
declare(
    "CPP-EXPLOITANT-04",
    fr="L’accès de cette personne ({name}) est clos pour de bon.",
    en="The access of this person ({name}) was ended for good.",
)
declare(
    "CPP-EXPLOITANT-05",
    fr="Cette personne est seule à gérer une structure : cochez la case pour dire que vous savez ce qui s’ensuit.",
    en="This person is the only manager of an organisation: tick the box to say that you know what follows.",
)
declare(
    "CPP-EXPLOITANT-06",
    fr="Cette personne ({name}) n’a pas de second facteur à retirer.",
    en="This person ({name}) has no second factor to remove.",
)
declare(
    "CPP-EXPLOITANT-07",
    fr="Le retrait est déjà demandé : un autre exploitant le décide.",
    en="The removal was asked already: another operator decides it.",
)
declare(
    "CPP-EXPLOITANT-08",
    fr="Retirer le second facteur se décide à deux : qui l’a demandé ne le confirme pas.",
    en="Two operators decide to remove a second factor: who asked does not confirm it.",
)
declare(
    "CPP-STRUCTURE-01",
    fr="Le portail a déjà une structure au numéro {number} : cherchez-la.",
    en="The portal already has a structure with the number {number}: search for it.",
)
declare(
    "CPP-STRUCTURE-02",
    fr="Aucune structure du portail n’a ce numéro. Vérifiez-le, ou créez la vôtre depuis « Mes rattachements ».",
    en="No structure of the portal has this number. Check it, or create yours from “My attachments”.",
)
declare(
    "CPP-DROITS-05",
    fr="Le code service {service} n’existe pas à {structure} ; vérifiez-le dans l’annuaire.",
    en="The service code {service} does not exist at {structure}; check it in the directory.",
)
declare(
    "CPP-DROITS-06",
    fr="Cet espace n’est pas de ceux que cette structure peut avoir.",
    en="This space is not among those that this structure may have.",
)
declare(
    "CPP-DROITS-07",
    fr="{name} est gestionnaire principal : lui seul change ses droits.",
    en="{name} is the principal manager: only they change their rights.",
)
declare(
    "CPP-ACTUALITE-01",
    fr="Cette actualité finirait avant de commencer : corrigez l’une des deux dates.",
    en="This piece of news would end before it begins: correct one of the two dates.",
)
declare(
    "CPP-ACTUALITE-02",
    fr="Cette actualité est déjà retirée : créez-en une autre.",
    en="This piece of news was withdrawn already: create another one.",
)
