//! The newest proposals as an Atom feed (RFC 4287).

use std::fmt::Write as _;
use std::sync::Arc;

use jiff::Timestamp as Instant;
use morada_engine::time::Timestamp;
use rocket::http::ContentType;
use rocket::{State, get};

use super::guard::season;
use crate::app::House;
use crate::app::proposals::find::find;
use crate::app::proposals::kept::Wanted;
use crate::i18n::lang::Lang;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;
use crate::web::site::{Site, words_in};
use crate::web::staff::wrong;

/// Text for XML: markup is escaped, and signs that XML has no place for are left out.
pub(super) fn xml(text: &str) -> String {
    let allowed = |sign: &char| matches!(sign, '\n' | '\t') || !sign.is_control();
    handlebars::html_escape(&text.chars().filter(allowed).collect::<String>())
        .replace("&#x27;", "&#39;")
}

/// An instant as RFC 3339 has it.
pub(super) fn rfc3339(at: Timestamp) -> String {
    let seconds = i64::try_from(at.unix()).unwrap_or_default();
    Instant::from_second(seconds).map(|at| at.to_string()).unwrap_or_default()
}

/// The feed.
#[get("/<lang>/p/<process>/proposals.atom")]
pub async fn atom(
    lang: Lang,
    process: ProcessSlug,
    house: &State<Arc<House>>,
    site: &State<Site>,
) -> Result<(ContentType, String), Problem> {
    let season = season(house, &process).await?;
    let found = find(house, season.process(), &Wanted::default(), 1, lang.code()).await;
    let found = found.map_err(wrong::problem)?.found;
    let title = words_in(&season.notice.process.title, lang, &season.notice.process.languages);
    let base = format!("{}/{lang}/p/{}", site.public_url, season.process());
    let newest = found.iter().map(|one| one.line.changed_at).max().unwrap_or_default();
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xml:lang=\"{}\"><id>{base}/proposals</id><title>{}</title><updated>{}</updated>\
         <link rel=\"self\" href=\"{base}/proposals.atom\"/><author><name>{}</name></author>\n",
        xml(&title.lang),
        xml(&title.text),
        rfc3339(newest),
        xml(&site.place_in(lang).text),
    );
    for one in &found {
        let (line, text) = (&one.line, &one.text);
        let href = format!("{base}/proposals/{}", line.number);
        let _ = writeln!(
            feed,
            "<entry xml:lang=\"{}\"><id>{href}</id><title>{}</title><link href=\"{href}\"/>\
             <published>{}</published><updated>{}</updated><content type=\"text\">{}</content></entry>",
            xml(&text.language),
            xml(&text.title),
            rfc3339(line.published_at),
            rfc3339(line.changed_at),
            xml(&text.words),
        );
    }
    feed.push_str("</feed>\n");
    Ok((ContentType::new("application", "atom+xml"), feed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_somebody_wrote_is_markup_in_a_feed() {
        assert_eq!(xml("<b>&\"'\u{1}x"), "&lt;b&gt;&amp;&quot;&#39;x");
        assert_eq!(rfc3339(Timestamp::from_unix(0)), "1970-01-01T00:00:00Z");
    }
}
