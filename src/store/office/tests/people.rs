//! Accounts, sessions and the pace of signing in.

use std::sync::Arc;

use morada_engine::permission::Role;

use super::{at, lisboa, on_both};
use crate::store::Db;
use crate::store::office::enrolments::{self, Enrolment};
use crate::store::office::sign_in_tries::{self, Tries};
use crate::store::office::staff::{self, Account, HeldRole, Secrets};
use crate::store::office::{sessions, staff_acts};

pub(super) fn account(id: &str, team: &str) -> Account {
    Account {
        id: id.into(),
        name: format!("{id}@lisboa.example"),
        shown_as: "Ana R., elections officer".into(),
        team: team.into(),
        language: "pt".into(),
        disabled_at: None,
        roles: vec![
            HeldRole { place: None, role: Role::Observer },
            HeldRole { place: Some(lisboa()), role: Role::BallotOfficer },
        ],
    }
}

pub(super) async fn hire(office: &Db, ids: &[&str]) {
    let tx = office.write_tx().await.unwrap();
    for id in ids {
        assert!(staff::insert(&tx, &account(id, id)).await.unwrap());
    }
    office.commit(tx).await.unwrap();
}

#[tokio::test]
async fn an_account_is_read_as_it_was_written_and_its_name_is_taken_once() {
    on_both(async |office| {
        hire(office, &["ana"]).await;
        let ana = account("ana", "ana");
        assert_eq!(staff::find(office.reader(), "ana").await.unwrap(), Some(ana.clone()));
        assert_eq!(staff::find(office.reader(), "bo").await.unwrap(), None);

        let tx = office.write_tx().await.unwrap();
        let twin = Account { id: "other".into(), ..ana.clone() };
        assert!(!staff::insert(&tx, &twin).await.unwrap());
        drop(tx);

        let tx = office.write_tx().await.unwrap();
        staff::set_roles(&tx, "ana", &ana.roles[..1]).await.unwrap();
        staff::set_disabled(&tx, "ana", Some(at(5))).await.unwrap();
        office.commit(tx).await.unwrap();
        let (found, secrets) =
            staff::find_by_name(office.reader(), &ana.name).await.unwrap().unwrap();
        assert_eq!(found.roles, &ana.roles[..1]);
        assert_eq!(found.disabled_at, Some(at(5)));
        assert_eq!(secrets.password_hash, "");
        assert_eq!(staff::all(office.reader()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_code_of_the_second_factor_works_once_however_many_try() {
    on_both(async |office| {
        hire(office, &["ana"]).await;
        let secrets =
            Secrets { password_hash: "$argon2id$".into(), totp_sealed: vec![1, 2], totp_step: 40 };
        let tx = office.write_tx().await.unwrap();
        staff::set_secrets(&tx, "ana", &secrets).await.unwrap();
        office.commit(tx).await.unwrap();

        let office = Arc::new(Db::connect(&office.url, 2).await.unwrap());
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let office = office.clone();
                tokio::spawn(async move {
                    let tx = office.write_tx().await.unwrap();
                    let first = staff::use_code(&tx, "ana", 41).await.unwrap();
                    office.commit(tx).await.unwrap();
                    first
                })
            })
            .collect();
        let mut taken = 0;
        for attempt in tries {
            taken += u32::from(attempt.await.unwrap());
        }
        assert_eq!(taken, 1);
        let tx = office.write_tx().await.unwrap();
        assert!(!staff::use_code(&tx, "ana", 40).await.unwrap(), "an older code is void too");
        assert!(staff::use_code(&tx, "ana", 42).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn signing_out_ends_one_session_and_losing_a_role_ends_all() {
    on_both(async |office| {
        hire(office, &["ana", "bo"]).await;
        let tx = office.write_tx().await.unwrap();
        for (token, staff) in [("a1", "ana"), ("a2", "ana"), ("b1", "bo")] {
            sessions::begin(&tx, token, staff, at(0)).await.unwrap();
        }
        sessions::see(&tx, "a1", at(60)).await.unwrap();
        sessions::end(&tx, "a2").await.unwrap();
        sessions::see(&tx, "a2", at(61)).await.unwrap();
        office.commit(tx).await.unwrap();
        let found = sessions::find(office.reader(), "a1").await.unwrap().unwrap();
        assert_eq!((found.began_at, found.seen_at), (at(0), at(60)));
        assert_eq!(sessions::find(office.reader(), "a2").await.unwrap(), None);

        let tx = office.write_tx().await.unwrap();
        sessions::end_all(&tx, "ana").await.unwrap();
        office.commit(tx).await.unwrap();
        assert_eq!(sessions::find(office.reader(), "a1").await.unwrap(), None);
        assert!(sessions::find(office.reader(), "b1").await.unwrap().is_some());

        let tx = office.write_tx().await.unwrap();
        sessions::forget_before(&tx, at(1)).await.unwrap();
        office.commit(tx).await.unwrap();
        assert_eq!(sessions::find(office.reader(), "b1").await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_used_once_and_a_newer_one_voids_it() {
    on_both(async |office| {
        hire(office, &["ana"]).await;
        let invitation =
            Enrolment { staff: "ana".into(), totp_sealed: vec![9], expires_at: at(100) };
        let tx = office.write_tx().await.unwrap();
        enrolments::replace(&tx, "old", &invitation).await.unwrap();
        enrolments::replace(&tx, "new", &invitation).await.unwrap();
        assert_eq!(enrolments::find(&tx, "old").await.unwrap(), None);
        assert_eq!(enrolments::find(&tx, "new").await.unwrap(), Some(invitation));
        assert!(enrolments::take(&tx, "new").await.unwrap());
        assert!(!enrolments::take(&tx, "new").await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn of_many_tries_at_once_under_one_name_one_goes_on() {
    on_both(async |office| {
        let office = Arc::new(Db::connect(&office.url, 2).await.unwrap());
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let office = office.clone();
                tokio::spawn(async move {
                    let tx = office.write_tx().await.unwrap();
                    let next = Tries { failures: 1, ready_at: at(2) };
                    let seen = Tries::default();
                    let mine = sign_in_tries::claim(&tx, "lane", seen, next).await.unwrap();
                    office.commit(tx).await.unwrap();
                    mine
                })
            })
            .collect();
        let mut went_on = 0;
        for attempt in tries {
            went_on += u32::from(attempt.await.unwrap());
        }
        assert_eq!(went_on, 1);
        let seen = sign_in_tries::of_lane(office.reader(), "lane").await.unwrap();
        assert_eq!(seen, Tries { failures: 1, ready_at: at(2) });

        let tx = office.write_tx().await.unwrap();
        sign_in_tries::forget(&tx, "other", at(3)).await.unwrap();
        office.commit(tx).await.unwrap();
        let forgotten = sign_in_tries::of_lane(office.reader(), "lane").await.unwrap();
        assert_eq!(forgotten, Tries::default());
    })
    .await;
}

#[tokio::test]
async fn acts_that_come_at_once_stand_in_one_unbroken_chain() {
    on_both(async |office| {
        let office = Arc::new(Db::connect(&office.url, 2).await.unwrap());
        let acts: Vec<_> = (0..10)
            .map(|n: u64| {
                let office = office.clone();
                tokio::spawn(async move {
                    let tx = office.write_tx().await.unwrap();
                    let detail = format!("{{\"number\":{n}}}");
                    staff_acts::append(&tx, "ana", "project_added", "op", &detail, at(n))
                        .await
                        .unwrap();
                    office.commit(tx).await.unwrap();
                })
            })
            .collect();
        for act in acts {
            act.await.unwrap();
        }
        let list = staff_acts::after(office.reader(), 0, 100).await.unwrap();
        let positions: Vec<u64> = list.iter().map(|act| act.position).collect();
        assert_eq!(positions, (1..=10).collect::<Vec<_>>());
        let mut before = String::new();
        for act in &list {
            assert_eq!(act.chain, act.chained_to(&before));
            before.clone_from(&act.chain);
        }
        let newest = staff_acts::before(office.reader(), Some(3), 1).await.unwrap();
        assert_eq!(newest, [list[1].clone()]);
    })
    .await;
}
