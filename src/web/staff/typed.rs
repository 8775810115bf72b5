//! What was typed into a form of the desk, as it came: fields by name, files as text.
//!
//! Only the fields that a page asks for are ever looked at, so foreign ones change nothing.

use rocket::data::ToByteUnit;
use rocket::form::{self, DataField, FromForm, Options, ValueField};

/// The name of the button of a language row.
pub const SPEAK: &str = "speak";

/// The largest file of any kind, in MiB.
const MOST: u64 = 8;
/// The largest list of keys, trustee's file or register, in MiB: those of a city of half a million.
const MOST_OF_A_CITY: u64 = 160;

/// The fields of a form.
#[derive(Debug, Default)]
pub struct Typed {
    fields: Vec<(String, String)>,
    files: Vec<(String, Vec<u8>)>,
}

impl Typed {
    /// The first field of that name; empty if it did not come.
    pub fn get(&self, name: &str) -> String {
        let field = self.fields.iter().find(|(field, _)| field == name);
        field.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Every field of that name.
    pub fn all(&self, name: &str) -> Vec<String> {
        let fields = self.fields.iter().filter(|(field, _)| field == name);
        fields.map(|(_, value)| value.clone()).collect()
    }

    /// A field per language, named `name-pt`, `name-en`, ….
    pub fn per_language(&self, name: &str, languages: &[String]) -> Vec<(String, String)> {
        languages.iter().map(|lang| (lang.clone(), self.get(&format!("{name}-{lang}")))).collect()
    }

    /// Whether the form was sent by a button of the language row: what was typed is shown again.
    pub fn only_speaks_another_language(&self) -> bool {
        !self.get(SPEAK).is_empty()
    }

    /// The version of the process that the page showed.
    pub fn revision(&self) -> u64 {
        self.get("revision").parse().unwrap_or(0)
    }

    /// The file of that name; empty if it did not come.
    pub fn file(&self, name: &str) -> &[u8] {
        self.files.iter().find(|(file, _)| file == name).map_or(&[], |(_, bytes)| bytes)
    }
}

#[rocket::async_trait]
impl<'r> FromForm<'r> for Typed {
    type Context = Typed;

    fn init(_: Options) -> Typed {
        <Typed as Default>::default()
    }

    fn push_value(typed: &mut Typed, field: ValueField<'r>) {
        typed.fields.push((field.name.source().to_string(), field.value.to_owned()));
    }

    async fn push_data(typed: &mut Typed, field: DataField<'r, '_>) {
        let name = field.name.source().to_string();
        let of_a_city = matches!(name.as_str(), "keys" | "decryptions" | "register");
        let most = if of_a_city { MOST_OF_A_CITY } else { MOST };
        let read = field.data.open(most.mebibytes()).into_bytes().await;
        // A file above the limit is not taken by halves: it counts as not there.
        if let Ok(bytes) = read
            && bytes.is_complete()
        {
            typed.files.push((name, bytes.into_inner()));
        }
    }

    fn finalize(typed: Typed) -> form::Result<'r, Self> {
        Ok(typed)
    }
}
