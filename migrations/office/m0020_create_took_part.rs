//! Whether who takes part took part before (COUNCIL.md K12): a keyed hash per resident and process that no other table
//! holds, forgotten by the calendar, and numbers that stay.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_table(
            manager,
            "took_part",
            "process TEXT NOT NULL REFERENCES processes (id), who TEXT NOT NULL, day TEXT NOT NULL, \
             PRIMARY KEY (process, who)",
        )
        .await?;
        // `before` is `first` or `again`.
        create_table(
            manager,
            "took_part_counts",
            "process TEXT NOT NULL REFERENCES processes (id), evidence TEXT NOT NULL, before TEXT NOT NULL, \
             n INT NOT NULL, PRIMARY KEY (process, evidence, before)",
        )
        .await
    }
}
