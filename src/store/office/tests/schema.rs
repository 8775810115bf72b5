//! The allow-list of every column there is (TRUST.md 3.1): what is not here is not stored.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseBackend, EntityTrait, Iden, Iterable, Statement};

use super::on_both;
use crate::store::Db;
use crate::store::office::entities as tables;

/// Every column of the office. Adding one here takes a reason that a resident would accept.
const ALLOWED: &[(&str, &str)] = &[
    (
        "approvals",
        "id subject act payload payload_sha first_officer first_at second_officer second_at expires_at ended",
    ),
    // Candidates stand in public; the file has rankings or sums and no voter.
    ("archived_elections", "id place title held_on rule lot_order file_name file sha kept_at"),
    ("areas", "place name map_column map_row"),
    ("association_invitations", "code_sha association until_on"),
    ("association_people", "association who shown_as joined_on"),
    (
        "associations",
        "id place name kind language about state asked_on judged_by judged_on known until_on ended_on reason",
    ),
    // A lot with its dice: no person. A project that was a proposal.
    ("ballot_draws", "sha process body drawn_at"),
    ("project_proposals", "process contest project proposal"),
    ("code_batches", "id process contest movement way receiver letters recorded_at"),
    ("contests", "process id title ballot budget rule electorate"),
    ("credlists", "process contest keys sha letters spares"),
    ("enrolments", "token_sha staff totp_sealed expires_at"),
    // An objection is public as it was written; who wrote it is not kept here.
    (
        "evaluation_appeals",
        "proposal process way words language made_at outcome reason reason_language heard_by heard_at shown",
    ),
    ("evaluation_lists", "process published_at appeals_until body sha"),
    ("evaluation_rules", "process departments criteria answer_days appeal_days"),
    // What departments say is public; `staff` keeps whoever answered from hearing the objection.
    ("evaluations", "process proposal department asked_on due_on answered_at staff body"),
    // Which proposals become one, and which places in their rows of authors agree.
    ("joinings", "id process part whole words language staff made_at state ended_at"),
    ("joining_agreements", "joining proposal position"),
    // `who` is made for one subject alone; how somebody is reached is sealed.
    ("follows", "code_sha process subject who sealed"),
    ("import_drafts", "id process contest format file made_by made_at"),
    ("messages", "id sealed made_at tries next_at"),
    ("mandates", "association who shown_as from_on until_on ended_on"),
    ("outbox", "id position process act body answer"),
    ("phases", "process phase starts_at"),
    ("places", "id name languages time_zone currency currency_exponent help_line"),
    (
        "processes",
        "id place title languages batch_min batch_interval_s small_group openings trustees witnesses revision frozen_at electorate",
    ),
    ("project_texts", "process contest project language title summary review credit"),
    (
        "projects",
        "process contest id number category cost place proposed_by motif pictogram original_language",
    ),
    ("public_facts", "process name body learned_at"),
    ("published_rules", "process version sha decision published_at"),
    ("roll_attestations", "code_sha place maker kind made_on used"),
    ("roll_attestors", "id place name kind association until yearly key_sha ended_on"),
    ("roll_cards", "number entry valid_until pin_hash made_on ended_on ended_why"),
    ("roll_cases", "id place one other opened_at decided_at decided_by same"),
    ("roll_closings", "process body closed_at"),
    ("roll_counts", "place what evidence n"),
    (
        "roll_entries",
        "id place area tie since assurance evidence way seen_by checked_on valid_until shelf whole sealed ended_on ended_why asked_on",
    ),
    // A letter was handed over: two keyed hashes of one vote, no time, no clerk, no letter.
    ("roll_marks", "process contest holder person mark"),
    ("roll_papers", "id request kind sealed made_at"),
    ("roll_passes", "code_sha card until"),
    (
        "roll_requests",
        "id place code_sha state area evidence sealed changed_at sent_at due_at decided_by decided_at reason appealed_at entry purpose",
    ),
    ("roll_sessions", "token_sha card began_at seen_at"),
    ("roll_verdicts", "request staff grants"),
    ("rolls", "place rule decide_days appeal_days card_months"),
    ("proposal_rules", "process most_supports threshold read_within_h charter"),
    (
        "proposals",
        "id process number code_sha state way language theme area version price ballot_number merged_into shuffle supports comments changed_at sent_at published_at sealed",
    ),
    (
        "proposal_versions",
        "proposal version made_at made_as language title words theme area landmark point_x point_y cost photo sha",
    ),
    ("proposal_authors", "proposal position kind who shown state code_sha"),
    ("proposal_photos", "id proposal picture width height sha"),
    ("support_salts", "process salt"),
    ("supports", "process who proposal"),
    (
        "comments",
        "id process proposal parent side kind language words shown who team state outcome edits made_at published_at",
    ),
    (
        "moderation_decisions",
        "id process what subject version verdict ground words language stage first first_at second second_at objection appealed_at heard_by heard_at",
    ),
    ("proposal_texts", "proposal language version title words state credit"),
    ("proposal_search", "proposal process language words"),
    ("seaql_migrations", "version applied_at"),
    ("sessions", "token_sha staff began_at seen_at"),
    ("sign_in_tries", "lane failures ready_at"),
    ("staff", "id name shown_as team language password_hash totp_sealed totp_step disabled_at"),
    ("staff_act_heads", "id position chain"),
    ("staff_acts", "position at staff act subject detail chain"),
    ("staff_roles", "staff place role"),
    ("withdrawn_elections", "id why withdrawn_at"),
    ("told", "subject state"),
    ("took_part", "process who day"),
    ("took_part_counts", "process evidence before n"),
    ("text_sounds", "process contest project language kind bytes"),
    ("text_hands", "process contest project language written_by checked_by"),
    ("work_events", "process contest project position day staff body"),
    ("work_photos", "process contest project sha picture"),
];

/// What no name of a table or column may hint at, whatever the allow-list says.
const NEVER: &[&str] = &[
    "national",
    "citizen",
    "origin_country",
    "country",
    "passport",
    "permit",
    "visa",
    "document",
    "birth",
    "gender",
    "sex",
    "religion",
    "ethnic",
    "race",
    "asylum",
    "refugee",
    "foreign",
    "voter",
    "address",
    "ip_",
    "agent",
    "email",
    "phone",
];

async fn columns(office: &Db) -> BTreeSet<(String, String)> {
    let question = match office.backend() {
        DatabaseBackend::Sqlite => {
            "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c \
             WHERE m.type = 'table' AND m.name NOT LIKE 'proposal_search!_%' ESCAPE '!'"
        }
        _ => {
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public'"
        }
    };
    let statement = Statement::from_string(office.backend(), question);
    let rows = office.reader().query_all_raw(statement).await.unwrap();
    let pair = |row: &sea_orm::QueryResult| {
        (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())
    };
    rows.iter().map(pair).collect()
}

#[tokio::test]
async fn the_office_has_these_columns_and_no_other() {
    let allowed: BTreeSet<(String, String)> = ALLOWED
        .iter()
        .flat_map(|(table, names)| {
            names.split(' ').map(|name| ((*table).to_owned(), name.to_owned()))
        })
        .collect();
    on_both(async |office| {
        let found = columns(office).await;
        let foreign: Vec<_> = found.difference(&allowed).collect();
        let absent: Vec<_> = allowed.difference(&found).collect();
        assert!(foreign.is_empty(), "columns nobody allowed: {foreign:?}");
        assert!(absent.is_empty(), "columns that are gone: {absent:?}");
    })
    .await;
}

#[tokio::test]
async fn no_column_can_hold_where_a_person_comes_from() {
    on_both(async |office| {
        for (table, column) in columns(office).await {
            for word in NEVER {
                assert!(!column.contains(word), "{table}.{column} hints at {word}");
                assert!(!table.contains(word), "{table} hints at {word}");
            }
        }
    })
    .await;
}

#[test]
fn every_entity_has_the_columns_of_its_table() {
    fn check<E: EntityTrait>(entity: E, seen: &mut BTreeSet<String>) {
        let table = entity.table_name().to_owned();
        let (_, names) = ALLOWED.iter().find(|(name, _)| *name == table).unwrap();
        let own: Vec<String> = E::Column::iter().map(|column| column.to_string()).collect();
        assert_eq!(own.join(" "), **names, "{table}");
        seen.insert(table);
    }
    let mut seen = BTreeSet::from(["seaql_migrations".to_owned()]);
    macro_rules! check_all {
        ($($table:ident)*) => { $(check(tables::$table::Entity, &mut seen);)* };
    }
    check_all! {
        approvals archived_elections withdrawn_elections areas code_batches contests credlists enrolments evaluation_appeals evaluation_lists evaluation_rules evaluations joinings joining_agreements ballot_draws project_proposals import_drafts messages outbox phases
        places processes project_texts projects public_facts published_rules roll_attestations roll_attestors roll_cards roll_cases roll_closings roll_counts roll_entries roll_marks roll_papers roll_passes roll_requests roll_sessions roll_verdicts rolls sessions
        sign_in_tries proposal_rules proposals proposal_versions proposal_authors proposal_photos support_salts supports comments moderation_decisions proposal_texts proposal_search staff staff_act_heads staff_acts staff_roles
        follows told took_part took_part_counts text_hands text_sounds work_events work_photos associations association_people association_invitations mandates
    }
    let all: BTreeSet<String> = ALLOWED.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert_eq!(seen, all);
}
