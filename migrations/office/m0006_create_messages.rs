//! Messages that wait to be carried to residents who gave an address or a number.
//!
//! To whom, and what it says, is sealed under a key outside the database. A message that went is destroyed,
//! so no list is left of who was written to.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = "id TEXT NOT NULL PRIMARY KEY, sealed BYTES NOT NULL, made_at INT NOT NULL, \
                       tries INT NOT NULL, next_at INT NOT NULL";
        create_table(manager, "messages", columns).await
    }
}
