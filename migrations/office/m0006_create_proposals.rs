//! What residents propose, who stands behind it, what is said about it, and what moderators decided.
//!
//! Authors, supporters and speakers are keyed hashes (`who`), never entries of the roll. Those of supporters are
//! made with `support_salts.salt`, which is destroyed when the phase ends: afterwards nobody, this server included,
//! can say whose they were, and a merge still counts each once.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};

use crate::sql::create_table;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: [(&str, &str); 10] = [
    // `most_supports` and `threshold` of 0 set no limit. `charter` is JSON: values, stakeholders, risks, review.
    (
        "proposal_rules",
        "process TEXT NOT NULL PRIMARY KEY REFERENCES processes (id), most_supports INT NOT NULL, \
         threshold INT NOT NULL, read_within_h INT NOT NULL, charter TEXT NOT NULL",
    ),
    // `code_sha` opens the draft; `sealed` holds what a draft says and how its author is reached. `shuffle` is drawn
    // once and places it in every random order. `supports` and `comments` are counts.
    (
        "proposals",
        "id TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL REFERENCES processes (id), \
         number INT NULL, code_sha TEXT NOT NULL UNIQUE, state TEXT NOT NULL, \
         way TEXT NOT NULL, language TEXT NOT NULL, theme TEXT NOT NULL, area TEXT NOT NULL, \
         version INT NOT NULL, price INT NULL, ballot_number INT NULL, merged_into TEXT, \
         shuffle INT NOT NULL, supports INT NOT NULL, comments INT NOT NULL, \
         changed_at INT NOT NULL, sent_at INT NULL, published_at INT NULL, \
         sealed BYTES NOT NULL, UNIQUE (process, number)",
    ),
    // What was sent, exactly as it was sent. Never changed.
    (
        "proposal_versions",
        "proposal TEXT NOT NULL REFERENCES proposals (id), version INT NOT NULL, \
         made_at INT NOT NULL, made_as TEXT NOT NULL, language TEXT NOT NULL, \
         title TEXT NOT NULL, words TEXT NOT NULL, theme TEXT NOT NULL, area TEXT NOT NULL, \
         landmark TEXT NOT NULL, point_x INT NULL, point_y INT NULL, cost INT NULL, \
         photo TEXT, sha TEXT NOT NULL, PRIMARY KEY (proposal, version)",
    ),
    // `kind` is person, association or desk; `who` a keyed hash, an association's id or a team's name. `state` is
    // asked, accepted or declined.
    (
        "proposal_authors",
        "proposal TEXT NOT NULL REFERENCES proposals (id), position INT NOT NULL, \
         kind TEXT NOT NULL, who TEXT NOT NULL, shown TEXT NOT NULL, state TEXT NOT NULL, \
         code_sha TEXT UNIQUE, PRIMARY KEY (proposal, position)",
    ),
    (
        "proposal_photos",
        "id TEXT NOT NULL PRIMARY KEY, proposal TEXT NOT NULL REFERENCES proposals (id), \
         picture BYTES NOT NULL, width INT NOT NULL, height INT NOT NULL, sha TEXT NOT NULL",
    ),
    (
        "support_salts",
        "process TEXT NOT NULL PRIMARY KEY REFERENCES processes (id), salt BYTES NULL",
    ),
    (
        "supports",
        "process TEXT NOT NULL REFERENCES processes (id), who BYTES NOT NULL, \
         proposal TEXT NOT NULL REFERENCES proposals (id), PRIMARY KEY (process, who, proposal)",
    ),
    // `side` is for, against or question; `kind` comment, amendment or answer. `outcome` is what authors said to an
    // amendment: open, accepted or declined. `team` is the department of an answer.
    (
        "comments",
        "id TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL REFERENCES processes (id), \
         proposal TEXT NOT NULL REFERENCES proposals (id), parent TEXT, side TEXT NOT NULL, \
         kind TEXT NOT NULL, language TEXT NOT NULL, words TEXT NOT NULL, shown TEXT NOT NULL, \
         who TEXT NOT NULL, team TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT NOT NULL, \
         edits INT NOT NULL, made_at INT NOT NULL, published_at INT NULL",
    ),
    // `what` is proposal or comment, `verdict` publish, change or refuse, `stage` proposed, final, appealed,
    // upheld or overturned. A refusal has a second person; an appeal a third.
    (
        "moderation_decisions",
        "id TEXT NOT NULL PRIMARY KEY, process TEXT NOT NULL REFERENCES processes (id), \
         what TEXT NOT NULL, subject TEXT NOT NULL, version INT NOT NULL, verdict TEXT NOT NULL, \
         ground TEXT NOT NULL, words TEXT NOT NULL, language TEXT NOT NULL, stage TEXT NOT NULL, \
         first TEXT NOT NULL, first_at INT NOT NULL, second TEXT, second_at INT NULL, \
         objection TEXT NOT NULL, appealed_at INT NULL, heard_by TEXT, heard_at INT NULL",
    ),
    // The words in force, one row a language. `state` is original, draft, person, checked or stale.
    (
        "proposal_texts",
        "proposal TEXT NOT NULL REFERENCES proposals (id), language TEXT NOT NULL, \
         version INT NOT NULL, title TEXT NOT NULL, words TEXT NOT NULL, state TEXT NOT NULL, \
         credit TEXT NOT NULL, PRIMARY KEY (proposal, language)",
    ),
];

const INDEXES: [&str; 10] = [
    "CREATE INDEX proposals_number ON proposals (process, number DESC)",
    "CREATE INDEX proposals_supports ON proposals (process, supports DESC, number DESC)",
    "CREATE INDEX proposals_area ON proposals (process, area, number DESC)",
    "CREATE INDEX proposals_theme ON proposals (process, theme, number DESC)",
    "CREATE INDEX proposals_queue ON proposals (process, state, sent_at)",
    "CREATE INDEX proposal_authors_who ON proposal_authors (who)",
    "CREATE INDEX supports_proposal ON supports (proposal)",
    "CREATE INDEX comments_proposal ON comments (proposal, state, made_at)",
    "CREATE INDEX comments_queue ON comments (process, state, made_at)",
    "CREATE INDEX moderation_decisions_subject ON moderation_decisions (process, subject)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, columns) in TABLES {
            create_table(manager, name, columns).await?;
        }
        let db = manager.get_connection();
        for index in INDEXES {
            db.execute_unprepared(index).await?;
        }
        // One row a text; `words` are stems (engine/proposal/words.rs), looked for by the database's own index.
        let search: &[&str] = if manager.get_database_backend() == DatabaseBackend::Sqlite {
            &["CREATE VIRTUAL TABLE proposal_search USING fts5 \
               (proposal UNINDEXED, process UNINDEXED, language UNINDEXED, words, \
               prefix = '3', tokenize = \"unicode61 remove_diacritics 2\")"]
        } else {
            &[
                "CREATE TABLE proposal_search (proposal TEXT NOT NULL, process TEXT NOT NULL, \
                 language TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (proposal, language))",
                "CREATE INDEX proposal_search_words ON proposal_search \
                 USING gin (to_tsvector('simple', words))",
            ]
        };
        for statement in search {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
