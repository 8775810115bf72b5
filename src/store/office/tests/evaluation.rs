//! Evaluations: a department's answer, the list, objections and joinings, each decided once.

use morada_engine::eligibility::Date;
use morada_engine::ids::ProposalId;
use morada_engine::phase::Source;
use morada_engine::proposal::State;
use morada_engine::proposal::evaluation::Report;

use super::processes::lisbon;
use super::{at, budget_2026, on_both};
use crate::store::Db;
use crate::store::office::evaluation::appeals::{self, Appeal, Heard};
use crate::store::office::evaluation::asked::{self, Answer, Asked};
use crate::store::office::evaluation::list::{self, ProvisionalList};
use crate::store::office::evaluation::rules::{self, EvaluationRules};
use crate::store::office::evaluation::source;
use crate::store::office::proposals::{
    self, Proposal,
    joinings::{self, Joining},
};

fn id(text: &str) -> ProposalId {
    ProposalId::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

async fn propose(office: &Db, name: &str, number: u32) {
    let proposal = Proposal {
        id: id(name),
        process: budget_2026(),
        number: Some(number),
        code_sha: format!("sha of {name}"),
        state: State::Evaluating,
        way: "card".into(),
        language: "pt".into(),
        theme: "memory".into(),
        area: String::new(),
        version: 1,
        shuffle: number,
        supports: 3,
        comments: 0,
        changed_at: at(0),
        sent_at: Some(at(0)),
        published_at: Some(at(0)),
        sealed: vec![1],
    };
    let tx = office.write_tx().await.unwrap();
    proposals::insert(&tx, &proposal).await.unwrap();
    office.commit(tx).await.unwrap();
}

#[tokio::test]
async fn of_two_answers_of_a_department_that_saw_the_same_page_one_stays() {
    on_both(async |office| {
        lisbon(office).await;
        propose(office, "memorial", 1).await;
        let asked = Asked {
            proposal: id("memorial"),
            department: "Cultura".into(),
            asked_on: day("2027-01-01"),
            due_on: day("2027-01-31"),
            answer: None,
        };
        let answer = |seconds| Answer {
            at: at(seconds),
            staff: "celso".into(),
            report: Report { judged: vec![], estimate: None, language: "pt".into() },
        };
        let tx = office.write_tx().await.unwrap();
        asked::ask(&tx, &budget_2026(), &asked).await.unwrap();
        let later = Asked { due_on: day("2027-02-10"), ..asked.clone() };
        asked::ask(&tx, &budget_2026(), &later).await.unwrap();
        assert!(asked::answer(&tx, &budget_2026(), &asked, &answer(1)).await.unwrap());
        assert!(!asked::answer(&tx, &budget_2026(), &asked, &answer(2)).await.unwrap());
        let gone = asked::ask_no_more(&tx, &budget_2026(), &asked.proposal, "Cultura").await;
        assert!(!gone.unwrap(), "what was answered stays asked");
        office.commit(tx).await.unwrap();
        let all = asked::of_process(office.reader(), &budget_2026()).await.unwrap();
        let own = &all[&id("memorial")];
        assert_eq!((own.len(), own[0].due_on), (1, day("2027-02-10")));
        assert_eq!(own[0].answer, Some(answer(1)));
    })
    .await;
}

#[tokio::test]
async fn a_list_is_published_once_and_an_objection_is_heard_once() {
    on_both(async |office| {
        lisbon(office).await;
        propose(office, "memorial", 1).await;
        let where_from = async || source(office.reader(), &budget_2026()).await.unwrap();
        assert_eq!(where_from().await, Source::Written, "nobody evaluates here");

        let tx = office.write_tx().await.unwrap();
        let rules = EvaluationRules {
            departments: vec!["Cultura".into()],
            criteria: vec![],
            answer_days: 30,
            appeal_days: 10,
        };
        rules::set(&tx, &budget_2026(), &rules).await.unwrap();
        office.commit(tx).await.unwrap();
        assert_eq!(rules::find(office.reader(), &budget_2026()).await.unwrap(), Some(rules));
        assert_eq!(where_from().await, Source::Evaluating { open: 1 });

        let published = |body: &str| ProvisionalList {
            published_at: at(5),
            appeals_until: day("2027-03-10"),
            body: body.into(),
            sha: "00".into(),
        };
        let appeal = Appeal {
            proposal: id("memorial"),
            way: "card".into(),
            words: "Le quai est public.".into(),
            language: "fr".into(),
            made_at: at(6),
            heard: None,
        };
        let heard = |outcome: &str| Heard {
            outcome: outcome.into(),
            reason: "O contrato.".into(),
            language: "pt".into(),
            by: "sofia".into(),
            at: at(7),
            shown: true,
        };
        let tx = office.write_tx().await.unwrap();
        assert!(list::insert(&tx, &budget_2026(), &published("{}")).await.unwrap());
        assert!(!list::insert(&tx, &budget_2026(), &published("[]")).await.unwrap());
        assert!(appeals::insert(&tx, &budget_2026(), &appeal).await.unwrap());
        assert!(!appeals::insert(&tx, &budget_2026(), &appeal).await.unwrap());
        assert!(appeals::hear(&tx, &id("memorial"), &heard("granted")).await.unwrap());
        assert!(!appeals::hear(&tx, &id("memorial"), &heard("upheld")).await.unwrap());
        office.commit(tx).await.unwrap();
        let list = list::find(office.reader(), &budget_2026()).await.unwrap();
        assert_eq!(list, Some(published("{}")));
        let kept = appeals::find(office.reader(), &id("memorial")).await.unwrap().unwrap();
        assert_eq!(kept.heard, Some(heard("granted")));
        assert_eq!(where_from().await, Source::Listed { unheard: 0, unnumbered: 0 });
    })
    .await;
}

#[tokio::test]
async fn an_author_agrees_once_and_a_joining_ends_once() {
    on_both(async |office| {
        lisbon(office).await;
        propose(office, "memorial", 1).await;
        propose(office, "plaque", 2).await;
        let joining = Joining {
            id: "j".into(),
            process: budget_2026(),
            part: id("plaque"),
            whole: id("memorial"),
            words: "A mesma ideia.".into(),
            language: "pt".into(),
            staff: "dora".into(),
            made_at: at(1),
            state: joinings::OPEN.into(),
            ended_at: None,
        };
        let tx = office.write_tx().await.unwrap();
        joinings::insert(&tx, &joining).await.unwrap();
        assert!(joinings::agree(&tx, "j", &id("plaque"), 1).await.unwrap());
        assert!(!joinings::agree(&tx, "j", &id("plaque"), 1).await.unwrap());
        office.commit(tx).await.unwrap();
        let open = joinings::open(office.reader(), &budget_2026()).await.unwrap();
        assert_eq!(open, [joining]);
        assert_eq!(joinings::agreed(office.reader(), "j").await.unwrap().len(), 1);

        let tx = office.write_tx().await.unwrap();
        assert!(joinings::end(&tx, "j", joinings::DONE, at(2)).await.unwrap());
        assert!(!joinings::end(&tx, "j", joinings::DECLINED, at(3)).await.unwrap());
        office.commit(tx).await.unwrap();
        let process = budget_2026();
        for side in ["memorial", "plaque"] {
            let done = joinings::about(office.reader(), &process, &id(side), joinings::DONE).await;
            assert_eq!(done.unwrap().len(), 1, "{side}");
        }
    })
    .await;
}
