//! The ledger: leaves that nobody can change, and every checkpoint that was signed.

use sea_orm_migration::prelude::{
    ConnectionTrait, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::{append_only, create_table};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_table(
            manager,
            "ledger_leaves",
            "election TEXT NOT NULL, position INT NOT NULL, leaf_hash BYTES NOT NULL, \
             leaf BYTES NOT NULL, PRIMARY KEY (election, position)",
        )
        .await?;
        create_table(
            manager,
            "checkpoints",
            "election TEXT NOT NULL, size INT NOT NULL, note BYTES NOT NULL, \
             PRIMARY KEY (election, size)",
        )
        .await?;
        create_table(
            manager,
            "cosignatures",
            "election TEXT NOT NULL, size INT NOT NULL, witness TEXT NOT NULL, \
             line TEXT NOT NULL, PRIMARY KEY (election, size, witness)",
        )
        .await?;
        create_table(
            manager,
            "partial_decryptions",
            "election TEXT NOT NULL, contest TEXT NOT NULL, trustee INT NOT NULL, \
             file BYTES NOT NULL, PRIMARY KEY (election, contest, trustee)",
        )
        .await?;
        create_table(
            manager,
            "published_files",
            "election TEXT NOT NULL, path TEXT NOT NULL, file BYTES NOT NULL, \
             PRIMARY KEY (election, path)",
        )
        .await?;
        let db = manager.get_connection();
        db.execute_unprepared(
            "CREATE UNIQUE INDEX ledger_leaves_by_hash ON ledger_leaves (leaf_hash, election)",
        )
        .await?;
        append_only(manager, "ledger_leaves").await?;
        append_only(manager, "checkpoints").await
    }
}
