//! Public notices about a vote. A notice stands in the ledger for ever; one that was wrong is taken
//! back by a second one that names it, and pages show both.
//!
//! In the ledger a notice is one line with its languages marked: `[pt] A mesa fechou. [en] The desk
//! closed.`, or `[taken back] <id of the order that published it>`.

use morada_engine::contest::Text;
use morada_engine::ids::ElectionId;
use morada_engine::ledger::record::Dispute;
use morada_engine::time::Timestamp;

use super::House;
use crate::store::StoreError;
use crate::store::office::public_facts;

/// Where the courier's word about notices stands among the public facts.
const FOLDER: &str = "notice/";
/// Where the courier's word about disputes stands: pages about one vote show them, the first page does not.
const DISPUTES: &str = "dispute/";
const TAKEN_BACK: &str = "[taken back] ";

/// A notice that the urn has put into the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicNotice {
    /// The id of the order that published it.
    pub id: String,
    /// Its words.
    pub text: Text,
    /// When the office learned that it is public.
    pub at: Timestamp,
    /// Since when it is taken back.
    pub taken_back_at: Option<Timestamp>,
}

/// The line of a notice, from its words by language.
pub fn line_of(words: &[(String, String)]) -> String {
    let marked: Vec<String> =
        words.iter().map(|(language, words)| format!("[{language}] {words}")).collect();
    marked.join(" ")
}

/// The line that takes a notice back.
pub fn line_taking_back(id: &str) -> String {
    format!("{TAKEN_BACK}{id}")
}

/// The words in a line, by language. A line without marks is in no language in particular.
pub fn text_of(line: &str) -> Text {
    let mut words: Vec<(&str, &str)> = Vec::new();
    let mut rest = line;
    while let Some((language, after)) = marked(rest) {
        let next = after.match_indices(" [").map(|(at, _)| at);
        let end = next.into_iter().find(|at| marked(&after[at + 1..]).is_some());
        let end = end.unwrap_or(after.len());
        words.push((language, &after[..end]));
        rest = after[end..].trim_start();
    }
    if words.is_empty() {
        words.push(("und", line));
    }
    Text::new(words)
}

/// The language and the words of a line that begins with a mark such as `[pt] `.
fn marked(line: &str) -> Option<(&str, &str)> {
    let (language, words) = line.strip_prefix('[')?.split_once("] ")?;
    let plain = language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    ((2..=12).contains(&language.len()) && plain).then_some((language, words))
}

/// Notes that the urn has published the line of order `id`.
pub(super) async fn learn(
    tx: &crate::store::Tx,
    process: &ElectionId,
    id: &str,
    about: Option<Dispute>,
    line: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let name = match about {
        None => format!("{FOLDER}{id}"),
        Some(about) => format!("{DISPUTES}{}/{id}", about.as_str()),
    };
    public_facts::learn(tx, process, &name, line, now).await
}

/// A dispute about one vote that the urn has put into the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicDispute {
    /// What it is about.
    pub about: Dispute,
    /// Its words.
    pub text: Text,
    /// When the office learned that it is public.
    pub at: Timestamp,
}

/// Every dispute about `process`, the newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn disputes(
    house: &House,
    process: &ElectionId,
) -> Result<Vec<PublicDispute>, StoreError> {
    let facts = public_facts::under(house.office.reader(), process, DISPUTES).await?;
    let dispute = |(name, fact): &(String, public_facts::PublicFact)| {
        let (about, _) = name.strip_prefix(DISPUTES)?.split_once('/')?;
        let (text, at) = (text_of(&fact.body), fact.learned_at);
        Some(PublicDispute { about: Dispute::parse(about)?, text, at })
    };
    let mut all: Vec<PublicDispute> = facts.iter().filter_map(dispute).collect();
    all.sort_by_key(|dispute| std::cmp::Reverse(dispute.at));
    Ok(all)
}

/// Every notice about `process`, the newest first.
///
/// # Errors
/// [`StoreError`].
pub async fn notices(house: &House, process: &ElectionId) -> Result<Vec<PublicNotice>, StoreError> {
    let facts = public_facts::under(house.office.reader(), process, FOLDER).await?;
    let taken_back = |id: &str| {
        let line = line_taking_back(id);
        facts.iter().find(|(_, fact)| fact.body == line).map(|(_, fact)| fact.learned_at)
    };
    let notice = |(name, fact): &(String, public_facts::PublicFact)| {
        let id = name.strip_prefix(FOLDER)?.to_owned();
        (!fact.body.starts_with(TAKEN_BACK)).then(|| PublicNotice {
            text: text_of(&fact.body),
            at: fact.learned_at,
            taken_back_at: taken_back(&id),
            id,
        })
    };
    let mut all: Vec<PublicNotice> = facts.iter().filter_map(notice).collect();
    all.sort_by_key(|notice| std::cmp::Reverse(notice.at));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_its_languages_apart() {
        let words = [("pt", "A mesa [2] fechou."), ("ar", "أُغلق المكتب.")];
        let words = words.map(|(language, text)| (language.to_owned(), text.to_owned()));
        let line = line_of(&words);
        assert_eq!(line, "[pt] A mesa [2] fechou. [ar] أُغلق المكتب.");
        let text = text_of(&line);
        assert_eq!(text.in_language("ar", &[]).unwrap().text, "أُغلق المكتب.");
        assert_eq!(text.in_language("pt", &[]).unwrap().text, "A mesa [2] fechou.");
        assert_eq!(
            text_of("The desk had no light.").translations()[0].text,
            "The desk had no light."
        );
    }
}
