//! How many voting letters went where, and the keys that may vote: sums and public keys, no names.

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
            "credlists",
            "process TEXT NOT NULL, contest TEXT NOT NULL, keys TEXT NOT NULL, \
             sha TEXT NOT NULL, letters INT NOT NULL, spares INT NOT NULL, \
             PRIMARY KEY (process, contest), \
             FOREIGN KEY (process, contest) REFERENCES contests (process, id)",
        )
        .await?;
        create_table(
            manager,
            "code_batches",
            "id TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL, contest TEXT NOT NULL, \
             movement TEXT NOT NULL, way TEXT NOT NULL, receiver TEXT NOT NULL, \
             letters INT NOT NULL CHECK (letters > 0), recorded_at INT NOT NULL, \
             FOREIGN KEY (process, contest) REFERENCES contests (process, id)",
        )
        .await
    }
}
