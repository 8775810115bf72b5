//! The demo's staff at work: they sign in, prepare a process and confirm in twos.

use morada_engine::contest::Papers;
use morada_engine::ids::{ElectionId, PlaceId};
use morada_engine::permit::act::{CountBallot, PublishResult};
use morada_engine::phase::{Dated, Phase};
use morada_engine::time::Timestamp;

use super::story::{self, AccountStory, ContestStory, PlaceStory, ProjectStory, Story, Words};
use super::{DAY, SeedError, demo_codes};
use crate::app::House;
use crate::app::hold_election::{credlists, policy_of};
use crate::app::staff::accounts::{AccountAnswers, operator_adds_with};
use crate::app::staff::after_close::{
    SeedAnswers, confirm_publishing, confirm_seed, propose_seed, publication_now, waiting,
};
use crate::app::staff::enrol::{EnrolAnswers, enrol};
use crate::app::staff::letters::{BatchAnswers, KeysAnswers, record_batch, store_keys};
use crate::app::staff::open_ballot::{confirm_opening, opening};
use crate::app::staff::second_factor::SharedKey;
use crate::app::staff::setup::begin::{Area, BeginAnswers, Place, begin_process, make_place};
use crate::app::staff::setup::contests::{ContestAnswers, add_contest};
use crate::app::staff::setup::dates::set_dates;
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::setup::projects::{ProjectAnswers, TextAnswers, add_project};
use crate::app::staff::setup::settings::{TopicAnswers, change_settings};
use crate::app::staff::sign_in::{Credentials, sign_in, who_is};
use crate::app::staff::{DeskError, SignedIn, papers, permits, rules};

/// The two officers, and who hands letters out.
pub(super) const FIRST: &str = "ana";
const SECOND: &str = "bento";
pub(super) const REGISTRAR: &str = "rui";

/// Somebody of the demo's staff, for a page that exists only in the demo.
#[derive(Debug, Clone)]
pub struct DemoAccount {
    /// The name to sign in with.
    pub name: String,
    /// How they are named in public acts.
    pub shown_as: String,
    /// Everybody's password.
    pub password: String,
    /// The code that their telephone shows now.
    pub code: String,
}

/// The demo's staff with the codes of this half minute.
///
/// # Errors
/// [`SeedError::Story`].
pub fn demo_staff(house: &House) -> Result<Vec<DemoAccount>, SeedError> {
    let place = story::lisbon()?;
    let password = &place.staff.password;
    let demo = |account: &AccountStory| DemoAccount {
        name: account.name.clone(),
        shown_as: account.shown_as.clone(),
        password: password.clone(),
        code: phone(house, &account.name).code_at(house.now()),
    };
    Ok(place.staff.account.iter().map(demo).collect())
}

/// The key of a demo account's telephone, made from the demo's own secret.
fn phone(house: &House, name: &str) -> SharedKey {
    SharedKey::from_seed(&house.secret.key(&format!("morada/demo/phone/{name}")))
}

/// The demo's desk.
pub(super) struct Desk<'a> {
    pub(super) house: &'a House,
    pub(super) place: PlaceId,
    password: String,
}

impl<'a> Desk<'a> {
    /// Makes the place and its accounts, on a day long ago.
    pub async fn open(
        house: &'a House,
        story: &PlaceStory,
        on: Timestamp,
    ) -> Result<Self, SeedError> {
        house.clock().set(on);
        let id = PlaceId::parse(&story.id).map_err(|e| SeedError::Story(e.to_string()))?;
        let place = Place {
            id: id.clone(),
            name: story::text(&story.name),
            languages: story.languages.clone(),
            time_zone: story.time_zone.clone(),
            currency: story.currency.clone(),
            currency_exponent: story.currency_exponent,
            help_line: story.help_line.clone(),
        };
        let area = |area: &story::AreaStory| Area {
            name: area.name.clone(),
            map_column: area.column,
            map_row: area.row,
        };
        let map: Vec<Area> = story.area.iter().map(area).collect();
        make_place(house, &place, &map).await?;
        let desk = Self { house, place: id, password: story.staff.password.clone() };
        for account in &story.staff.account {
            desk.hire(account).await?;
        }
        Ok(desk)
    }

    async fn hire(&self, account: &AccountStory) -> Result<(), SeedError> {
        let typed = AccountAnswers {
            name: account.name.clone(),
            shown_as: account.shown_as.clone(),
            team: account.team.clone(),
            language: "pt".to_owned(),
            roles: account.roles.clone(),
        };
        let phone = phone(self.house, &account.name);
        let token = operator_adds_with(self.house, &typed, &phone).await?;
        let answers = EnrolAnswers {
            password: self.password.clone(),
            again: self.password.clone(),
            code: phone.code_at(self.house.now()),
        };
        Ok(enrol(self.house, &token, &answers).await?)
    }

    /// Somebody signs in, a minute after whatever happened last.
    pub(super) async fn who(&self, name: &str) -> Result<SignedIn, SeedError> {
        let clock = self.house.clock();
        clock.set(self.house.now().plus(60));
        let typed = Credentials {
            name: name.to_owned(),
            password: self.password.clone(),
            code: phone(self.house, name).code_at(self.house.now()),
            device: None,
        };
        let session = sign_in(self.house, &typed).await?;
        who_is(self.house, &session.token).await?.ok_or(SeedError::Desk(DeskError::Unknown))
    }

    /// Prepares a process: its contests, projects, dates and rules.
    pub async fn prepare(
        &self,
        story: &Story,
        opens_at: Timestamp,
        closes_at: Timestamp,
    ) -> Result<ElectionId, SeedError> {
        self.house.clock().set(before(opens_at, days_of_preparation(story)));
        let election = self.begin(story).await?;
        self.set_up(story, &election, opens_at, closes_at).await?;
        Ok(election)
    }

    /// Has a prepared process opened by two officers a day before its vote.
    pub async fn open_vote(
        &self,
        story: &Story,
        election: ElectionId,
        opens_at: Timestamp,
    ) -> Result<Papers, SeedError> {
        self.house.clock().set(before(opens_at, 1));
        self.hand_out_letters(story, &election).await?;
        let setup = Setup::load(self.house, &election).await?;
        let authority = &self.house.config.authority;
        let papers = papers::papers(authority, &setup)
            .map_err(|why| SeedError::Story(format!("{election}: {why:?}")))?;
        self.store_keys(story, &papers).await?;
        self.open_ballot(&election).await?;
        Ok(papers)
    }

    async fn begin(&self, story: &Story) -> Result<ElectionId, SeedError> {
        let ana = self.who(FIRST).await?;
        let permit = permits::permit_in_place(&ana, &self.place)?;
        let typed = BeginAnswers { id: story.slug.clone(), titles: pairs(&story.title) };
        Ok(begin_process(self.house, &permit, &typed).await?)
    }

    async fn set_up(
        &self,
        story: &Story,
        election: &ElectionId,
        opens_at: Timestamp,
        closes_at: Timestamp,
    ) -> Result<(), SeedError> {
        let house = self.house;
        let ana = self.who(FIRST).await?;
        let permit = permits::permit(house, &ana, election).await?;
        for contest in &story.contest {
            let typed = contest_answers(contest);
            let revision = self.revision(election).await?;
            let id = add_contest(house, &permit, revision, &typed).await?;
            for project in &contest.project {
                let typed = project_answers(project);
                let revision = self.revision(election).await?;
                add_project(house, &permit, revision, &id, &typed).await?;
            }
        }
        let dates = dates(story, opens_at, closes_at)?;
        set_dates(house, &permit, self.revision(election).await?, dates).await?;
        // Small numbers, so that a visitor sees a batch within a minute. A real vote has 20 an hour.
        let secrecy = TopicAnswers::Secrecy {
            batch_min: "3".to_owned(),
            batch_minutes: "1".to_owned(),
            small_group: "10".to_owned(),
            openings: "observers".to_owned(),
        };
        change_settings(house, &permit, self.revision(election).await?, &secrecy).await?;
        let setup = Setup::load(house, election).await?;
        let papers = papers::papers(&house.config.authority, &setup)
            .map_err(|why| SeedError::Story(format!("{election}: {why:?}")))?;
        let watched = TopicAnswers::Trustees {
            trustees: String::new(),
            witnesses: policy_of(house, &papers),
        };
        change_settings(house, &permit, self.revision(election).await?, &watched).await?;
        let revision = self.revision(election).await?;
        rules::publish_rules(house, &permit, revision, &story.decision).await?;
        Ok(())
    }

    async fn hand_out_letters(
        &self,
        story: &Story,
        election: &ElectionId,
    ) -> Result<(), SeedError> {
        let rui = self.who(REGISTRAR).await?;
        let permit = permits::permit(self.house, &rui, election).await?;
        let contest = story.contest.first().map(|contest| contest.id.clone());
        for batch in &story.batch {
            let typed = BatchAnswers {
                contest: contest.clone().unwrap_or_default(),
                movement: "handed".to_owned(),
                way: batch.way.clone(),
                receiver: batch.receiver.clone(),
                letters: batch.letters.to_string(),
            };
            record_batch(self.house, &permit, &typed).await?;
        }
        Ok(())
    }

    async fn store_keys(&self, story: &Story, papers: &Papers) -> Result<(), SeedError> {
        let ana = self.who(FIRST).await?;
        let permit = permits::permit(self.house, &ana, &papers.election).await?;
        let codes = demo_codes(self.house, &papers.election, story.letters);
        for list in credlists(papers, &codes) {
            let typed = KeysAnswers {
                keys: list.keys,
                letters: list.letters.to_string(),
                spares: list.spares.to_string(),
            };
            let revision = self.revision(&papers.election).await?;
            store_keys(self.house, &permit, revision, &list.contest, &typed).await?;
        }
        Ok(())
    }

    async fn open_ballot(&self, election: &ElectionId) -> Result<(), SeedError> {
        for officer in [FIRST, SECOND] {
            let who = self.who(officer).await?;
            let half = permits::one_of_two(self.house, &who, election).await?;
            let page = opening(self.house, &half).await?;
            let sha = page.sha.ok_or(DeskError::Unknown)?;
            confirm_opening(self.house, half, &page.phrase, &sha).await?;
        }
        Ok(())
    }

    /// Both officers roll the dice after the close.
    pub async fn draw_the_seed(&self, election: &ElectionId) -> Result<(), SeedError> {
        let typed = SeedAnswers {
            seed: "82041937755160284693".to_owned(),
            minutes: "Twenty ten-sided dice, rolled in the town hall after the close was \
                      cosigned.\nThree residents watched. (Invented, as everything in this demo.)"
                .to_owned(),
        };
        let phrase = |word: &str| format!("{word} {}", year_of(election));
        let ana = self.who(FIRST).await?;
        let half = permits::one_of_two::<CountBallot>(self.house, &ana, election).await?;
        propose_seed(self.house, &half, &typed, &phrase("COUNT")).await?;
        let bento = self.who(SECOND).await?;
        let half = permits::one_of_two::<CountBallot>(self.house, &bento, election).await?;
        let (first, _) = waiting(self.house, &half).await?.pop().ok_or(DeskError::Unknown)?;
        let phrase = phrase("COUNT");
        Ok(confirm_seed(self.house, half, &first.id, &first.sha, &phrase).await?)
    }

    /// Both officers publish the counted result.
    pub async fn publish(&self, election: &ElectionId) -> Result<(), SeedError> {
        for officer in [SECOND, FIRST] {
            let who = self.who(officer).await?;
            let half = permits::one_of_two::<PublishResult>(self.house, &who, election).await?;
            let (_, sha) = publication_now(self.house, &half).await?;
            let phrase = format!("PUBLISH {}", year_of(election));
            confirm_publishing(self.house, half, &sha, &phrase).await?;
        }
        Ok(())
    }

    pub(super) async fn revision(&self, election: &ElectionId) -> Result<u64, SeedError> {
        Ok(Setup::load(self.house, election).await?.process.revision)
    }
}

/// Days before the opening on which the preparation of a process begins.
pub(super) fn days_of_preparation(story: &Story) -> u64 {
    story.days_before_opening.values().max().copied().unwrap_or(30) + 10
}

pub(super) fn before(instant: Timestamp, days: u64) -> Timestamp {
    Timestamp::from_unix(instant.unix().saturating_sub(days * DAY))
}

fn year_of(election: &ElectionId) -> &str {
    election.as_str().rsplit('-').next().unwrap_or_default()
}

fn pairs(words: &Words) -> Vec<(String, String)> {
    words.iter().map(|(lang, text)| (lang.clone(), text.clone())).collect()
}

fn dates(
    story: &Story,
    opens_at: Timestamp,
    closes_at: Timestamp,
) -> Result<Vec<Dated>, SeedError> {
    let mut dates = vec![
        Dated { phase: Phase::Balloting, starts_at: opens_at },
        Dated { phase: Phase::Counting, starts_at: closes_at },
        Dated { phase: Phase::Published, starts_at: closes_at.plus(3 * DAY) },
        Dated { phase: Phase::Implementing, starts_at: closes_at.plus(75 * DAY) },
    ];
    for (name, days) in &story.days_before_opening {
        let unknown = || SeedError::Story(format!("{}: {name:?} is no phase", story.slug));
        let phase = Phase::from_name(name).ok_or_else(unknown)?;
        dates.push(Dated { phase, starts_at: before(opens_at, *days) });
    }
    Ok(dates)
}

fn contest_answers(story: &ContestStory) -> ContestAnswers {
    ContestAnswers {
        id: story.id.clone(),
        titles: pairs(&story.title),
        budget: story.budget.to_string(),
        ballot: story.ballot.clone(),
        min: "0".to_owned(),
        max: story.max.to_string(),
        rule: story.rule.clone(),
        ..ContestAnswers::default()
    }
}

/// Who translates in the demo. Both are invented.
fn mediator(language: &str) -> &'static str {
    if language == "ar" { "Leila H." } else { "Rosa M." }
}

fn project_answers(story: &ProjectStory) -> ProjectAnswers {
    let text = |(language, title): (&String, &String)| TextAnswers {
        language: language.clone(),
        title: title.clone(),
        summary: story.summary.get(language).cloned().unwrap_or_default(),
        review: "checked".to_owned(),
        credit: if language == "pt" { String::new() } else { mediator(language).to_owned() },
    };
    ProjectAnswers {
        number: story.number.to_string(),
        category: story.category.clone(),
        cost: story.cost.to_string(),
        place: story.place.clone(),
        proposed_by: story.proposer.clone(),
        motif: story.motif.to_string(),
        pictogram: story.pictogram.clone(),
        original_language: "pt".to_owned(),
        texts: story.title.iter().map(text).collect(),
    }
}
