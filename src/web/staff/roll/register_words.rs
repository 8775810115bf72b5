//! What is wrong with a register, in words: on the page, in the file of faults and on the operator's screen.

use morada_engine::roll::register::{ColumnFault, Field, RowFault};

use crate::app::roll::register::{NotARegister, Report};
use crate::i18n::message::Message;
use crate::i18n::voice::Voice;

/// A column, by what it holds.
pub fn field(field: Field) -> Message {
    Message::new(match field {
        Field::Name => "register.field-name",
        Field::Family => "register.field-family",
        Field::Birth => "register.field-birth",
        Field::Area => "register.field-area",
        Field::Since => "register.field-since",
    })
}

/// What is wrong with a column.
pub fn column_fault(fault: &ColumnFault) -> Message {
    let at = |key: &str, column: usize, heading: &str| {
        Message::new(key).count("n", column as u64).text("heading", heading)
    };
    match fault {
        ColumnFault::Missing(missing) => {
            Message::new("register.column-missing").said("field", field(*missing))
        }
        ColumnFault::Never { column, heading } => at("register.column-never", *column, heading),
        ColumnFault::Foreign { column, heading } => at("register.column-foreign", *column, heading),
    }
}

/// Why a file is no register.
pub fn no_register(fault: &NotARegister) -> Vec<Message> {
    let say = Message::new;
    match fault {
        NotARegister::Columns(faults) => faults.iter().map(column_fault).collect(),
        NotARegister::Empty => vec![say("register.empty")],
        NotARegister::NotText => vec![say("register.row-not-text")],
        NotARegister::TooMany(most) => vec![say("register.too-many").count("n", *most)],
        NotARegister::Unreadable(_) => vec![say("register.unreadable")],
    }
}

/// What is wrong with a row. It never says what stands there.
pub fn row_fault(fault: RowFault) -> Message {
    let say = Message::new;
    match fault {
        RowFault::Cells => say("register.row-cells"),
        RowFault::NotText => say("register.row-not-text"),
        RowFault::NoName => say("register.row-no-name"),
        RowFault::LongName => say("register.row-long-name"),
        RowFault::NotAName => say("register.row-not-a-name"),
        RowFault::Never => say("register.row-never"),
        RowFault::NoBirth => say("register.row-no-birth"),
        RowFault::NotABirth => say("register.row-not-a-birth"),
        RowFault::NoArea => say("register.row-no-area"),
        RowFault::UnknownArea => say("register.row-unknown-area"),
        RowFault::NotSince => say("register.row-not-since"),
        RowFault::Again { first } => say("register.row-again").count("n", first),
    }
}

/// Every fault by row, as a file for a spreadsheet: row, short name, words.
pub fn fault_file(voice: &Voice, report: &Report) -> Vec<u8> {
    let mut file = String::from("\u{feff}row,fault,words\r\n");
    for (row, fault) in &report.faults {
        let words = voice.say(&row_fault(*fault)).map(|said| said.text).unwrap_or_default();
        let words = words.replace(['\u{2068}', '\u{2069}'], "").replace('"', "\"\"");
        let name = fault.name();
        file.extend([row.to_string().as_str(), ",", name, ",\"", words.as_str(), "\"\r\n"]);
    }
    file.into_bytes()
}
