//! What waits for departments, and what is late by the calendar.

use std::sync::Arc;

use morada_engine::permit::act::{
    AnswerProposal, DecideAppeal, DraftBallot, PublishShortlist, WriteOnBehalf,
};
use morada_engine::proposal::State;
use rocket::{State as Managed, get};

use crate::app::House;
use crate::app::evaluation::Evaluation;
use crate::app::evaluation::kept::Asked;
use crate::app::evaluation::queue::{InQueue, queue};
use crate::app::proposals::kept::{Proposal, ProposalText};
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::{DeskError, permits};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::evaluation::words::{missing, outcome_tag};
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::roll::words::{day, said};
use crate::web::staff::sheet::{Row, Section, Sheet, Table, Tag};
use crate::web::staff::{AtDesk, process, wrong};

/// Proposals that the table shows; the rest is reached when these are done.
const MOST_ROWS: usize = 200;

/// A process whose proposals are evaluated, for whoever works in its place.
pub struct Bench {
    /// The process as it is set up.
    pub setup: Setup,
    /// Its departments and their checklist.
    pub evaluation: Evaluation,
}

impl Bench {
    /// Loads it; to others it is not there.
    pub async fn open(house: &House, who: &AtDesk, slug: &ProcessSlug) -> Result<Self, Problem> {
        let setup = process::load(house, who, slug).await?;
        let evaluation = Evaluation::load(house, &slug.0).await.map_err(wrong::problem)?;
        Ok(Self { setup, evaluation })
    }

    /// The public proposal of a number.
    pub async fn proposal(&self, house: &House, number: u32) -> Result<Proposal, Problem> {
        self.evaluation.season.public(house, number).await.map_err(wrong::problem)
    }
}

/// Start of the addresses of this desk.
pub fn base(lang: Lang, process: &ProcessSlug) -> String {
    format!("/{lang}/desk/p/{}/evaluation", process.0)
}

/// A sheet of this desk.
pub fn sheet(lang: Lang, who: &AtDesk, setup: &Setup, title: Message) -> Sheet {
    let slug = ProcessSlug(setup.process.id.clone());
    process::sheet(lang, who, setup, title)
        .under(Message::new("evaluation.desk-title"), base(lang, &slug))
}

/// A proposal by number and title.
pub fn named(proposal: &Proposal, text: Option<&ProposalText>) -> Message {
    Message::new("proposals.number-title")
        .count("n", u64::from(proposal.number.unwrap_or_default()))
        .text("title", text.map_or("", |text| text.title.as_str()))
}

/// What waits.
#[get("/<lang>/desk/p/<process>/evaluation")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &Managed<Arc<House>>,
) -> Answered {
    let say = Message::new;
    let setup = process::load(house, &who, &process).await?;
    let page = process::sheet(lang, &who, &setup, say("evaluation.desk-title"));
    let more = links(lang, &who, house, &setup, &process).await;
    let evaluation = match Evaluation::load(house, &process.0).await {
        Ok(evaluation) => evaluation,
        Err(DeskError::Unknown) => {
            return Ok(page.lead(say("evaluation.desk-no-rules")).beside(more).into());
        }
        Err(error) => return Err(wrong::problem(error)),
    };
    let all = queue(house, &evaluation, lang.code()).await.map_err(wrong::problem)?;
    if all.is_empty() {
        let empty = Section::plain().paragraph(say("evaluation.queue-empty"));
        return Ok(page.with(empty).beside(more).into());
    }
    let late = all.iter().flat_map(|one| &one.asked).filter(|one| evaluation.is_late(one)).count();
    let mut section = Section::plain()
        .paragraph(say("evaluation.queue-all").count("n", all.len() as u64))
        .paragraph(say("evaluation.queue-late").count("n", late as u64));
    if all.len() > MOST_ROWS {
        section = section.paragraph(say("evaluation.queue-first").count("n", MOST_ROWS as u64));
    }
    let rows = Rows { lang, process: &process, evaluation: &evaluation, who: &who };
    let hands = permits::permit::<DraftBallot>(house, &who.0, &process.0).await.is_ok();
    let table = rows.table(&all, hands);
    Ok(page.lead(say("evaluation.desk-lead")).with(section.table(table)).beside(more).into())
}

/// What the rows of the queue are made of.
struct Rows<'a> {
    lang: Lang,
    process: &'a ProcessSlug,
    evaluation: &'a Evaluation,
    who: &'a AtDesk,
}

impl Rows<'_> {
    fn table(&self, all: &[InQueue], hands: bool) -> Table {
        let say = Message::new;
        let (asked, state) = (say("evaluation.departments"), say("staff.state"));
        let open = say("staff.open-link");
        let columns = vec![say("proposals.a-proposal"), asked.clone(), state.clone(), open.clone()];
        let team = &self.who.0.account().team;
        let mut table = Table::new(say("evaluation.desk-title"), columns);
        for one in all.iter().take(MOST_ROWS) {
            let number = one.proposal.number.unwrap_or_default();
            let lines = one.asked.iter().map(|asked| self.line(asked)).collect();
            let (class, icon, text) = self.state(one);
            let row = Row::new(named(&one.proposal, one.text.as_ref()), None)
                .lines(asked.clone(), lines)
                .tag(state.clone(), Tag::new(class, icon, text));
            let base = base(self.lang, self.process);
            let own = one.asked.iter().any(|asked| asked.department == *team);
            table = table.row(if own {
                let go = say("evaluation.report-title");
                row.link(open.clone(), go, format!("{base}/report/{number}"))
            } else if hands {
                let go = say("evaluation.hand-title");
                row.link(open.clone(), go, format!("{base}/hand/{number}"))
            } else {
                row.lines(open.clone(), Vec::new())
            });
        }
        table
    }

    /// A department with its day.
    fn line(&self, asked: &Asked) -> Message {
        let key = match (&asked.answer, self.evaluation.is_late(asked)) {
            (Some(_), _) => "evaluation.asked-answered",
            (None, true) => "evaluation.asked-late",
            (None, false) => "evaluation.asked-until",
        };
        Message::new(key)
            .text("department", asked.department.as_str())
            .day("day", day(asked.due_on))
    }

    fn state(&self, one: &InQueue) -> (&'static str, &'static str, Message) {
        if one.asked.iter().any(|asked| self.evaluation.is_late(asked)) {
            return ("tag--bad", "triangle-alert", Message::new("evaluation.late"));
        }
        match &one.outcome {
            Ok(finding) => outcome_tag(finding),
            Err(open) => ("tag--info", "info", missing(open, &self.evaluation.rules, self.lang)),
        }
    }
}

/// What else can be done, as far as this person may.
async fn links(
    lang: Lang,
    who: &AtDesk,
    house: &House,
    setup: &Setup,
    process: &ProcessSlug,
) -> Section {
    let say = Message::new;
    let (base, process) = (base(lang, process), &process.0);
    let mut more = Section::new(say("roll.desk-do"));
    if permits::permit::<DraftBallot>(house, &who.0, process).await.is_ok() {
        more = more.link(say("evaluation.rules-title"), format!("{base}/rules"));
    }
    if permits::permit::<AnswerProposal>(house, &who.0, process).await.is_ok() {
        more = more.link(say("evaluation.join-title"), format!("{base}/join"));
    }
    if permits::one_of_two::<PublishShortlist>(house, &who.0, process).await.is_ok() {
        more = more.link(say("evaluation.list-publish"), format!("{base}/list"));
        more = more.link(say("evaluation.ballot-title"), format!("{base}/ballot"));
    }
    if permits::permit::<DecideAppeal>(house, &who.0, process).await.is_ok() {
        more = more.link(say("evaluation.appeals-title"), format!("{base}/appeals"));
    }
    if permits::permit_in_own_place::<WriteOnBehalf>(&who.0, &setup.place.id).is_ok() {
        more = more.link(say("evaluation.behalf-title"), format!("{base}/object"));
        more = more.link(say("evaluation.join-desk-title"), format!("{base}/join/desk"));
    }
    more.link(say("evaluation.list-title"), format!("/{lang}/p/{process}/evaluation"))
}

/// What is proposed, for whoever evaluates it.
pub fn proposed(lang: Lang, bench: &Evaluation, one: &Proposal, text: &ProposalText) -> Section {
    let say = Message::new;
    let number = one.number.unwrap_or_default();
    let area = crate::web::proposals::area_name(&one.area);
    Section::new(said(&text.title))
        .paragraph(said(&text.words))
        .paragraph(area)
        .paragraph(say("proposals.supports").count("n", one.supports))
        .link(
            say("proposals.see-public"),
            format!("/{lang}/p/{}/proposals/{number}", bench.process()),
        )
}

/// Whether what departments say can still change.
pub fn is_open(proposal: &Proposal) -> bool {
    proposal.state == State::Evaluating
}
