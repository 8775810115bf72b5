//! Ways in without a PIN: a code that a desk prints, or a link to an address that the resident gave.
//!
//! Only hashes are kept, for a quarter of an hour, and each works once.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = "code_sha TEXT NOT NULL PRIMARY KEY, card TEXT NOT NULL, until INT NOT NULL";
        create_table(manager, "roll_passes", columns).await
    }
}
