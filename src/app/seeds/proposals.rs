//! Next year's process: residents with cards propose, support and discuss, and moderators read.

use morada_engine::ids::ElectionId;
use morada_engine::permit::act::HideContent;
use morada_engine::phase::{Dated, Phase};
use serde::Deserialize;

use super::desk::{Desk, FIRST, REGISTRAR};
use super::story::{self, Words};
use super::{DAY, SeedError};
use crate::app::evaluation::rules as evaluation;
use crate::app::proposals::draft::{Question, answer, begin, mine};
use crate::app::proposals::kept::Risk;
use crate::app::proposals::moderate::{Verdict, decide, oldest};
use crate::app::proposals::rules::{RulesAnswers, set_rules};
use crate::app::proposals::send::{Sender, send};
use crate::app::proposals::{Answers, Hand, Season, discuss, support};
use crate::app::roll::desk::{NewAnswers, admit_at_desk, fresh_attempt};
use crate::app::roll::mine::{CardAnswers, enter_with_card, who_holds};
use crate::app::roll::people::BornAnswers;
use crate::app::staff::setup::begin::{BeginAnswers, begin_process};
use crate::app::staff::setup::dates::set_dates;
use crate::app::staff::{DeskError, permits, rules};

const BUDGET_2027: &str = include_str!("../../../seeds/lisbon/2027.toml");
/// Who reads what is sent.
const MODERATOR: &str = "mira";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NextYear {
    slug: String,
    most_supports: u32,
    threshold: u32,
    read_within_h: u32,
    values: String,
    stakeholders: String,
    review_on: String,
    departments: Vec<String>,
    answer_days: u32,
    appeal_days: u32,
    checklist: Words,
    title: Words,
    risk: Vec<RiskStory>,
    resident: Vec<ResidentStory>,
    proposal: Vec<ProposalStory>,
    comment: Vec<CommentStory>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RiskStory {
    what: String,
    owner: String,
    against: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ResidentStory {
    name: String,
    year: String,
    area: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProposalStory {
    by: usize,
    shown: String,
    language: String,
    title: String,
    words: String,
    area: String,
    landmark: String,
    theme: String,
    cost: String,
    supported_by: Vec<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommentStory {
    on: usize,
    by: usize,
    side: String,
    language: String,
    shown: String,
    words: String,
}

impl Desk<'_> {
    /// Next year's process, with proposals that residents have sent and moderators have read.
    pub async fn next_year(&self) -> Result<(), SeedError> {
        let story: NextYear = story::parse(BUDGET_2027)?;
        let process = self.take_proposals(&story).await?;
        let hands = self.residents(&story, &process).await?;
        let nobody = || SeedError::Story("2027: nobody has this number".to_owned());
        let hand = |number: usize| hands.get(number.wrapping_sub(1)).ok_or_else(nobody);
        for proposal in &story.proposal {
            self.propose(&process, hand(proposal.by)?, proposal).await?;
        }
        self.read_all(&process).await?;
        let season = Season::load(self.house, &process).await?;
        for (at, proposal) in (1_u32..).zip(&story.proposal) {
            let public = season.public(self.house, at).await?;
            for number in &proposal.supported_by {
                support::support(self.house, &season, hand(*number)?, &public).await?;
            }
        }
        for comment in &story.comment {
            let on = u32::try_from(comment.on).map_err(|_| nobody())?;
            let public = season.public(self.house, on).await?;
            let said = discuss::Said {
                side: comment.side.clone(),
                kind: "comment".to_owned(),
                parent: String::new(),
                shown: comment.shown.clone(),
                language: comment.language.clone(),
                words: comment.words.clone(),
            };
            discuss::say(self.house, &season, hand(comment.by)?, &public, &said).await?;
        }
        self.read_all(&process).await
    }

    async fn take_proposals(&self, story: &NextYear) -> Result<ElectionId, SeedError> {
        let (house, now) = (self.house, self.house.now());
        let ana = self.who(FIRST).await?;
        let permit = permits::permit_in_place(&ana, &self.place)?;
        let titles = story.title.iter().map(|(lang, text)| (lang.clone(), text.clone())).collect();
        let typed = BeginAnswers { id: story.slug.clone(), titles };
        let process = begin_process(house, &permit, &typed).await?;
        let permit = permits::permit(house, &ana, &process).await?;
        let dated = |phase, starts_at| Dated { phase, starts_at };
        let dates = vec![
            dated(Phase::Informing, super::desk::before(now, 2)),
            dated(Phase::Accepting, super::desk::before(now, 1)),
            dated(Phase::Evaluating, now.plus(60 * DAY)),
            dated(Phase::Provisional, now.plus(120 * DAY)),
        ];
        let revision = self.revision(&process).await?;
        set_dates(house, &permit, revision, dates).await?;
        let revision = self.revision(&process).await?;
        rules::publish_rules(house, &permit, revision, "41/2026").await?;
        let risk = |risk: &RiskStory| Risk {
            what: risk.what.clone(),
            owner: risk.owner.clone(),
            against: risk.against.clone(),
        };
        let typed = RulesAnswers {
            most_supports: story.most_supports.to_string(),
            threshold: story.threshold.to_string(),
            read_within_h: story.read_within_h.to_string(),
            values: story.values.clone(),
            stakeholders: story.stakeholders.clone(),
            risks: story.risk.iter().map(risk).collect(),
            review_on: story.review_on.clone(),
        };
        set_rules(house, &permit, &typed).await?;
        let criteria = story.checklist.iter().map(|(lang, lines)| (lang.clone(), lines.clone()));
        // The language of the law comes first.
        let mut criteria: Vec<(String, String)> = criteria.collect();
        criteria.sort_by_key(|(lang, _)| lang != "pt");
        let typed = evaluation::RulesAnswers {
            departments: story.departments.clone(),
            criteria,
            answer_days: story.answer_days.to_string(),
            appeal_days: story.appeal_days.to_string(),
        };
        evaluation::set_rules(house, &permit, &typed).await?;
        Ok(process)
    }

    /// Admits the residents at the registration desk and lets them in with their cards.
    async fn residents(
        &self,
        story: &NextYear,
        process: &ElectionId,
    ) -> Result<Vec<Hand>, SeedError> {
        let house = self.house;
        let rui = self.who(REGISTRAR).await?;
        let season = Season::load(house, process).await?;
        let mut hands = Vec::new();
        for resident in &story.resident {
            let permit = permits::permit_in_own_place(&rui, &self.place)?;
            let typed = NewAnswers {
                attempt: fresh_attempt(house),
                name: resident.name.clone(),
                born: BornAnswers { year: resident.year.clone(), ..BornAnswers::default() },
                area: resident.area.clone(),
                tie: "residence".to_owned(),
                since_year: "2024".to_owned(),
                since_month: String::new(),
                evidence: "two_neighbours".to_owned(),
                name_on_card: false,
            };
            let card = admit_at_desk(house, &permit, &typed).await?.card;
            let typed =
                CardAnswers { number: card.number.printed(), pin: card.pin.clone(), device: None };
            let session = enter_with_card(house, &self.place, &typed).await?;
            let own = who_holds(house, &session.token).await?;
            let own = own.ok_or(SeedError::Desk(DeskError::Unknown))?;
            hands.push(Hand::of(house, &season, &own)?);
        }
        Ok(hands)
    }

    async fn propose(
        &self,
        process: &ElectionId,
        hand: &Hand,
        story: &ProposalStory,
    ) -> Result<(), SeedError> {
        let house = self.house;
        house.clock().set(house.now().plus(60));
        let code = begin(house, process).await?;
        let known = if story.cost.is_empty() { "unknown" } else { "known" };
        let typed = Answers {
            language: story.language.clone(),
            whose: "person".to_owned(),
            shown: story.shown.clone(),
            title: story.title.clone(),
            words: story.words.clone(),
            area: story.area.clone(),
            landmark: story.landmark.clone(),
            cost_known: known.to_owned(),
            cost: story.cost.clone(),
            theme: story.theme.clone(),
            reach_by: "desk".to_owned(),
            ..Answers::default()
        };
        for question in Question::ALL {
            let so_far = mine(house, process, &code).await?;
            answer(house, &so_far, question, &typed).await?;
        }
        let whole = mine(house, process, &code).await?;
        Ok(send(house, &whole, &Sender::Resident(hand)).await?)
    }

    /// A moderator reads everything that waits and publishes it.
    async fn read_all(&self, process: &ElectionId) -> Result<(), SeedError> {
        let mira = self.who(MODERATOR).await?;
        let season = Season::load(self.house, process).await?;
        while let Some(waiting) = oldest(self.house, &season).await? {
            let permit = permits::permit::<HideContent>(self.house, &mira, process).await?;
            let publish = Verdict::Publish;
            decide(self.house, &permit, &season, &waiting, publish, "", "pt").await?;
        }
        Ok(())
    }
}
