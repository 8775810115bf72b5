//! Who lives here: the roll of a place, requests, papers and residence cards.
//!
//! Whatever names or reaches a person is sealed under a key outside the database; what is in the open are
//! areas, days, kinds of evidence and keyed hashes. No column can say where a person comes from.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [(&str, &str); 9] = [
    (
        "rolls",
        "place TEXT NOT NULL PRIMARY KEY REFERENCES places (id), rule TEXT NOT NULL, \
         decide_days INT NOT NULL, appeal_days INT NOT NULL, card_months INT NOT NULL",
    ),
    (
        "roll_entries",
        "id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL REFERENCES rolls (place), \
         area TEXT NOT NULL, tie TEXT NOT NULL, since TEXT NOT NULL, assurance INT NOT NULL, \
         evidence TEXT NOT NULL, way TEXT NOT NULL, seen_by TEXT NOT NULL, \
         checked_on TEXT NOT NULL, valid_until TEXT NOT NULL, shelf BYTES NOT NULL, \
         whole BYTES NOT NULL, sealed BYTES NOT NULL, ended_on TEXT, ended_why TEXT",
    ),
    (
        "roll_requests",
        "id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL REFERENCES rolls (place), \
         code_sha TEXT NOT NULL UNIQUE, state TEXT NOT NULL, area TEXT NOT NULL, \
         evidence TEXT NOT NULL, sealed BYTES NOT NULL, changed_at INT NOT NULL, \
         sent_at INT NULL, due_at INT NULL, decided_by TEXT, decided_at INT NULL, \
         reason TEXT, appealed_at INT NULL, entry TEXT",
    ),
    (
        "roll_papers",
        "id TEXT NOT NULL PRIMARY KEY, request TEXT NOT NULL REFERENCES roll_requests (id), \
         kind TEXT NOT NULL, sealed BYTES NOT NULL, made_at INT NOT NULL",
    ),
    (
        "roll_cards",
        "number TEXT NOT NULL PRIMARY KEY, entry TEXT NOT NULL REFERENCES roll_entries (id), \
         valid_until TEXT NOT NULL, pin_hash TEXT NOT NULL, made_on TEXT NOT NULL, \
         ended_on TEXT, ended_why TEXT",
    ),
    (
        "roll_sessions",
        "token_sha TEXT NOT NULL PRIMARY KEY, card TEXT NOT NULL, began_at INT NOT NULL, \
         seen_at INT NOT NULL",
    ),
    (
        "roll_cases",
        "id TEXT NOT NULL PRIMARY KEY, place TEXT NOT NULL REFERENCES rolls (place), \
         one TEXT NOT NULL, other TEXT NOT NULL, opened_at INT NOT NULL, decided_at INT NULL, \
         decided_by TEXT, same INT NULL, UNIQUE (one, other)",
    ),
    (
        "roll_verdicts",
        "request TEXT NOT NULL REFERENCES roll_requests (id), staff TEXT NOT NULL, \
         grants INT NOT NULL, PRIMARY KEY (request, staff)",
    ),
    (
        "roll_counts",
        "place TEXT NOT NULL REFERENCES rolls (place), what TEXT NOT NULL, evidence TEXT NOT NULL, \
         n INT NOT NULL, PRIMARY KEY (place, what, evidence)",
    ),
];

const INDEXES: [&str; 6] = [
    "CREATE INDEX roll_entries_shelf ON roll_entries (place, shelf)",
    "CREATE INDEX roll_entries_whole ON roll_entries (place, whole)",
    "CREATE INDEX roll_requests_queue ON roll_requests (place, state, sent_at)",
    "CREATE INDEX roll_papers_request ON roll_papers (request)",
    "CREATE INDEX roll_cards_entry ON roll_cards (entry)",
    "CREATE INDEX roll_cases_open ON roll_cases (place, decided_at)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in TABLES {
            create_table(manager, name, columns).await?;
        }
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
