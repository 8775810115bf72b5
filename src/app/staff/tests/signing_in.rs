//! Signing in and out.

use morada_engine::permission::Role;

use super::Town;
use crate::app::staff::DeskError;
use crate::app::staff::accounts::{AccountAnswers, operator_adds};
use crate::app::staff::enrol::{EnrolAnswers, enrol, invitation};
use crate::app::staff::second_factor::SharedKey;
use crate::app::staff::sign_in::{
    Credentials, IDLE_SECONDS, NewSession, SignInError, WHOLE_SECONDS, sign_in, who_is,
};
use crate::app::staff::sign_out::sign_out;
use crate::app::staff::{Fault, Wrong};
use crate::store::office::staff;

const PASSWORD: &str = "o elétrico vinte e oito";

/// Ana with her telephone.
struct Ana {
    phone: SharedKey,
    device: Option<String>,
}

impl Ana {
    async fn arrive(town: &Town) -> Self {
        let typed = AccountAnswers {
            name: "Ana@Lisboa.example".into(),
            shown_as: "Ana R., elections officer".into(),
            team: "elections".into(),
            language: "pt".into(),
            roles: vec!["lisboa/ballot_officer".into()],
        };
        let token = operator_adds(&town.house, &typed).await.unwrap();
        let key = invitation(&town.house, &token).await.unwrap().key;
        let phone = SharedKey::from_base32(&key).unwrap();
        let answers = EnrolAnswers {
            password: PASSWORD.into(),
            again: PASSWORD.into(),
            code: phone.code_at(town.house.now()),
        };
        enrol(&town.house, &token, &answers).await.unwrap();
        town.wait(60);
        Self { phone, device: None }
    }

    async fn try_with(&self, town: &Town, password: &str) -> Result<NewSession, SignInError> {
        let typed = Credentials {
            name: " ana@lisboa.example ".into(),
            password: password.into(),
            code: self.phone.code_at(town.house.now()),
            device: self.device.clone(),
        };
        sign_in(&town.house, &typed).await
    }
}

fn wrong(outcome: &Result<NewSession, SignInError>) -> bool {
    matches!(outcome, Err(SignInError::Wrong))
}

#[tokio::test]
async fn name_password_and_code_open_a_session_and_signing_out_ends_it() {
    let town = Town::found().await;
    let ana = Ana::arrive(&town).await;
    let session = ana.try_with(&town, PASSWORD).await.unwrap();
    let who = who_is(&town.house, &session.token).await.unwrap().unwrap();
    assert_eq!(who.account().shown_as, "Ana R., elections officer");
    assert_eq!(who_is(&town.house, "0".repeat(64).as_str()).await.unwrap(), None);

    sign_out(&town.house, &who).await.unwrap();
    assert_eq!(who_is(&town.house, &session.token).await.unwrap(), None);
    assert_eq!(
        town.acts().await,
        ["place_made", "account_made", "enrolled", "signed_in", "signed_out"]
    );
}

#[tokio::test]
async fn a_code_opens_one_session_and_not_a_second_one() {
    let town = Town::found().await;
    let ana = Ana::arrive(&town).await;
    ana.try_with(&town, PASSWORD).await.unwrap();
    assert!(wrong(&ana.try_with(&town, PASSWORD).await));
    town.wait(30);
    assert!(ana.try_with(&town, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_wrong_password_a_wrong_code_and_an_unknown_name_get_the_same_answer() {
    let town = Town::found().await;
    let ana = Ana::arrive(&town).await;
    assert!(wrong(&ana.try_with(&town, "o elétrico vinte e nove").await));
    let nobody = Credentials {
        name: "nobody@lisboa.example".into(),
        password: PASSWORD.into(),
        code: "123456".into(),
        device: None,
    };
    assert!(wrong(&sign_in(&town.house, &nobody).await));
    let no_code = Credentials { name: "ana@lisboa.example".into(), code: String::new(), ..nobody };
    assert!(wrong(&sign_in(&town.house, &no_code).await));
}

#[tokio::test]
async fn guessing_is_slowed_down_and_the_holder_is_not_locked_out() {
    let town = Town::found().await;
    let mut ana = Ana::arrive(&town).await;
    ana.device = Some(ana.try_with(&town, PASSWORD).await.unwrap().device);
    town.wait(30);

    let stranger = Ana { phone: SharedKey::fresh(&town.house), device: None };
    let mut checked = 0;
    for _ in 0..600 {
        // One try a second for ten minutes.
        match stranger.try_with(&town, "Fado-Saudade-1974").await {
            Err(SignInError::Wrong) => checked += 1,
            Err(SignInError::Wait(seconds)) => assert!((1..=60).contains(&seconds)),
            _ => panic!("a stranger got in"),
        }
        town.wait(1);
    }
    assert_eq!(checked, 17, "3 free tries, then after 1, 2, 4, 8, 16, 32 and 60 seconds each");
    assert!(ana.try_with(&town, PASSWORD).await.is_ok(), "her browser has its own lane");

    // From a new browser she waits a minute at most, and her success clears the lane.
    ana.device = None;
    town.wait(60);
    assert!(ana.try_with(&town, PASSWORD).await.is_ok());
    town.wait(30);
    assert!(ana.try_with(&town, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_after_a_working_day() {
    let town = Town::found().await;
    let ana = Ana::arrive(&town).await;
    let idle = ana.try_with(&town, PASSWORD).await.unwrap();
    town.wait(IDLE_SECONDS - 1);
    assert!(who_is(&town.house, &idle.token).await.unwrap().is_some());
    town.wait(IDLE_SECONDS);
    assert_eq!(who_is(&town.house, &idle.token).await.unwrap(), None);

    let busy = ana.try_with(&town, PASSWORD).await.unwrap();
    let step = IDLE_SECONDS / 2;
    for _ in 0..(WHOLE_SECONDS / step - 1) {
        town.wait(step);
        assert!(who_is(&town.house, &busy.token).await.unwrap().is_some());
    }
    town.wait(step);
    assert_eq!(who_is(&town.house, &busy.token).await.unwrap(), None);
}

#[tokio::test]
async fn a_closed_account_is_signed_out_at_once() {
    let town = Town::found().await;
    let ana = Ana::arrive(&town).await;
    let session = ana.try_with(&town, PASSWORD).await.unwrap();
    let who = who_is(&town.house, &session.token).await.unwrap().unwrap();
    let tx = town.house.office.write_tx().await.unwrap();
    staff::set_disabled(&tx, &who.account().id, Some(town.house.now())).await.unwrap();
    town.house.office.commit(tx).await.unwrap();
    assert_eq!(who_is(&town.house, &session.token).await.unwrap(), None);
    town.wait(30);
    assert!(wrong(&ana.try_with(&town, PASSWORD).await));
}

#[tokio::test]
async fn an_invitation_names_every_fault_works_once_and_not_for_ever() {
    let town = Town::found().await;
    let typed = AccountAnswers {
        name: "bo@lisboa.example".into(),
        shown_as: "Bo".into(),
        team: "legal".into(),
        language: "pt".into(),
        roles: vec![format!("lisboa/{}", Role::Evaluator.name())],
    };
    let token = operator_adds(&town.house, &typed).await.unwrap();
    let bad = EnrolAnswers { password: "short".into(), again: "shirt".into(), code: "000".into() };
    match enrol(&town.house, &token, &bad).await {
        Err(DeskError::Faulty(faults)) => assert_eq!(
            faults,
            [
                Fault::new("password", Wrong::WeakPassword { least: 12 }),
                Fault::new("again", Wrong::PasswordsDiffer),
                Fault::new("code", Wrong::CodeWrong),
            ]
        ),
        other => panic!("{other:?}"),
    }
    let phone = SharedKey::from_base32(&invitation(&town.house, &token).await.unwrap().key);
    let code = phone.unwrap().code_at(town.house.now());
    let good = EnrolAnswers { password: PASSWORD.into(), again: PASSWORD.into(), code };
    enrol(&town.house, &token, &good).await.unwrap();
    assert!(matches!(enrol(&town.house, &token, &good).await, Err(DeskError::Unknown)));

    let other = AccountAnswers { name: "cy@lisboa.example".into(), ..typed };
    let late = operator_adds(&town.house, &other).await.unwrap();
    town.wait(3 * 86_400);
    assert!(matches!(invitation(&town.house, &late).await, Err(DeskError::Unknown)));
}
