//! The demo's departments at work on what last year's budget funded.

use std::collections::BTreeMap;

use morada_engine::ids::ElectionId;
use morada_engine::time::Timestamp;
use morada_engine::works::Stage;

use super::desk::Desk;
use super::story::{self, ToldStory, Words, WorkStory};
use super::{DAY, SeedError};
use crate::app::staff::{DeskError, SignedIn};
use crate::app::works::funded::{FundedProject, outcome};
use crate::app::works::say::{self, say};
use crate::app::works::saying::{Answers, Saying};
use crate::i18n::zone::Moment;

/// One thing that a department says: whose project, when, what.
struct Line {
    project: FundedProject,
    who: String,
    ago: i64,
    saying: Saying,
    typed: Answers,
}

impl Desk<'_> {
    /// Tells what the stories say between two days, given as days before `now`; the first one is left out.
    pub async fn tell_works(
        &self,
        election: &ElectionId,
        now: Timestamp,
        after: i64,
        until: i64,
    ) -> Result<(), SeedError> {
        let funded = outcome(self.house, election).await?.ok_or(DeskError::Unknown)?;
        let zone = funded.place.time_zone.clone();
        let mut lines = Vec::new();
        for (project, story) in funded.works.into_iter().zip(story::works()?.story) {
            lines.extend(lines_of(&project, &story, now, &zone)?);
        }
        lines.retain(|line| line.ago < after && line.ago >= until);
        // What comes first is longest ago; of one day the order of the story stays.
        lines.sort_by_key(|line| -line.ago);
        let mut signed_in: BTreeMap<String, SignedIn> = BTreeMap::new();
        for line in lines {
            let clock = self.house.clock();
            clock.set(self.house.now().max(ago(now, line.ago)));
            if !signed_in.contains_key(&line.who) {
                signed_in.insert(line.who.clone(), self.who(&line.who).await?);
            }
            let who = &signed_in[&line.who];
            clock.set(self.house.now().plus(60));
            let (contest, number) = (&line.project.contest, line.project.project.number);
            let desk = say::Desk::open(self.house, who, election, contest, number).await?;
            let seen = desk.project()?.funded.record.len();
            say(self.house, &desk, line.saying, seen, &line.typed).await?;
        }
        Ok(())
    }
}

fn lines_of(
    project: &FundedProject,
    story: &WorkStory,
    now: Timestamp,
    zone: &str,
) -> Result<Vec<Line>, SeedError> {
    let day = |days: i64| Moment::new(ago(now, days), zone).field_value()[..10].to_owned();
    let line = |ago, saying, typed| Line {
        project: project.clone(),
        who: story.who.clone(),
        ago,
        saying,
        typed,
    };
    let take_up = Answers {
        days: story.promises.iter().map(|(stage, due)| (stage.clone(), day(*due))).collect(),
        site: project.project.place.clone(),
        ..Answers::default()
    };
    let mut lines = vec![line(story.taken_up, Saying::TakeUp, take_up)];
    for told in &story.told {
        let unknown = || SeedError::Story(format!("works.toml: {:?}", told.what));
        let saying = Saying::from_name(&told.what).ok_or_else(unknown)?;
        lines.push(line(told.ago, saying, answers(project, story, told, saying, &day)));
    }
    Ok(lines)
}

fn answers(
    project: &FundedProject,
    story: &WorkStory,
    told: &ToldStory,
    saying: Saying,
    day: &impl Fn(i64) -> String,
) -> Answers {
    // A story promises usual stages, which stand in their usual order.
    let promised = Stage::USUAL.iter().filter(|stage| story.promises.contains_key(stage.name()));
    let at = promised.map(Stage::name).position(|stage| stage == told.stage);
    let cents = project.funded.voted.minor() / 100 * told.share;
    Answers {
        milestone: at.map(|at| at.to_string()).unwrap_or_default(),
        day: if saying == Saying::Move { day(told.to) } else { day(told.ago) },
        amount: format!("{}.{:02}", cents / 100, cents % 100),
        words: pairs(&told.words),
        ..Answers::default()
    }
}

fn pairs(words: &Words) -> Vec<(String, String)> {
    words.iter().map(|(lang, text)| (lang.clone(), text.clone())).collect()
}

/// The instant so many days before `now`; a minus is after it.
fn ago(now: Timestamp, days: i64) -> Timestamp {
    let day = i64::try_from(DAY).unwrap_or(i64::MAX);
    let seconds = i64::try_from(now.unix()).unwrap_or(i64::MAX).saturating_sub(days * day);
    Timestamp::from_unix(u64::try_from(seconds).unwrap_or(0))
}
