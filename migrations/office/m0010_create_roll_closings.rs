//! What is published when the roll of a process closes: how many, where, by which evidence, and its seal.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = "process TEXT NOT NULL PRIMARY KEY REFERENCES processes (id), \
                       body TEXT NOT NULL, closed_at INT NOT NULL";
        create_table(manager, "roll_closings", columns).await
    }
}
