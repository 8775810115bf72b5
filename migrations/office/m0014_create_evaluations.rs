//! Departments that say what of the residents' proposals can be built, the list of what they said, and objections.
//!
//! `staff` and `heard_by` are accounts, so that whoever answered does not hear the objection; they are never shown.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [(&str, &str); 4] = [
    // `departments` is JSON: names of teams. `criteria` is JSON: a name and a text per language each.
    (
        "evaluation_rules",
        "process TEXT NOT NULL PRIMARY KEY REFERENCES processes (id), departments TEXT NOT NULL, \
         criteria TEXT NOT NULL, answer_days INT NOT NULL, appeal_days INT NOT NULL",
    ),
    // `body` is the report, JSON; empty until the department has answered.
    (
        "evaluations",
        "process TEXT NOT NULL REFERENCES processes (id), \
         proposal TEXT NOT NULL REFERENCES proposals (id), department TEXT NOT NULL, \
         asked_on TEXT NOT NULL, due_on TEXT NOT NULL, answered_at INT NULL, staff TEXT, \
         body TEXT, PRIMARY KEY (process, proposal, department)",
    ),
    // The provisional list as two officers published it. `body` is the list, JSON, `sha` its SHA-256.
    (
        "evaluation_lists",
        "process TEXT NOT NULL PRIMARY KEY REFERENCES processes (id), published_at INT NOT NULL, \
         appeals_until TEXT NOT NULL, body TEXT NOT NULL, sha TEXT NOT NULL",
    ),
    // `way` is card or desk. `outcome` is granted or upheld, once somebody has heard it; `shown` is 1 when
    // everybody may read the words, which nobody does before.
    (
        "evaluation_appeals",
        "proposal TEXT NOT NULL PRIMARY KEY REFERENCES proposals (id), \
         process TEXT NOT NULL REFERENCES processes (id), way TEXT NOT NULL, \
         words TEXT NOT NULL, language TEXT NOT NULL, made_at INT NOT NULL, outcome TEXT, \
         reason TEXT, reason_language TEXT, heard_by TEXT, heard_at INT NULL, shown INT NULL",
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in TABLES {
            create_table(manager, name, columns).await?;
        }
        Ok(())
    }
}
