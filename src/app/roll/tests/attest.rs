//! Organisations and neighbours who attest.

use super::*;
use crate::app::roll::attest::{
    Attested, AttestorAnswers, attest, end_mandate, give_mandate, mandates, vouch,
};
use crate::app::roll::decide::{Verdict, attested, decide};
use crate::app::roll::mine::{CardAnswers, Own, enter_with_card, who_holds};
use crate::app::roll::numbers::Shown;
use crate::app::roll::retire::retire;

impl Town {
    async fn mandate(&self, yearly: &str) -> RequestCode {
        let typed = AttestorAnswers {
            name: "Casa do Bairro".to_owned(),
            kind: "association_letter".to_owned(),
            until: "2027-06-30".to_owned(),
            yearly: yearly.to_owned(),
        };
        give_mandate(&self.house, &drafting(), &typed).await.unwrap()
    }

    async fn neighbour(&self, name: &str, day: &str) -> Own {
        let made = self.at_desk(name, day).await;
        let typed =
            CardAnswers { number: made.card.number.printed(), pin: made.card.pin, device: None };
        let session = enter_with_card(&self.house, &place(), &typed).await.unwrap();
        who_holds(&self.house, &session.token).await.unwrap().unwrap()
    }

    /// A request under way that brings `codes`; what is wrong with them.
    async fn brings(&self, kind: &str, codes: &str) -> (RequestCode, Vec<(String, Wrong)>) {
        let code = self.asks("Amina Diallo", "1991-02-03").await;
        let mine = self.of(&code).await;
        let typed =
            Answers { evidence: kind.to_owned(), codes: codes.to_owned(), ..mine.answers.clone() };
        let said = answer(&self.house, &mine, Step::Evidence, &typed).await;
        (code, said.err().map(faults).unwrap_or_default())
    }

    async fn grants(&self, code: &RequestCode) -> Result<(), DeskError> {
        let id = self.of(code).await.request.id;
        decide(&self.house, &registrar(), &id, &Verdict::Grant, "").await
    }
}

fn wrong_codes() -> Vec<(String, Wrong)> {
    vec![("codes".to_owned(), Wrong::NoSuchAttestation)]
}

/// The association makes a code, Amina types it, the registrar reads whose word it is; it works once.
#[tokio::test]
async fn an_organisation_attests_as_many_as_the_council_allows_and_each_code_works_once() {
    let town = Town::found().await;
    let accepted = KeepingAnswers {
        evidence: ["association_letter", "two_neighbours", "home_paper"]
            .map(str::to_owned)
            .to_vec(),
        ..usual()
    };
    keep_roll(&town.house, &drafting(), &accepted).await.unwrap();
    let key = town.mandate("2").await.printed();
    let one = attest(&town.house, &place(), &key).await.unwrap().printed();
    let two = attest(&town.house, &place(), &key.to_lowercase()).await.unwrap().printed();
    let none = attest(&town.house, &place(), &key).await.unwrap_err();
    assert_eq!(faults(none), [("key".to_owned(), Wrong::NoneLeft { most: 2 })]);
    let listed = mandates(&town.house, &place()).await.unwrap();
    assert_eq!((listed[0].yearly, listed[0].made, listed[0].holds), (2, Shown::Few, true));

    let (code, wrong) = town.brings("association_letter", &one).await;
    assert_eq!(wrong, []);
    let (other, wrong) = town.brings("association_letter", &one.to_lowercase()).await;
    assert_eq!(wrong, [], "two requests may bring one code; one is granted");
    for request in [&code, &other] {
        send(&town.house, &town.of(request).await).await.unwrap();
    }
    let seen = attested(&town.house, &town.of(&code).await).await.unwrap();
    assert_eq!(seen, Attested::By("Casa do Bairro".to_owned()));
    town.grants(&code).await.unwrap();
    assert_eq!(attested(&town.house, &town.of(&other).await).await.unwrap(), Attested::Void);
    assert_eq!(faults(town.grants(&other).await.unwrap_err()), wrong_codes());

    assert_eq!(town.brings("home_paper", &two).await.1, wrong_codes(), "of another kind");
    end_mandate(&town.house, &drafting(), &listed[0].id).await.unwrap();
    assert_eq!(town.brings("association_letter", &two).await.1, wrong_codes(), "no longer counts");
    let over = attest(&town.house, &place(), &key).await.unwrap_err();
    assert_eq!(faults(over), [("key".to_owned(), Wrong::NoSuchKey)]);
}

#[tokio::test]
async fn two_neighbours_attest_three_a_year_and_not_in_a_chain() {
    let town = Town::found().await;
    let ana = town.neighbour("Ana Silva", "1990-05-17").await;
    let rui = town.neighbour("Rui Costa", "1971-01-02").await;
    let code = async |own: &Own| vouch(&town.house, own).await.unwrap().printed();
    let (one, two, three) = (code(&ana).await, code(&ana).await, code(&rui).await);
    assert_eq!(town.brings("two_neighbours", &one).await.1, wrong_codes(), "one is not enough");
    let twice = town.brings("two_neighbours", &format!("{one} {two}")).await.1;
    assert_eq!(twice, wrong_codes(), "both of one neighbour");
    let (request, wrong) = town.brings("two_neighbours", &format!("{one}, {three}")).await;
    assert_eq!(wrong, []);
    send(&town.house, &town.of(&request).await).await.unwrap();
    let seen = attested(&town.house, &town.of(&request).await).await.unwrap();
    assert_eq!(seen, Attested::ByNeighbours, "never which");
    town.grants(&request).await.unwrap();

    code(&ana).await;
    let fourth = vouch(&town.house, &ana).await.unwrap_err();
    assert_eq!(faults(fourth), [("key".to_owned(), Wrong::NoneLeft { most: 3 })]);

    // Amina is on the roll by two neighbours: she attests nobody.
    let new = crate::app::roll::request::collect_card(&town.house, &town.of(&request).await).await;
    let new = new.unwrap();
    let typed = CardAnswers { number: new.number.printed(), pin: new.pin, device: None };
    let session = enter_with_card(&town.house, &place(), &typed).await.unwrap();
    let amina = who_holds(&town.house, &session.token).await.unwrap().unwrap();
    let chain = vouch(&town.house, &amina).await.unwrap_err();
    assert_eq!(faults(chain), [("vouch".to_owned(), Wrong::VouchedFor)]);
}

#[tokio::test]
async fn an_attestation_is_forgotten_after_its_year() {
    let town = Town::found().await;
    let key = town.mandate("1").await.printed();
    attest(&town.house, &place(), &key).await.unwrap();
    let first_of_year = async || attest(&town.house, &place(), &key).await;
    town.later(200);
    retire(&town.house).await.unwrap();
    assert!(first_of_year().await.is_err(), "its year is not over");
    // The mandate itself ends before the year does; so the cap is looked at through the table.
    town.later(170);
    retire(&town.house).await.unwrap();
    assert_eq!(mandates(&town.house, &place()).await.unwrap()[0].made, Shown::Few);
    let maker = mandates(&town.house, &place()).await.unwrap()[0].id.clone();
    let day = morada_engine::eligibility::Date::new(2020, 1, 1).unwrap();
    let left = crate::store::office::roll::attestations::made_since(
        town.house.office.reader(),
        &maker,
        day,
    );
    assert_eq!(left.await.unwrap(), 0);
}
