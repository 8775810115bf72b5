//! Keys that may vote and the sealed ballots: keyed by what the voter holds, without id or time.

use sea_orm_migration::prelude::{
    ConnectionTrait, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_table(
            manager,
            "credentials",
            "credential BYTES NOT NULL PRIMARY KEY, election TEXT NOT NULL, contest TEXT NOT NULL",
        )
        .await?;
        // What came since the last batch. (credential, counter) decides every race.
        create_table(
            manager,
            "waiting_ballots",
            "credential BYTES NOT NULL, counter INT NOT NULL, election TEXT NOT NULL, \
             contest TEXT NOT NULL, attempt BYTES NOT NULL UNIQUE, leaf BYTES NOT NULL, \
             leaf_hash BYTES NOT NULL UNIQUE, sealed BYTES NOT NULL, \
             PRIMARY KEY (credential, counter)",
        )
        .await?;
        // The ballot that stands for each key, moved here batch by batch.
        create_table(
            manager,
            "ballots",
            "credential BYTES NOT NULL PRIMARY KEY, election TEXT NOT NULL, \
             contest TEXT NOT NULL, counter INT NOT NULL, leaf_hash BYTES NOT NULL, \
             sealed BYTES NOT NULL",
        )
        .await?;
        create_table(
            manager,
            "attempts",
            "attempt BYTES NOT NULL PRIMARY KEY, election TEXT NOT NULL, \
             contest TEXT NOT NULL, counter INT NOT NULL, leaf_hash BYTES NOT NULL",
        )
        .await?;
        // Keys that no longer vote: the code was handed in, replaced or cancelled.
        create_table(
            manager,
            "retirements",
            "credential BYTES NOT NULL PRIMARY KEY, election TEXT NOT NULL, \
             contest TEXT NOT NULL, leaf BYTES NOT NULL, leaf_hash BYTES NOT NULL, \
             batched INT NOT NULL",
        )
        .await?;
        let db = manager.get_connection();
        db.execute_unprepared("CREATE INDEX ballots_by_election ON ballots (election, contest)")
            .await?;
        db.execute_unprepared("CREATE INDEX waiting_by_election ON waiting_ballots (election)")
            .await?;
        Ok(())
    }
}
