//! Proposals that are to become one, and which of their authors agree.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [(&str, &str); 2] = [
    // `part` becomes part of `whole`. `state` is open, done, declined or withdrawn.
    (
        "joinings",
        "id TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL REFERENCES processes (id), \
         part TEXT NOT NULL REFERENCES proposals (id), \
         whole TEXT NOT NULL REFERENCES proposals (id), words TEXT NOT NULL, \
         language TEXT NOT NULL, staff TEXT NOT NULL, made_at INT NOT NULL, state TEXT NOT NULL, \
         ended_at INT NULL",
    ),
    // Who agrees, by their place in the row of authors; a no ends the joining and is not kept.
    (
        "joining_agreements",
        "joining TEXT NOT NULL REFERENCES joinings (id), proposal TEXT NOT NULL, \
         position INT NOT NULL, PRIMARY KEY (joining, proposal, position)",
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
