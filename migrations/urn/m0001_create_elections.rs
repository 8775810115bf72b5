//! Sealed elections and the orders that came from the office: public documents only.

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
            "elections",
            "election TEXT NOT NULL PRIMARY KEY, stage TEXT NOT NULL, opens_at INT NOT NULL, \
             closes_at INT NOT NULL, papers BYTES NOT NULL, trustees BYTES NOT NULL, \
             policy BYTES NOT NULL, pad INT NOT NULL, officers TEXT NOT NULL, \
             next_batch_at INT NOT NULL, batches INT NOT NULL",
        )
        .await?;
        create_table(
            manager,
            "credlists",
            "election TEXT NOT NULL, contest TEXT NOT NULL, letters INT NOT NULL, \
             spares INT NOT NULL, file BYTES NOT NULL, PRIMARY KEY (election, contest)",
        )
        .await?;
        create_table(
            manager,
            "orders",
            "id BYTES NOT NULL PRIMARY KEY, election TEXT NOT NULL, answer TEXT NOT NULL",
        )
        .await?;
        create_table(
            manager,
            "leases",
            "name TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, until INT NOT NULL",
        )
        .await
    }
}
