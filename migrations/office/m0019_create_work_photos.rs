//! Pictures of works, as they were encoded here: nothing of a camera's own file is kept.

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
            "work_photos",
            "process TEXT NOT NULL, contest TEXT NOT NULL, project TEXT NOT NULL, sha TEXT NOT NULL, \
             picture BYTES NOT NULL, PRIMARY KEY (process, contest, project, sha), \
             FOREIGN KEY (process, contest, project) REFERENCES projects (process, contest, id)",
        )
        .await
    }
}
