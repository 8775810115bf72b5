//! Who may attest that somebody lives here: associations and shelters with a mandate, and neighbours.
//!
//! An attestation is a code that its maker hands to the person. Nothing says whom it was made for or who used
//! it; what is kept is how many were made, because each maker has only so many.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let attestors = "id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL REFERENCES rolls (place), \
                         name TEXT NOT NULL, kind TEXT NOT NULL, association TEXT, \
                         until TEXT NOT NULL, yearly INT NOT NULL, key_sha TEXT NOT NULL UNIQUE, \
                         ended_on TEXT";
        create_table(manager, "roll_attestors", attestors).await?;
        let attestations = "code_sha TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL, \
                            maker TEXT NOT NULL, kind TEXT NOT NULL, made_on TEXT NOT NULL, \
                            used INT NOT NULL";
        create_table(manager, "roll_attestations", attestations).await?;
        let index = "CREATE INDEX roll_attestations_maker ON roll_attestations (maker, made_on)";
        manager.get_connection().execute_unprepared(index).await?;
        Ok(())
    }
}
