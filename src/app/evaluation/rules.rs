//! By which criteria proposals are evaluated, and by whom.

use morada_engine::contest::Text;
use morada_engine::permit::Permit;
use morada_engine::permit::act::DraftBallot;

pub use super::desk::departments;
use super::kept::{ChecklistLine, EvaluationRules};
use crate::app::House;
use crate::app::proposals::Season;
use crate::app::staff::acts::{Entry, note};
use crate::app::staff::one_step::in_one_step;
use crate::app::staff::setup::typed::{line, small_number};
use crate::app::staff::{DeskError, Fault, Wrong};
use crate::store::office::evaluation::{asked, rules};

/// The most signs of a criterion.
const MOST_CRITERION: usize = 160;
/// The most criteria of a checklist.
const MOST_CRITERIA: usize = 12;

/// What is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RulesAnswers {
    /// The departments.
    pub departments: Vec<String>,
    /// The checklist per language, one criterion a line.
    pub criteria: Vec<(String, String)>,
    /// Days that a department has.
    pub answer_days: String,
    /// Days in which authors can object.
    pub appeal_days: String,
}

impl RulesAnswers {
    /// The answers that stored rules would have given.
    pub fn of(rules: &EvaluationRules, languages: &[String]) -> Self {
        let lines = |language: &String| {
            let in_language = |line: &ChecklistLine| {
                let found = line.text.translations().iter().find(|text| text.lang == *language);
                found.map(|text| text.text.clone())
            };
            let lines: Vec<String> = rules.criteria.iter().filter_map(in_language).collect();
            (language.clone(), lines.join("\n"))
        };
        Self {
            departments: rules.departments.clone(),
            criteria: languages.iter().map(lines).collect(),
            answer_days: rules.answer_days.to_string(),
            appeal_days: rules.appeal_days.to_string(),
        }
    }

    fn parse(&self, known: &[String]) -> Result<EvaluationRules, Vec<Fault>> {
        let mut faults = Vec::new();
        let departments: Vec<String> =
            known.iter().filter(|team| self.departments.contains(team)).cloned().collect();
        if departments.is_empty() {
            faults.push(Fault::new("departments", Wrong::NothingChosen));
        }
        let criteria = self.checklist(&mut faults);
        let mut days = |field: &str, typed: &str| {
            small_number(field, typed, 1, 365).map_err(|fault| faults.push(fault)).ok()
        };
        let answer_days = days("answer-days", &self.answer_days);
        let appeal_days = days("appeal-days", &self.appeal_days);
        match (answer_days, appeal_days) {
            (Some(answer_days), Some(appeal_days)) if faults.is_empty() => {
                Ok(EvaluationRules { departments, criteria, answer_days, appeal_days })
            }
            _ => Err(faults),
        }
    }

    /// The checklist. Every language that has any line has as many as the first.
    fn checklist(&self, faults: &mut Vec<Fault>) -> Vec<ChecklistLine> {
        let mut columns: Vec<(&str, Vec<String>)> = Vec::new();
        for (at, (language, typed)) in self.criteria.iter().enumerate() {
            let field = format!("criteria-{language}");
            let typed: Vec<&str> = typed.lines().filter(|line| !line.trim().is_empty()).collect();
            if typed.is_empty() && at > 0 {
                continue;
            }
            let wanted = columns.first().map_or(typed.len(), |(_, lines)| lines.len());
            if typed.is_empty() {
                faults.push(Fault::new(&field, Wrong::Empty));
            } else if typed.len() > MOST_CRITERIA {
                let most = MOST_CRITERIA as u64;
                faults.push(Fault::new(&field, Wrong::TooMany { most }));
            } else if typed.len() != wanted {
                faults.push(Fault::new(&field, Wrong::LineCount { wanted: wanted as u64 }));
            }
            let read = |one: &&str| {
                line(&field, one, MOST_CRITERION).map_err(|fault| faults.push(fault)).ok()
            };
            columns.push((language, typed.iter().filter_map(read).collect()));
        }
        let count = columns.first().map_or(0, |(_, lines)| lines.len());
        let one = |at: usize| {
            let texts = columns.iter().filter_map(|(lang, lines)| Some((*lang, lines.get(at)?)));
            let text = Text::new(texts.map(|(lang, line)| (lang, line.as_str())));
            ChecklistLine { name: format!("c{}", at + 1), text }
        };
        (0..count).map(one).collect()
    }
}

/// Has proposals evaluated by these rules, or by others than before.
///
/// # Errors
/// [`DeskError::Faulty`]; a checklist by which a department has answered stays as it is.
pub async fn set_rules(
    house: &House,
    permit: &Permit<DraftBallot>,
    typed: &RulesAnswers,
) -> Result<(), DeskError> {
    let process = permit.process().ok_or(DeskError::Unknown)?;
    let by = permit.by().first().ok_or(DeskError::Unknown)?;
    let season = Season::load(house, process).await?;
    if season.list_is_final() {
        return Err(DeskError::fault("main", Wrong::NotNow));
    }
    let known = departments(house, &season.notice.place.id).await?;
    let parsed = typed.parse(&known).map_err(DeskError::Faulty)?;
    let before = rules::find(house.office.reader(), process).await?;
    in_one_step(house, async |tx| {
        let all = asked::of_process(tx, process).await?;
        let answered = all.values().flatten().any(|asked| asked.answer.is_some());
        if answered && before.is_some_and(|before| before.criteria != parsed.criteria) {
            let first = typed.criteria.first().map_or("", |(language, _)| language.as_str());
            return Err(DeskError::fault(format!("criteria-{first}"), Wrong::AnsweredBefore));
        }
        rules::set(tx, process, &parsed).await?;
        note(house, tx, by, Some(process), &Entry::EvaluationRulesSet {}).await
    })
    .await
}
