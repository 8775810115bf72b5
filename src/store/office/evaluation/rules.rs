//! By which criteria a process evaluates proposals, and which departments do it.

use morada_engine::contest::Text;
use morada_engine::ids::ElectionId;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};

use crate::store::StoreError;
use crate::store::office::column::{from_json, stored, to_json, whole};
use crate::store::office::entities::evaluation_rules::{ActiveModel, Entity, Model};

/// One line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistLine {
    /// Its name: `c1`, `c2`, …
    pub name: String,
    /// What must hold, in the languages of the process.
    pub text: Text,
}

/// The rules of evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationRules {
    /// The departments: teams of staff accounts, in their order on pages.
    pub departments: Vec<String>,
    /// The checklist.
    pub criteria: Vec<ChecklistLine>,
    /// Days that a department has, unless another day is set.
    pub answer_days: u32,
    /// Days in which authors can object to the provisional list.
    pub appeal_days: u32,
}

/// The rules of a process, if departments evaluate its proposals.
pub async fn find(
    db: &impl ConnectionTrait,
    process: &ElectionId,
) -> Result<Option<EvaluationRules>, StoreError> {
    Entity::find_by_id(process.to_string()).one(db).await?.as_ref().map(rules).transpose()
}

/// Stores the rules of a process.
pub async fn set(
    tx: &impl ConnectionTrait,
    process: &ElectionId,
    rules: &EvaluationRules,
) -> Result<(), StoreError> {
    Entity::delete_by_id(process.to_string()).exec(tx).await?;
    let row = Model {
        process: process.to_string(),
        departments: to_json(&rules.departments),
        criteria: to_json(&rules.criteria),
        answer_days: stored(rules.answer_days),
        appeal_days: stored(rules.appeal_days),
    };
    Entity::insert(ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

fn rules(row: &Model) -> Result<EvaluationRules, StoreError> {
    Ok(EvaluationRules {
        departments: from_json(&row.departments, "evaluation_rules.departments")?,
        criteria: from_json(&row.criteria, "evaluation_rules.criteria")?,
        answer_days: whole(row.answer_days, "evaluation_rules.answer_days")?,
        appeal_days: whole(row.appeal_days, "evaluation_rules.appeal_days")?,
    })
}
