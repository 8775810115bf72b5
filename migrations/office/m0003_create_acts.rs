//! What staff did, confirmed and handed to the urn.

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
            "approvals",
            "id TEXT NOT NULL PRIMARY KEY, subject TEXT NOT NULL, act TEXT NOT NULL, \
             payload TEXT NOT NULL, payload_sha TEXT NOT NULL, \
             first_officer TEXT NOT NULL REFERENCES staff (id), first_at INT NOT NULL, \
             second_officer TEXT NULL REFERENCES staff (id), second_at INT NULL, \
             expires_at INT NOT NULL, ended TEXT NULL, \
             CHECK (second_officer <> first_officer)",
        )
        .await?;
        // `chain` is the hash of this act and of the one before it.
        create_table(
            manager,
            "staff_acts",
            "position INT NOT NULL PRIMARY KEY, at INT NOT NULL, staff TEXT NOT NULL, \
             act TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, \
             chain TEXT NOT NULL",
        )
        .await?;
        create_table(
            manager,
            "staff_act_heads",
            "id INT NOT NULL PRIMARY KEY CHECK (id = 1), position INT NOT NULL, \
             chain TEXT NOT NULL",
        )
        .await?;
        create_table(
            manager,
            "published_rules",
            "process TEXT NOT NULL REFERENCES processes (id), version INT NOT NULL, \
             sha TEXT NOT NULL, decision TEXT NOT NULL, published_at INT NOT NULL, \
             PRIMARY KEY (process, version)",
        )
        .await?;
        create_table(
            manager,
            "outbox",
            "id TEXT NOT NULL PRIMARY KEY, position INT NOT NULL UNIQUE, \
             process TEXT NOT NULL, act TEXT NOT NULL, body TEXT NOT NULL, answer TEXT NULL",
        )
        .await?;
        create_table(
            manager,
            "public_facts",
            "process TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL, \
             learned_at INT NOT NULL, PRIMARY KEY (process, name)",
        )
        .await?;
        let db = manager.get_connection();
        // One confirmation waits per thing to confirm; both databases know partial indexes.
        db.execute_unprepared(
            "CREATE UNIQUE INDEX approvals_waiting ON approvals (subject, act, payload_sha) \
             WHERE second_officer IS NULL AND ended IS NULL",
        )
        .await?;
        db.execute_unprepared(
            "INSERT INTO staff_act_heads (id, position, chain) VALUES (1, 0, '')",
        )
        .await?;
        append_only(manager, "staff_acts").await?;
        append_only(manager, "published_rules").await
    }
}
