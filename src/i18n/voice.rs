//! One language speaking: its messages and its way of writing numbers, money and dates.
//!
//! Messages are Fluent files, one per audience: `messages/<language>/<audience>.ftl`. The key
//! `resident.ballot.title` is the message `ballot-title` of `resident.ftl`. Names of things that several files
//! share are terms in `terms.ftl`.

use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use intl_memoizer::Memoizable;
use intl_memoizer::concurrent::IntlLangMemoizer;
use rust_embed::RustEmbed;
use unic_langid::LanguageIdentifier;

use super::format::Formats;
use super::lang::{Dir, Lang};
use super::message::{Arg, Message};
use super::pseudo;

/// The message files, read from the source folder in debug builds and carried inside release builds.
#[derive(RustEmbed)]
#[folder = "src/i18n/messages"]
pub(super) struct Files;

/// Terms shared by every audience's file.
const TERMS: &str = "terms";

type Bundle = FluentBundle<Arc<FluentResource>>;
type Bundles = BTreeMap<String, Bundle>;

/// Every language of this build.
pub struct Voices(BTreeMap<Lang, Arc<Voice>>);

/// One language speaking.
pub struct Voice {
    lang: Lang,
    /// How this language writes numbers, money and dates.
    pub formats: Formats,
    bundles: Arc<Bundles>,
    /// English, for what is not translated yet.
    fallback: Arc<Bundles>,
}

/// A message that was said, and in which language it is: not always the one that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words.
    pub text: String,
    /// Their language.
    pub lang: Lang,
}

/// Why the messages of this program cannot be used. A programming mistake, found by the first test that runs.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// A file that is no Fluent resource, or has a message twice.
    #[error("{file}: {reason}")]
    File {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Nobody can say this: not even the English file has it.
    #[error("no message {0:?}")]
    Missing(String),
    /// The message has a gap that nobody fills.
    #[error("message {key:?}: {reason}")]
    Gap {
        /// The message.
        key: String,
        /// Which gap.
        reason: String,
    },
}

impl Voices {
    /// Loads every language of this build.
    ///
    /// # Errors
    /// [`VoiceError::File`] when a message file cannot be read.
    pub fn load() -> Result<Self, VoiceError> {
        let english = Arc::new(bundles(Lang::En)?);
        let mut voices = BTreeMap::new();
        for lang in Lang::all() {
            let own = if lang == Lang::En { english.clone() } else { Arc::new(bundles(lang)?) };
            let formats = Formats::new(lang.formats());
            let voice = Voice { lang, formats, bundles: own, fallback: english.clone() };
            voices.insert(lang, Arc::new(voice));
        }
        Ok(Self(voices))
    }

    /// The voice of a language.
    pub fn of(&self, lang: Lang) -> Arc<Voice> {
        self.0.get(&lang).cloned().expect("every language of Lang::all has been loaded")
    }
}

impl Voice {
    /// The language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Says a message in this language, or in English if it is not translated yet.
    ///
    /// # Errors
    /// [`VoiceError::Missing`] for an unknown key, [`VoiceError::Gap`] when a gap stays open.
    pub fn say(&self, message: &Message) -> Result<Said, VoiceError> {
        let mut args = FluentArgs::new();
        for (name, arg) in &message.args {
            args.set(name.clone(), self.fill(arg)?);
        }
        self.say_with(&message.key, &args)
    }

    /// Says the message `key` with its gaps already written in this language.
    ///
    /// # Errors
    /// As [`Voice::say`].
    pub fn say_with(&self, key: &str, args: &FluentArgs<'_>) -> Result<Said, VoiceError> {
        if let Some(text) = format(&self.bundles, key, args)? {
            return Ok(Said { text, lang: self.lang });
        }
        match format(&self.fallback, key, args)? {
            Some(text) => Ok(Said { text, lang: Lang::En }),
            None => Err(VoiceError::Missing(key.to_owned())),
        }
    }

    /// Writes what fills a gap.
    fn fill(&self, arg: &Arg) -> Result<FluentValue<'static>, VoiceError> {
        Ok(match arg {
            Arg::Text(words) => FluentValue::from(words.clone()),
            Arg::Count(n) => count(*n),
            Arg::Decimal(digits) => FluentValue::from(self.formats.decimal(digits)),
            Arg::Money(amount) => FluentValue::from(self.formats.money(amount)),
            Arg::Day(moment) => FluentValue::from(self.formats.day(moment)),
            Arg::Moment(moment) => FluentValue::from(self.moment(moment)),
            Arg::Said(message) => FluentValue::from(self.say(message)?.text),
            Arg::All(messages) => {
                let said = |message| self.say(message).map(|said| said.text);
                let all = messages.iter().map(said).collect::<Result<Vec<_>, _>>()?;
                // The mark turns the list itself: names of another script alone would line up from the left.
                let comma = if self.lang.dir() == Dir::Rtl { "،\u{200f} " } else { ", " };
                FluentValue::from(all.join(comma))
            }
        })
    }

    /// A day with its year and the time of day.
    pub fn moment(&self, moment: &super::zone::Moment) -> String {
        let comma = if self.lang == Lang::Ar { '،' } else { ',' };
        format!("{}{comma} {}", self.formats.day(moment), self.formats.time(moment))
    }
}

/// A count as Fluent wants it: it chooses the plural form and is written by [`write_number`].
///
/// Fluent keeps numbers as floats; counts above 2^53 would lose their last digits, and no count of ours is.
pub fn count(n: u64) -> FluentValue<'static> {
    FluentValue::Number(FluentNumber::from(usize::try_from(n).unwrap_or(usize::MAX)))
}

fn format(
    bundles: &Bundles,
    key: &str,
    args: &FluentArgs<'_>,
) -> Result<Option<String>, VoiceError> {
    let Some((audience, rest)) = key.split_once('.') else { return Ok(None) };
    let Some(bundle) = bundles.get(audience) else { return Ok(None) };
    let Some(pattern) =
        bundle.get_message(&rest.replace('.', "-")).and_then(|message| message.value())
    else {
        return Ok(None);
    };
    let mut faults: Vec<FluentError> = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut faults).into_owned();
    // Fluent isolates a gap from the words around it, but not one that is the whole message: a name in
    // Portuguese would still turn the signs beside it around on an Arabic page.
    let is_text = |value: &FluentValue<'_>| matches!(value, FluentValue::String(s) if *s == text);
    let bare_gap = pattern.elements.len() == 1 && args.iter().any(|(_, value)| is_text(value));
    match faults.first() {
        None if bare_gap => Ok(Some(format!("\u{2068}{text}\u{2069}"))),
        None => Ok(Some(text)),
        Some(fault) => Err(VoiceError::Gap { key: key.to_owned(), reason: fault.to_string() }),
    }
}

fn bundles(lang: Lang) -> Result<Bundles, VoiceError> {
    let folder = pseudo::source(lang).code();
    let terms = resource(folder, TERMS)?;
    let mut bundles = Bundles::new();
    for audience in audiences(folder).into_iter().filter(|audience| audience != TERMS) {
        // Plural forms are those of the language the words are in, so English ones for the pseudo-languages.
        let tag: LanguageIdentifier = folder.parse().expect("a code of our own table");
        let mut bundle = Bundle::new_concurrent(vec![tag]);
        bundle.set_formatter(Some(write_number));
        bundle.set_transform(pseudo::transform(lang));
        for resource in [terms.clone(), resource(folder, &audience)?] {
            bundle.add_resource(resource).map_err(|faults| VoiceError::File {
                file: format!("{folder}/{audience}.ftl"),
                reason: format!("{faults:?}"),
            })?;
        }
        bundles.insert(audience, bundle);
    }
    Ok(bundles)
}

/// The audiences that have a file in this language's folder.
pub(super) fn audiences(folder: &str) -> Vec<String> {
    let in_folder = |path: &str| {
        let name = path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".ftl")?;
        Some(name.to_owned())
    };
    Files::iter().filter_map(|path| in_folder(&path)).collect()
}

/// The text of a message file.
pub(super) fn source(folder: &str, audience: &str) -> Option<String> {
    let file = Files::get(&format!("{folder}/{audience}.ftl"))?;
    Some(String::from_utf8_lossy(&file.data).into_owned())
}

fn resource(folder: &str, audience: &str) -> Result<Arc<FluentResource>, VoiceError> {
    let fault =
        |reason: String| VoiceError::File { file: format!("{folder}/{audience}.ftl"), reason };
    let text = source(folder, audience).ok_or_else(|| fault("no such file".to_owned()))?;
    FluentResource::try_new(text).map(Arc::new).map_err(|(_, faults)| fault(format!("{faults:?}")))
}

/// Writes the numbers inside messages by ICU; Fluent alone would write 3412 without a separator.
fn write_number(value: &FluentValue<'_>, memoizer: &IntlLangMemoizer) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // Whole and not negative by construction: see `count`.
    let n: u64 = format!("{:.0}", number.value).parse().ok()?;
    memoizer.with_try_get::<MemoizedFormats, _, _>((), |formats| formats.0.number(n)).ok()
}

struct MemoizedFormats(Formats);

impl Memoizable for MemoizedFormats {
    type Args = ();
    type Error = std::convert::Infallible;
    fn construct(lang: LanguageIdentifier, (): ()) -> Result<Self, Self::Error> {
        let lang = Lang::parse(lang.language.as_str()).unwrap_or(Lang::En);
        Ok(Self(Formats::new(lang.formats())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(lang: Lang, message: &Message) -> String {
        Voices::load().unwrap().of(lang).say(message).unwrap().text
    }

    /// Arabic has six plural forms, and the gap is isolated so that its digits do not disturb the order of words.
    #[test]
    fn arabic_counts_projects_in_six_ways() {
        let projects = |n| say(Lang::Ar, &Message::new("common.projects").count("n", n));
        assert_eq!(projects(0), "لا مشاريع");
        assert_eq!(projects(1), "مشروع واحد");
        assert_eq!(projects(2), "مشروعان");
        assert_eq!(projects(3), "\u{2068}3\u{2069} مشاريع");
        assert_eq!(projects(11), "\u{2068}11\u{2069} مشروعًا");
        assert_eq!(projects(100), "\u{2068}100\u{2069} مشروع");
    }

    #[test]
    fn a_number_inside_a_sentence_is_written_as_its_language_writes_it() {
        let projects = |lang| say(lang, &Message::new("common.projects").count("n", 12_345));
        assert_eq!(projects(Lang::En), "\u{2068}12,345\u{2069} projects");
        assert_eq!(projects(Lang::Pt), "\u{2068}12\u{a0}345\u{2069} projetos");
        assert_eq!(projects(Lang::Fr), "\u{2068}12\u{202f}345\u{2069} projets");
    }

    #[test]
    fn a_gap_that_is_the_whole_message_is_isolated_too() {
        let name = Message::new("staff.as-is").text("words", "Ana R., elections");
        assert_eq!(say(Lang::Ar, &name), "\u{2068}Ana R., elections\u{2069}");
        let inside = Message::new("staff.asked-by").said("who", name);
        let inside = say(Lang::En, &inside);
        assert!(inside.contains("\u{2068}\u{2068}Ana R., elections\u{2069}\u{2069}"), "{inside}");
    }

    #[test]
    fn an_unknown_key_and_an_open_gap_are_told_apart() {
        let voice = Voices::load().unwrap().of(Lang::En);
        for key in ["common.no-such-message", "nobody.projects", "projects", ""] {
            assert!(matches!(voice.say(&Message::new(key)), Err(VoiceError::Missing(_))), "{key}");
        }
        assert!(matches!(voice.say(&Message::new("common.projects")), Err(VoiceError::Gap { .. })));
    }

    #[test]
    fn what_is_not_translated_is_said_in_english_and_marked() {
        let voices = Voices::load().unwrap();
        let english = voices.of(Lang::En);
        let mute = Voice {
            lang: Lang::Fr,
            formats: Formats::new("fr"),
            bundles: Arc::new(Bundles::new()),
            fallback: english.bundles.clone(),
        };
        let said = mute.say(&Message::new("common.skip")).unwrap();
        assert_eq!(said, Said { text: "Go to the main content".to_owned(), lang: Lang::En });
    }

    #[test]
    fn the_pseudo_languages_change_every_letter_but_no_number() {
        let message = Message::new("common.projects").count("n", 12);
        assert_eq!(say(Lang::Accented, &message), "\u{2068}12\u{2069} ƥřǿǿĵḗƈŧş");
        assert!(say(Lang::Mirrored, &message).contains("\u{202e}projects\u{202c}"));
    }
}
