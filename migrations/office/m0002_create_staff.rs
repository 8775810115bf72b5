//! Accounts of those who run a process. Residents have none here.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // `totp_step`: the time step of the last code taken, because a code works once.
        create_table(
            manager,
            "staff",
            "id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, shown_as TEXT NOT NULL, \
             team TEXT NOT NULL, language TEXT NOT NULL, password_hash TEXT NOT NULL, \
             totp_sealed BYTES NOT NULL, totp_step INT NOT NULL, disabled_at INT NULL",
        )
        .await?;
        // `place` is `*` for a role held in the whole house.
        create_table(
            manager,
            "staff_roles",
            "staff TEXT NOT NULL REFERENCES staff (id), place TEXT NOT NULL, \
             role TEXT NOT NULL, PRIMARY KEY (staff, place, role)",
        )
        .await?;
        // The token itself is nowhere: a thief of this table cannot sign in with it.
        create_table(
            manager,
            "sessions",
            "token_sha TEXT NOT NULL PRIMARY KEY, staff TEXT NOT NULL REFERENCES staff (id), \
             began_at INT NOT NULL, seen_at INT NOT NULL",
        )
        .await?;
        create_table(
            manager,
            "enrolments",
            "token_sha TEXT NOT NULL PRIMARY KEY, staff TEXT NOT NULL REFERENCES staff (id), \
             totp_sealed BYTES NOT NULL, expires_at INT NOT NULL",
        )
        .await?;
        // `lane` is a keyed hash of a typed name: what people mistype is not kept.
        create_table(
            manager,
            "sign_in_tries",
            "lane TEXT NOT NULL PRIMARY KEY, failures INT NOT NULL, ready_at INT NOT NULL",
        )
        .await
    }
}
