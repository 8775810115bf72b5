//! Recordings of texts, read out by people.

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
            "text_sounds",
            "process TEXT NOT NULL, contest TEXT NOT NULL, project TEXT NOT NULL, \
             language TEXT NOT NULL, kind TEXT NOT NULL, bytes BYTES NOT NULL, \
             PRIMARY KEY (process, contest, project, language), \
             FOREIGN KEY (process, contest) REFERENCES contests (process, id)",
        )
        .await
    }
}
