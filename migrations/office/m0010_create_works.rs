//! What became of funded projects: a record that only grows, and the pictures in it.

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
            "work_events",
            "process TEXT NOT NULL, contest TEXT NOT NULL, project TEXT NOT NULL, \
             position INT NOT NULL, day TEXT NOT NULL, staff TEXT NOT NULL, body TEXT NOT NULL, \
             PRIMARY KEY (process, contest, project, position), \
             FOREIGN KEY (process, contest, project) REFERENCES projects (process, contest, id)",
        )
        .await?;
        append_only(manager, "work_events").await
    }
}
