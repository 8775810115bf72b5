//! How accepted proposals came onto the ballot: the public lot with its seed, and which project is which proposal.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [(&str, &str); 2] = [
    // `body` is what two officers confirmed, JSON: contest, seed, minutes and the order. `sha` is its SHA-256.
    (
        "ballot_draws",
        "sha TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL REFERENCES processes (id), \
         body TEXT NOT NULL, drawn_at INT NOT NULL",
    ),
    (
        "project_proposals",
        "process TEXT NOT NULL, contest TEXT NOT NULL, project TEXT NOT NULL, \
         proposal TEXT NOT NULL UNIQUE REFERENCES proposals (id), \
         PRIMARY KEY (process, contest, project)",
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
