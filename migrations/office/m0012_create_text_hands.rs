//! Who translated and who checked a text of a project: a check is somebody else's.

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
            "text_hands",
            "process TEXT NOT NULL, contest TEXT NOT NULL, project TEXT NOT NULL, \
             language TEXT NOT NULL, written_by TEXT NOT NULL, checked_by TEXT, \
             PRIMARY KEY (process, contest, project, language), \
             FOREIGN KEY (process, contest) REFERENCES contests (process, id)",
        )
        .await
    }
}
