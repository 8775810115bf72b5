//! Council elections held elsewhere, kept with their files: the input of a count and never its result.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::{append_only, create_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_table(
            manager,
            "archived_elections",
            "id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL REFERENCES places (id), \
             title TEXT NOT NULL, held_on TEXT NOT NULL, rule TEXT NOT NULL, \
             lot_order TEXT NOT NULL, file_name TEXT NOT NULL, file BYTES NOT NULL, \
             sha TEXT NOT NULL, kept_at INT NOT NULL",
        )
        .await?;
        create_table(
            manager,
            "withdrawn_elections",
            "id TEXT NOT NULL PRIMARY KEY REFERENCES archived_elections (id), \
             why TEXT NOT NULL, withdrawn_at INT NOT NULL",
        )
        .await?;
        append_only(manager, "archived_elections").await?;
        append_only(manager, "withdrawn_elections").await
    }
}
