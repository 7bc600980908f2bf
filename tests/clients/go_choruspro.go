// `go-choruspro` (Go): each method of its four services, for a supplier and for who receives his invoice. It knows
// nothing of this project. One line of JSON a call: what the library decoded, or the refusal that it read.
package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
	"reflect"
	"runtime"
	"strings"
	"time"

	cpro "github.com/antoine2116/go-choruspro"
)

type account struct {
	ClientId     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	Login        string `json:"login"`
	Password     string `json:"password"`
}

var given struct {
	account
	BaseUrl   string  `json:"base_url"`
	Siret     string  `json:"recipient_siret"`
	Recipient account `json:"recipient"`
	Invoice   string  `json:"invoice"` // a CII, in base64
	Faulty    string  `json:"faulty"`  // another one, which is rejected
}

// A client serves one call: its second would go without the token, which the library keeps and does not send again.
func (who account) client() *cpro.Client {
	client, err := cpro.NewClient().WithConfig(&cpro.ClientConfig{
		BaseUrl:      given.BaseUrl + "/",
		AuthUrl:      given.BaseUrl + "/",
		ClientId:     who.ClientId,
		ClientSecret: who.ClientSecret,
		Login:        base64.StdEncoding.EncodeToString([]byte(who.Login + ":" + who.Password)),
	})
	if err != nil {
		log.Fatal(err)
	}
	return client
}

type line struct {
	Call    string      `json:"call"`
	Answer  interface{} `json:"answer,omitempty"`
	Refused int32       `json:"refused,omitempty"`
	Words   string      `json:"words,omitempty"`
	Broken  string      `json:"broken,omitempty"`
}

// Call a method with its options, tell what came of it, and hand on what was decoded, if only an empty answer.
func ask[Options, Answer any](method func(context.Context, Options) (*Answer, error), options Options) *Answer {
	answer, err := method(context.Background(), options)
	return told(method, answer, err)
}

// `ask` for a method without options.
func list[Answer any](method func(context.Context) (*Answer, error)) *Answer {
	answer, err := method(context.Background())
	return told(method, answer, err)
}

func told[Answer any](method interface{}, answer *Answer, err error) *Answer {
	row, refusal := line{Call: name(method)}, cpro.APIError{}
	switch {
	case err == nil:
		row.Answer = answer
	case errors.As(err, &refusal):
		row.Refused, row.Words = refusal.CodeRetour, refusal.Libelle
	default:
		row.Broken = err.Error()
	}
	if failed := json.NewEncoder(os.Stdout).Encode(row); failed != nil {
		log.Fatal(failed)
	}
	if answer == nil {
		answer = new(Answer)
	}
	return answer
}

// What a method is called: `…(*TransversesService).RecupererPays-fm` is RecupererPays.
func name(method interface{}) string {
	full := runtime.FuncForPC(reflect.ValueOf(method).Pointer()).Name()
	return strings.TrimSuffix(full[strings.LastIndex(full, ".")+1:], "-fm")
}

func main() {
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		log.Fatal(err)
	}
	log.SetOutput(io.Discard) // the library prints every answer
	lists(given.account)
	supplier := structures(given.account)
	invoice := submitted(given.account, supplier)
	read(given.account, given.Recipient, invoice)
	treated(given.account, given.Recipient, invoice)
	flow(given.account, given.Invoice)
	flow(given.account, given.Faulty)
	validated(given.account, invoice)
}

func lists(who account) {
	list(who.client().Transverses.HealthCheck)
	ask(who.client().Transverses.RecupererDevises, cpro.CodeLangueFr)
	ask(who.client().Transverses.RecupererPays, cpro.CodeLangueEn)
	ask(who.client().Transverses.RecupererTauxTva, cpro.CodeLangueFr)
	ask(who.client().Transverses.RecupererMotifsExonerationTva, cpro.CodeLangueFr)
	list(who.client().Transverses.RecupererModesReglement)
	list(who.client().Transverses.RecupererModesDepot)
	ask(who.client().Transverses.RecupererCadresFacturation, "FACTURE")
	list(who.client().Transverses.RecupererTypesDemandePaiement)
	ask(who.client().Transverses.RecupererEtatParTypeDemandePaiement,
		cpro.ListeEtatsTypeDemandePaiementOptions{TypeDemandePaiement: "FACTURE"})
	ask(who.client().Transverses.RecupererEtatsPossiblesPourTraitement,
		cpro.ListeEtatsTraitementOptions{EtatCourant: "MISE_A_DISPOSITION"})
	list(who.client().Transverses.RecupererFormatFlux)
	list(who.client().Transverses.RecupererTypesFactureTravaux)
	list(who.client().Transverses.RecupererTypesIdentifiantsStructure)
	ask(who.client().Transverses.RecupererTypesPieceJointe,
		cpro.ListeTypesPieceJointeOptions{TypeObjet: cpro.TypeObjetFacture})
	ask(who.client().Transverses.RecupererMotifsRefusFactureAValider,
		cpro.ListeMotifsRefusFactureAValiderOptions{CodeCadreFacturation: string(cpro.CodeFacA9)})
	ask(who.client().Transverses.RechercherCategoriesSollicitation,
		cpro.ListeCategoriesSollicitationOptions{EstActif: true})
	ask(who.client().Transverses.RechercherSousCategoriesSollicitation,
		cpro.ListeSousCategoriesSollicitationOptions{EstActif: true})
}

// What the account may know of structures; the key of its own.
func structures(who account) int64 {
	list(who.client().Transverses.RecupererStructuresActivesFournisseur)
	list(given.Recipient.client().Transverses.RecupererStructuresActivesDestinataire)
	list(who.client().Transverses.RecupererStructuresActivesFactureTravaux)
	list(who.client().Transverses.TelechargerAnnuaireDestinataire)
	ask(who.client().Transverses.ConsulterInformationsSIRET, cpro.ConsulterInformationsSIRETOptions{Siret: given.Siret})
	ask(who.client().Transverses.RechercherDestinataires, cpro.ListeDestinatairesOptions{Identifiant: given.Siret})

	var recipient, service, own int64
	for _, found := range ask(who.client().Structures.RechercherStructures, cpro.RechercherStructuresOptions{
		Pagination: &cpro.PaginationOptions{NbResultatsParPage: 10, TriSens: cpro.TriSensAsc},
		Criteres:   &cpro.CriteresRechercheStructures{Identifiant: given.Siret, Statut: "ACTIF"},
	}).Structures {
		recipient = found.IdStructureCPP
	}
	ask(who.client().Structures.ConsulterStructure, cpro.ConsulterStructureOptions{IdStructure: recipient})
	for _, found := range ask(who.client().Structures.RechercherServices,
		cpro.RechercherServicesOptions{IdStructure: recipient}).Services {
		service = found.Id
	}
	ask(who.client().Structures.ConsulterService,
		cpro.ConsulterServiceOptions{IdStructure: recipient, IdService: service})
	for _, found := range ask(who.client().Utilisateurs.RecupererRattachementsUtilisateur,
		cpro.ListeRattachementsUtilisateurOptions{}).Rattachements {
		own = found.IdStructure
	}
	ask(who.client().Structures.RecupererRattachementsServicesUtilisateur,
		cpro.ListeRattachementsServicesUtilisateurOptions{AdresseEmailConnexionUtilisateur: who.Login, IdStructure: own})
	ask(who.client().Transverses.RecupererCoordonneesBancairesValides,
		cpro.ListeCoordonneesBancairesOptions{IdStructure: own})
	ask(who.client().Transverses.RechercherPiecesJointesStructure,
		cpro.ListePiecesJointesStructureOptions{IdStructureCPP: own})
	return own
}

// An invoice within reach of who receives it; its key.
func submitted(who account, supplier int64) int64 {
	piece := ask(who.client().Transverses.AjouterPieceJointe, cpro.AjouterPieceOptions{
		Extension: "TXT", Nom: "bon", TypeMime: "text/plain",
		Fichier: base64.StdEncoding.EncodeToString([]byte("bon de livraison")),
	}).IdPieceJointe
	ask(who.client().Transverses.RechercherPiecesJointesMonCompte, cpro.ListePiecesJointesMonCompteOptions{})
	invoice := ask(who.client().Factures.SoumettreFacture, cpro.SoumettreFactureOptions{
		ModeDepot:          "SAISIE_API",
		CadreDeFacturation: cpro.SoumettreFactureCadreDeFacturation{Code: cpro.CodeFacA1},
		Destinataire:       cpro.SoumettreFactureDestinataire{Code: given.Siret},
		Fournisseur:        cpro.SoumettreFactureFournisseur{IdFournisseur: supplier},
		LignesPoste: &[]cpro.SoumettreFactureLignePoste{
			{Numero: 1, Denomination: "Heures", Quantite: 2.5, MontantUnitaireHT: 40.1, TauxTva: "TVA20", Unite: "heure"},
		},
		LignesTva: &[]cpro.SoumettreFactureLigneTva{
			{MontantBaseHtParTaux: 100.25, MontantTvaParTaux: 20.05, Taux: "TVA20"},
		},
		MontantTotal: cpro.SoumettreFactureMontantTotal{
			MontantHtTotal: 100.25, MontantTVA: 20.05, MontantTtcTotal: 120.3, MontantAPayer: 120.3,
		},
		PiecesJointesComplementaires: &[]cpro.PieceJointeComplementaire{{Designation: "Bon", Id: piece, Type: "02"}},
		References: cpro.SoumettreFactureReferences{
			DeviseFacture: "EUR", ModePaiement: "VIREMENT", NumeroMarche: "M-1",
			TypeFacture: string(cpro.TypeFactureFacture), TypeTva: string(cpro.TypeTvaSurDebit),
		},
	}).IdentifiantFactureCPP
	arrived(who, invoice)
	return invoice
}

// Within reach of who receives it.
func arrived(who account, invoice int64) {
	until(func() bool {
		answer, err := who.client().Factures.ConsulterFactureParFournisseur(context.Background(),
			cpro.ConsulterFactureFournisseurOptions{IdentifiantFactureCPP: int(invoice)})
		return err == nil && answer.Facture.StatutFacture == "MISE_A_DISPOSITION"
	})
}

// Two minutes at most: what comes after tells that they were not enough.
func until(done func() bool) {
	for left := 240; left > 0 && !done(); left-- {
		time.Sleep(500 * time.Millisecond)
	}
}

func read(from, to account, invoice int64) {
	page := &cpro.PaginationOptions{NbResultatsParPage: 5, PageResultatDemandee: 1, TriColonne: "DateDepot"}
	ask(from.client().Factures.ConsulterFactureParFournisseur, cpro.ConsulterFactureFournisseurOptions{
		IdentifiantFactureCPP: int(invoice),
		PaginationLignesPoste: &cpro.PaginationLignesPosteOptions{NbResultatsParPage: 10},
	})
	ask(to.client().Factures.ConsulterFactureParRecipiendaire,
		cpro.ConsulterFactureOptions{IdentifiantFactureCPP: int(invoice), CodeLangue: cpro.CodeLangueFr})
	ask(from.client().Factures.RechercherFactureParFournisseur,
		cpro.RechercherFactureParFournisseurOptions{RechercheFactureParFournisseur: page})
	ask(to.client().Factures.RechercherFactureParRecipiendaire,
		cpro.RechercherFactureParRecipiendaireOptions{Pagination: page, RecupererTaille: true})
	ask(from.client().Factures.RechercherDemandePaiement,
		cpro.RechercherDemandePaiementOptions{RoleUtilisateur: cpro.RoleFournisseur})
	ask(to.client().Transverses.TelechargerPieceJointe, cpro.TelechargerPieceJointeOptions{
		Objet: cpro.ObjetPJDemandePaiement,
		DemandePaiement: &cpro.TelechargerPieceJointeDemandePaiementOptions{
			AvecPJCompltementaires: "OUI", Format: cpro.FormatFichierPdf,
			ListeFacture: []cpro.IdFacture{{IdFacture: invoice}},
		},
	})
	// The library gives this method the options of another: which invoices are wanted cannot be said.
	ask(to.client().Factures.TelechargerGroupeFacture, cpro.TraiterFactureAValiderOptions{IdFacture: invoice})
}

// Suspended and completed, to be recycled and recycled, rejected and seen to be.
func treated(from, to account, invoice int64) {
	become(to, invoice, "SUSPENDUE")
	ask(from.client().Factures.CompleterFacture,
		cpro.CompleterFactureOptions{IdentifiantFactureCPP: invoice, Commentaire: "Voici le bon."})
	become(to, invoice, "A_RECYCLER")
	ask(from.client().Factures.RecyclerFacture, cpro.RecyclerFactureOptions{
		IdentifiantFactureCPP: int(invoice), Commentaire: "Autre marché.",
		Destinataire: &cpro.SoumettreFactureDestinataire{Code: given.Siret},
		Reference:    &cpro.SoumettreFactureReferences{NumeroMarche: "M-2"},
	})
	arrived(from, invoice)
	become(to, invoice, "REJETEE")
	ask(from.client().Factures.TraiterFacturesRejetees, cpro.TraiterRejetOptions{
		ListeDemandePaiement: []cpro.DemandePaiementParam{{IdDemandePaiement: invoice}},
	})
	ask(from.client().Factures.ConsulterHistoriqueFacture,
		cpro.ConsulterHistoriqueFactureOptions{IdEspace: 7, IdFacture: invoice})
}

func become(who account, invoice int64, state string) {
	ask(who.client().Factures.TraiterFactureRecue, cpro.TraiterFactureRecueOptions{
		IdFacture: invoice, NouveauStatut: state, Motif: "Le bon de livraison manque.",
	})
}

func flow(who account, invoice string) {
	number, now := ask(who.client().Factures.DeposerFluxFacture, cpro.DeposerFluxFactureOptions{
		FichierFlux: invoice, NomFichier: "facture.xml", SyntaxeFlux: cpro.SyntaxeFluxE1Cii16B,
	}).NumeroFluxDepot, time.Now()
	asked := cpro.ConsulterCompteRenduDetailleOptions{NumeroFluxDepot: number}
	until(func() bool {
		answer, err := who.client().Transverses.ConsulterCompteRenduDetaille(context.Background(), asked)
		return err == nil && (answer.EtatCourantDepotFlux == "IN_INTEGRE" || answer.EtatCourantDepotFlux == "IN_REJETE")
	})
	ask(who.client().Transverses.ConsulterCompteRenduDetaille, asked)
	ask(who.client().Transverses.ConsulterCompteRendu, cpro.ConsulterCompteRenduOptions{
		NumeroFluxDepot: number, DateDepot: &now, SyntaxeFlux: cpro.SyntaxeFluxE1Cii16B,
	})
}

func validated(who account, invoice int64) {
	ask(who.client().Factures.RecupererStatutsVisiblesParValideur, cpro.RecupererStatutsVisiblesParValideurOptions{})
	ask(who.client().Factures.RechercherFactureParValideur, cpro.RechercherFactureParValideurOptions{})
	ask(who.client().Factures.ConsulterFactureParValideur,
		cpro.ConsulterFactureOptions{IdentifiantFactureCPP: int(invoice)})
	ask(who.client().Factures.TraiterFactureAValider,
		cpro.TraiterFactureAValiderOptions{IdFacture: invoice, Action: cpro.ActionFactureValidation})
	ask(who.client().Factures.CorrigerValideurFacture,
		cpro.CorrigerValideurFactureOptions{IdFacture: invoice, IdentifiantStructure: given.Siret})
}
