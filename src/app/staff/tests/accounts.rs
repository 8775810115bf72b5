//! Accounts take two admins, and nobody changes their own.

use morada_engine::permission::Role;
use morada_engine::permit::Refusal;
use morada_engine::permit::act::ChangeStaff;

use super::Town;
use crate::app::staff::accounts::{Change, Owner, ask, asked, confirm_change};
use crate::app::staff::enrol::invitation;
use crate::app::staff::permits::one_of_two_in_house;
use crate::app::staff::{DeskError, Fault, SignedIn, Wrong};
use crate::store::office::staff;

fn half(who: &SignedIn) -> morada_engine::permit::OneOfTwo<ChangeStaff> {
    one_of_two_in_house(who).unwrap()
}

fn newcomer(roles: &[&str]) -> Change {
    Change::Add {
        owner: Owner {
            name: "new@lisboa.example".into(),
            shown_as: "A newcomer".into(),
            team: "desk".into(),
            language: "pt".into(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        },
    }
}

async fn two_admins() -> (Town, SignedIn, SignedIn) {
    let town = Town::found().await;
    let ada = town.hire("ada", "it", &[Role::Admin]).await;
    let bea = town.hire("bea", "audit", &[Role::Admin]).await;
    (town, ada, bea)
}

fn faults(outcome: Result<(), DeskError>) -> Vec<Fault> {
    match outcome {
        Err(DeskError::Faulty(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_admin_asks_and_another_makes_the_account() {
    let (town, ada, bea) = two_admins().await;
    ask(&town.house, &half(&ada), &newcomer(&["lisboa/registrar"])).await.unwrap();
    let waiting = asked(&town.house).await.unwrap();
    assert_eq!(waiting[0].1, newcomer(&["lisboa/registrar"]));
    let id = waiting[0].0.id.clone();

    let own = confirm_change(&town.house, half(&ada), &id).await;
    assert!(matches!(own, Err(DeskError::Refused(Refusal::SamePerson))));
    assert!(
        staff::find_by_name(town.house.office.reader(), "new@lisboa.example")
            .await
            .unwrap()
            .is_none()
    );

    let token = confirm_change(&town.house, half(&bea), &id).await.unwrap().unwrap();
    let made = invitation(&town.house, &token).await.unwrap().account;
    assert_eq!(made.roles[0].role, Role::Registrar);
    let again = confirm_change(&town.house, half(&bea), &id).await;
    assert!(matches!(again, Err(DeskError::Faulty(_))));
}

#[tokio::test]
async fn nobody_gives_a_role_to_themselves_not_even_with_a_second_admin() {
    let (town, ada, bea) = two_admins().await;
    let roles = vec!["*/observer".to_owned()];
    let own = Change::Roles { account: ada.account.id.clone(), roles };
    let asked_for_oneself = ask(&town.house, &half(&ada), &own).await;
    assert_eq!(faults(asked_for_oneself), [Fault::new("account", Wrong::OwnAccount)]);

    // Asked by the other, the owner still cannot be the one who confirms.
    ask(&town.house, &half(&bea), &own).await.unwrap();
    let id = asked(&town.house).await.unwrap()[0].0.id.clone();
    let confirmed = confirm_change(&town.house, half(&ada), &id).await.map(drop);
    assert_eq!(faults(confirmed), [Fault::new("account", Wrong::OwnAccount)]);
}

#[tokio::test]
async fn roles_that_exclude_each_other_are_refused_before_anybody_confirms() {
    let (town, ada, _) = two_admins().await;
    let change = newcomer(&["lisboa/registrar", "lisboa/ballot_officer"]);
    let found = faults(ask(&town.house, &half(&ada), &change).await);
    assert!(matches!(found[0].wrong, Wrong::Incompatible(_)), "{found:?}");
    for roles in [&["lisboa/voter"][..], &["lisboa/admin"], &["porto/observer"], &["x"], &[]] {
        let found = faults(ask(&town.house, &half(&ada), &newcomer(roles)).await);
        assert_eq!(found[0].field, "roles", "{roles:?}");
    }
    assert!(asked(&town.house).await.unwrap().is_empty());
}

#[tokio::test]
async fn only_admins_ask() {
    let town = Town::found().await;
    let ana = town.hire("ana", "elections", &[Role::BallotOfficer]).await;
    assert!(matches!(
        one_of_two_in_house::<ChangeStaff>(&ana),
        Err(DeskError::Refused(Refusal::NotAllowed(_)))
    ));
}

#[tokio::test]
async fn a_closed_account_cannot_be_the_first_of_two() {
    let (town, ada, bea) = two_admins().await;
    let cleo = town.hire("cleo", "legal", &[Role::Admin]).await;
    ask(&town.house, &half(&ada), &newcomer(&["lisboa/observer"])).await.unwrap();
    let close = Change::Close { account: ada.account.id.clone() };
    ask(&town.house, &half(&bea), &close).await.unwrap();
    let waiting = asked(&town.house).await.unwrap();
    let find =
        |change: &Change| waiting.iter().find(|(_, asked)| asked == change).unwrap().0.id.clone();
    confirm_change(&town.house, half(&cleo), &find(&close)).await.unwrap();
    let confirmed =
        confirm_change(&town.house, half(&bea), &find(&newcomer(&["lisboa/observer"]))).await;
    assert!(matches!(confirmed, Err(DeskError::Unknown)));
}
