//! Two-person acts, the list of acts, orders to the urn, and voting letters.

use sea_orm::ConnectionTrait;

use super::people::hire;
use super::{at, budget_2026, city, on_both};
use crate::store::office::approvals::{self, Approval};
use crate::store::office::code_batches::{self, CodeBatch, Movement, Way};
use crate::store::office::credlists::{self, StoredCredlist};
use crate::store::office::import_drafts::{self, ImportDraft};
use crate::store::office::{outbox, public_facts, staff_acts};

fn approval(id: &str, payload: &str) -> Approval {
    Approval {
        id: id.into(),
        subject: "lisboa-op-2026".into(),
        act: "open_ballot".into(),
        payload: payload.into(),
        payload_sha: format!("sha of {payload}"),
        first: "ana".into(),
        first_at: at(0),
        expires_at: at(100),
    }
}

#[tokio::test]
async fn the_second_of_two_is_another_person_in_time_and_only_once() {
    on_both(async |office| {
        hire(office, &["ana", "bo", "cy"]).await;
        let tx = office.write_tx().await.unwrap();
        assert!(approvals::insert(&tx, &approval("1", "papers")).await.unwrap());
        office.commit(tx).await.unwrap();
        let waiting = async |now| {
            approvals::waiting(office.reader(), "lisboa-op-2026", "open_ballot", now)
                .await
                .unwrap()
                .len()
        };
        assert_eq!((waiting(at(99)).await, waiting(at(100)).await), (1, 0));

        let confirm = async |who: &str, now| {
            let tx = office.write_tx().await.unwrap();
            let counted = approvals::confirm(&tx, "1", who, now).await.unwrap();
            office.commit(tx).await.unwrap();
            counted
        };
        assert!(!confirm("ana", at(1)).await, "the first cannot be the second");
        assert!(!confirm("bo", at(100)).await, "it has expired");
        assert!(confirm("bo", at(99)).await);
        assert!(!confirm("cy", at(99)).await, "there is a second already");
        assert_eq!(waiting(at(50)).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_database_itself_refuses_one_person_as_both() {
    on_both(async |office| {
        hire(office, &["ana"]).await;
        let tx = office.write_tx().await.unwrap();
        approvals::insert(&tx, &approval("1", "papers")).await.unwrap();
        office.commit(tx).await.unwrap();
        let forged = "UPDATE approvals SET second_officer = 'ana', second_at = 1";
        assert!(office.writer().execute_unprepared(forged).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn one_payload_waits_once_and_what_has_ended_cannot_be_confirmed() {
    on_both(async |office| {
        hire(office, &["ana", "bo"]).await;
        let tx = office.write_tx().await.unwrap();
        assert!(approvals::insert(&tx, &approval("1", "papers")).await.unwrap());
        assert!(approvals::insert(&tx, &approval("2", "other papers")).await.unwrap());
        office.commit(tx).await.unwrap();
        let tx = office.write_tx().await.unwrap();
        assert!(!approvals::insert(&tx, &approval("3", "papers")).await.unwrap());
        drop(tx);

        let tx = office.write_tx().await.unwrap();
        assert!(approvals::end(&tx, "1", "withdrawn").await.unwrap());
        assert!(!approvals::end(&tx, "1", "withdrawn").await.unwrap());
        assert!(!approvals::confirm(&tx, "1", "bo", at(1)).await.unwrap());
        assert!(approvals::insert(&tx, &approval("3", "papers")).await.unwrap());
        approvals::end_waiting(&tx, "lisboa-op-2026", "open_ballot", "changed").await.unwrap();
        assert!(!approvals::confirm(&tx, "2", "bo", at(1)).await.unwrap());
        assert!(!approvals::confirm(&tx, "3", "bo", at(1)).await.unwrap());
        office.commit(tx).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_edits_or_cuts_the_list_of_acts() {
    on_both(async |office| {
        let tx = office.write_tx().await.unwrap();
        staff_acts::append(&tx, "ana", "signed_in", "", "{}", at(0)).await.unwrap();
        office.commit(tx).await.unwrap();
        for forged in ["UPDATE staff_acts SET staff = 'bo'", "DELETE FROM staff_acts"] {
            assert!(office.writer().execute_unprepared(forged).await.is_err(), "{forged}");
        }
        let list = staff_acts::before(office.reader(), None, 10).await.unwrap();
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].staff, "ana");
    })
    .await;
}

#[tokio::test]
async fn orders_leave_in_order_once_each_and_their_first_answer_stays() {
    on_both(async |office| {
        let tx = office.write_tx().await.unwrap();
        for (id, act) in [("ff", "open"), ("aa", "publish")] {
            assert!(outbox::append(&tx, id, &budget_2026(), act, "{}").await.unwrap());
            assert!(!outbox::append(&tx, id, &budget_2026(), act, "{}").await.unwrap());
        }
        office.commit(tx).await.unwrap();
        let waiting = outbox::unanswered(office.reader()).await.unwrap();
        let acts: Vec<&str> = waiting.iter().map(|order| order.act.as_str()).collect();
        assert_eq!(acts, ["open", "publish"]);

        let tx = office.write_tx().await.unwrap();
        assert!(outbox::answer(&tx, "ff", outbox::DONE).await.unwrap());
        assert!(!outbox::answer(&tx, "ff", "refused").await.unwrap());
        office.commit(tx).await.unwrap();
        let orders = outbox::of_process(office.reader(), &budget_2026()).await.unwrap();
        assert_eq!(orders[0].answer.as_deref(), Some(outbox::DONE));
        assert_eq!(outbox::unanswered(office.reader()).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_newest_public_fact_replaces_the_one_before() {
    on_both(async |office| {
        for (body, now) in [("{\"counted\":3}", at(1)), ("{\"counted\":9}", at(2))] {
            let tx = office.write_tx().await.unwrap();
            public_facts::learn(&tx, &budget_2026(), "turnout", body, now).await.unwrap();
            office.commit(tx).await.unwrap();
        }
        let fact = public_facts::find(office.reader(), &budget_2026(), "turnout").await.unwrap();
        let fact = fact.unwrap();
        assert_eq!((fact.body.as_str(), fact.learned_at), ("{\"counted\":9}", at(2)));
        let none = public_facts::find(office.reader(), &budget_2026(), "result").await.unwrap();
        assert_eq!(none, None);
    })
    .await;
}

#[tokio::test]
async fn letters_and_keys_belong_to_a_contest_that_exists() {
    on_both(async |office| {
        let list = StoredCredlist {
            contest: city(),
            keys: "00\n".into(),
            sha: "00".into(),
            letters: 1,
            spares: 0,
        };
        let tx = office.write_tx().await.unwrap();
        assert!(credlists::replace(&tx, &budget_2026(), &list).await.is_err());
        drop(tx);
        let batch = CodeBatch {
            id: "1".into(),
            contest: city(),
            movement: Movement::Handed,
            way: Way::Association,
            receiver: "Djass".into(),
            letters: 40,
            recorded_at: at(0),
        };
        let tx = office.write_tx().await.unwrap();
        assert!(code_batches::insert(&tx, &budget_2026(), &batch).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_tried_list_is_kept_for_a_while_and_forgotten() {
    on_both(async |office| {
        let draft = |id: &str| ImportDraft {
            id: id.into(),
            process: budget_2026(),
            contest: city(),
            format: "csv".into(),
            file: "number;title\n".into(),
            made_by: "ana".into(),
        };
        let tx = office.write_tx().await.unwrap();
        import_drafts::keep(&tx, &draft("1"), at(0), at(0)).await.unwrap();
        assert_eq!(import_drafts::find(&tx, "1").await.unwrap(), Some(draft("1")));
        import_drafts::keep(&tx, &draft("2"), at(50), at(1)).await.unwrap();
        assert_eq!(import_drafts::find(&tx, "1").await.unwrap(), None);
        import_drafts::forget(&tx, "2").await.unwrap();
        assert_eq!(import_drafts::find(&tx, "2").await.unwrap(), None);
    })
    .await;
}
