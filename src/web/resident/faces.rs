//! What a project looks like on paper and screen, from the sealed papers and, where it is known, the gallery.

use morada_engine::contest::{Contest, ContestOption, Papers};
use serde::Serialize;

use crate::app::House;
use crate::app::gallery::Portrait;
use crate::app::notice_board::told::{Project, ProjectText};
use crate::i18n::format::Amount;
use crate::i18n::lang::Lang;
use crate::web::draw::face::{Face, Theme};
use crate::web::frame::Heading;
use crate::web::helpers::Words;
use crate::web::site::words_in;

/// A project as every list shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Shown {
    /// Number, tile and pictogram.
    pub face: Face,
    /// Its name.
    pub title: Words,
    /// One or two sentences, where they are known.
    pub summary: Option<Words>,
    /// Its price, where there is one.
    pub cost: Option<Amount>,
    /// Where it would be built, where that is said.
    pub place: Option<String>,
}

/// A sum in the currency of the papers.
pub fn amount(papers: &Papers, minor: morada_engine::money::Money) -> Amount {
    Amount { minor, currency: papers.currency.clone(), exponent: papers.currency_exponent }
}

/// The heading of a page about a sealed election.
pub fn heading(papers: &Papers, lang: Lang, has_results: bool) -> Heading {
    Heading {
        slug: papers.election.to_string(),
        title: words_in(&papers.title, lang, &papers.languages),
        place: words_in(&papers.place, lang, &papers.languages),
        has_results,
    }
}

/// The options of a contest as they stand on its paper.
pub fn on_paper(house: &House, papers: &Papers, contest: &Contest, lang: Lang) -> Vec<Shown> {
    let portraits = house.gallery.of(&papers.election, &contest.id);
    let shown = |option: &ContestOption| one(papers, option, portraits.get(&option.id), lang);
    contest.options.iter().map(shown).collect()
}

fn one(papers: &Papers, option: &ContestOption, portrait: Option<&Portrait>, lang: Lang) -> Shown {
    let face = Face::new(option.number, Theme::parse(&option.category));
    let summary = words_in(&option.summary, lang, &papers.languages);
    Shown {
        face: match portrait {
            Some(portrait) => chosen(face, portrait.motif, &portrait.pictogram),
            None => face,
        },
        title: words_in(&option.title, lang, &papers.languages),
        summary: (!summary.text.is_empty()).then_some(summary),
        cost: (option.cost.minor() > 0).then(|| amount(papers, option.cost)),
        place: Some(option.place.clone()).filter(|place| !place.is_empty()),
    }
}

/// A project as the office tells of it.
pub fn told(project: &Project, lang: Lang, languages: &[String], cost: Option<Amount>) -> Shown {
    let face = Face::new(project.number, Theme::parse(&project.category));
    let text = text_for(&project.texts, lang, languages);
    Shown {
        face: chosen(face, project.motif, &project.pictogram),
        title: text.map(title).unwrap_or_default(),
        summary: text.and_then(summary),
        cost,
        place: Some(project.place.clone()).filter(|place| !place.is_empty()),
    }
}

/// Staff may choose a motif and a pictogram; an empty pictogram leaves both to number and theme.
fn chosen(face: Face, motif: u32, pictogram: &str) -> Face {
    if pictogram.is_empty() {
        return face;
    }
    face.chosen(u8::try_from(motif).unwrap_or_default(), pictogram)
}

/// The text for a reader of `lang`, else the one in the first of `languages` that has any, else any.
pub fn text_for<'a>(
    texts: &'a [ProjectText],
    lang: Lang,
    languages: &[String],
) -> Option<&'a ProjectText> {
    std::iter::once(lang.code())
        .chain(languages.iter().map(String::as_str))
        .find_map(|wanted| texts.iter().find(|text| text.language == wanted))
        .or(texts.first())
}

/// The title of a text.
pub fn title(text: &ProjectText) -> Words {
    Words { text: text.title.clone(), lang: text.language.clone() }
}

/// The summary of a text, if it has one.
pub fn summary(text: &ProjectText) -> Option<Words> {
    let words = Words { text: text.summary.clone(), lang: text.language.clone() };
    (!words.text.is_empty()).then_some(words)
}
