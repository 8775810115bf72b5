//! The demo's roll: how Lisbon keeps it, and three newcomers who ask for a place.

use super::SeedError;
use super::desk::{Desk, FIRST};
use crate::app::roll::keeping::{KeepingAnswers, keep_roll};
use crate::app::roll::people::BornAnswers;
use crate::app::roll::request::{Answers, Step, answer, begin, mine, send};
use crate::app::staff::permits;

/// Name, day of birth, area, month and year since which they live there, what they can show.
type Newcomer = (&'static str, [&'static str; 3], &'static str, [&'static str; 2], &'static str);

/// Invented.
const NEWCOMERS: [Newcomer; 3] = [
    ("Amina Belhaj", ["14", "3", "1996"], "Arroios", ["9", "2025"], "association_letter"),
    ("নুসরাত জাহান", ["", "", "1988"], "Santa Maria Maior", ["2", "2026"], "two_neighbours"),
    ("Tiago Moreira Pinto", ["2", "11", "2007"], "Marvila", ["", "2007"], "home_paper"),
];

/// What is accepted: a declaration alone is not, and the council's register is its own way.
const EVIDENCE: [&str; 10] = [
    "association_letter",
    "shelter_letter",
    "school_letter",
    "health_or_social_letter",
    "employer_letter",
    "posted_code",
    "two_neighbours",
    "home_paper",
    "attested_home_and_age",
    "card_with_address",
];

impl Desk<'_> {
    /// Opens the roll: sixteen years of age, living here, any one of ten kinds of evidence.
    pub async fn open_roll(&self) -> Result<(), SeedError> {
        let ana = self.who(FIRST).await?;
        let permit = permits::permit_in_place(&ana, &self.place)?;
        let typed = KeepingAnswers {
            min_age: "16".to_owned(),
            min_months: "0".to_owned(),
            basis: vec!["residence".to_owned()],
            evidence: EVIDENCE.map(str::to_owned).to_vec(),
            decide_days: "7".to_owned(),
            appeal_days: "10".to_owned(),
            card_months: "24".to_owned(),
        };
        Ok(keep_roll(self.house, &permit, &typed).await?)
    }

    /// Three residents have sent a request.
    pub async fn newcomers(&self) -> Result<(), SeedError> {
        for (name, [day, month, year], area, [since_month, since_year], evidence) in NEWCOMERS {
            let typed = Answers {
                area: area.to_owned(),
                tie: "residence".to_owned(),
                since_month: since_month.to_owned(),
                since_year: since_year.to_owned(),
                evidence: evidence.to_owned(),
                name: name.to_owned(),
                born: BornAnswers {
                    day: day.to_owned(),
                    month: month.to_owned(),
                    year: year.to_owned(),
                },
                ..Answers::default()
            };
            let code = begin(self.house, &self.place).await?;
            for step in [Step::Place, Step::Evidence, Step::Person] {
                let so_far = mine(self.house, &self.place, &code).await?;
                answer(self.house, &so_far, step, &typed).await?;
            }
            send(self.house, &mine(self.house, &self.place, &code).await?).await?;
        }
        Ok(())
    }
}
