//! Who votes in a process and in each of its contests, and which voting letters were handed over.
//!
//! A mark says that the letter of a contest was handed to somebody, so that nobody gets two. It knows the
//! entry, and name and birth, by keyed hashes that are made for one process alone, and no time, no clerk, no
//! letter.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What a process said of its voters before, as it is said now.
const ELECTORATE: &str = "UPDATE processes SET electorate = \
    '{\"rule\":{\"on\":\"closing\",\"min_age\":' || minimum_age || ',\"basis\":' || \
    CASE residence WHEN '\"lives\"' THEN '[\"residence\"]' \
    ELSE '[\"residence\",\"work\",\"study\"]' END || \
    ',\"areas\":[],\"min_assurance\":2},\"choice\":\"own\"}'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        for step in [
            "ALTER TABLE processes ADD COLUMN electorate TEXT NOT NULL DEFAULT ''",
            ELECTORATE,
            "ALTER TABLE processes DROP COLUMN minimum_age",
            "ALTER TABLE processes DROP COLUMN residence",
            "ALTER TABLE contests ADD COLUMN electorate TEXT NOT NULL DEFAULT '{}'",
            "ALTER TABLE roll_entries ADD COLUMN asked_on TEXT NOT NULL DEFAULT ''",
            "UPDATE roll_entries SET asked_on = checked_on",
        ] {
            db.execute_unprepared(step).await?;
        }
        create_table(
            manager,
            "roll_marks",
            "process TEXT NOT NULL REFERENCES processes (id), contest TEXT NOT NULL, \
             holder TEXT NOT NULL, person TEXT NOT NULL, mark TEXT NOT NULL, \
             PRIMARY KEY (process, contest, holder)",
        )
        .await
    }
}
