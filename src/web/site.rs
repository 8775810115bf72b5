//! What the operator says about this installation, as the web needs it.

use rocket::request::Request;

use super::helpers::Words;
use crate::i18n::lang::Lang;
use morada_engine::contest::Text;

/// One installation of Morada.
pub struct Site {
    /// Name of the place, in its languages.
    pub place: Text,
    /// How the public reaches this server: start of the addresses in square pictures.
    pub public_url: String,
    /// The language when nothing else decides.
    pub default_lang: Lang,
    /// Whether cookies demand HTTPS. Off only for a first look on one's own machine.
    pub secure_cookies: bool,
    /// Header in which a trusted proxy gives the client's address; `None`: none is trusted.
    pub client_address_header: Option<String>,
    /// Key of the tokens in forms.
    pub csrf_key: [u8; 32],
    /// Wrong voting codes a minute from one address before a pause.
    pub code_tries_per_minute: u32,
    /// The number to call for help, as it is dialled, if there is one.
    pub help_phone: Option<String>,
    /// Whether the projects and numbers are invented.
    pub demo: bool,
}

impl Site {
    /// The language for whoever sent `request`: the one in the address, else a negotiated one.
    pub fn reader_language(&self, request: &Request<'_>) -> Lang {
        request
            .uri()
            .path()
            .segments()
            .get(0)
            .and_then(Lang::parse)
            .unwrap_or_else(|| self.negotiated(request))
    }

    /// The language for a reader whose address names none.
    pub fn negotiated(&self, request: &Request<'_>) -> Lang {
        let cookie = request.cookies().get("lang");
        let accept = request.headers().get_one("Accept-Language");
        Lang::negotiate(cookie.map(rocket::http::Cookie::value), accept, self.default_lang)
    }

    /// The name of the place for a reader of `lang`.
    pub fn place_in(&self, lang: Lang) -> Words {
        words_in(&self.place, lang, &[self.default_lang.code().to_owned()])
    }

    /// The name of a cookie. Over HTTPS it is bound to this host by its prefix.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.secure_cookies { format!("__Host-{name}") } else { name.to_owned() }
    }
}

/// The translation of `text` for a reader of `lang`, else the first one in `fallbacks`, else any.
pub fn words_in(text: &Text, lang: Lang, fallbacks: &[String]) -> Words {
    let found = text.in_language(lang.code(), fallbacks);
    found.map_or_else(
        || Words { text: String::new(), lang: lang.code().to_owned() },
        |t| Words { text: t.text.clone(), lang: t.lang.clone() },
    )
}
