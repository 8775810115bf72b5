//! `morada serve`: the server of a real place.

use std::process::ExitCode;
use std::sync::Arc;

use morada_engine::contest::Text;

use super::failed;
use crate::app::following::tell;
use crate::app::proposals::close_support;
use crate::app::roll::retire;
use crate::app::{House, courier, gallery, outbox, sequencer, witnessing};
use crate::clock::Clock;
use crate::config::Config;
use crate::i18n::lang::Lang;
use crate::web::site::Site;

/// Serves until it is told to stop.
pub async fn run(config: &Config) -> ExitCode {
    let secret = match config.secret() {
        Ok(secret) => secret,
        Err(error) => return failed(&error),
    };
    if let Err(error) = std::fs::create_dir_all(&config.data) {
        return failed(&format!("the data folder {}: {error}", config.data.display()));
    }
    match House::open(config.clone(), secret, Clock::System).await {
        Ok(house) => serve(Arc::new(house), Audience::Public).await,
        Err(error) => failed(&error),
    }
}

/// For whom a server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The people of a place.
    Public,
    /// Somebody who looks around: projects and numbers are invented, codes are shown.
    Demo,
}

/// Serves a house: the web, and beside it the sequencer, the courier and who asks the witnesses.
pub async fn serve(house: Arc<House>, audience: Audience) -> ExitCode {
    let config = &house.config;
    let default_lang = Lang::parse(&config.default_language).unwrap_or(Lang::Pt);
    let place = if config.place.is_empty() { &config.authority } else { &config.place };
    let header = Some(config.client_address_header.clone()).filter(|name| !name.is_empty());
    let site = Site {
        place: Text::new([(default_lang.code(), place.as_str())]),
        public_url: config.public_url.trim_end_matches('/').to_owned(),
        default_lang,
        secure_cookies: config.secure_cookies,
        client_address_header: header,
        csrf_key: house.secret.key("morada/csrf/v1"),
        code_tries_per_minute: config.code_tries_per_minute,
        help_phone: Some(config.help_phone.clone()).filter(|phone| !phone.is_empty()),
        demo: audience == Audience::Demo,
    };
    // What fell due while nobody was here happens before the first visitor comes; every step of it
    // is taken under the election's lock, so it does not matter which node takes it.
    if let Err(error) = sequencer::tick(&house).await {
        tracing::error!("the sequencer will try again: {error}");
    }
    let clockwork = tokio::spawn(clockwork(Arc::clone(&house)));
    let served = crate::web::serve(site, Arc::clone(&house)).await;
    clockwork.abort();
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn clockwork(house: Arc<House>) {
    tokio::join!(
        sequencer::run(&house),
        courier::run(&house),
        gallery::run(&house),
        witnessing::run(&house),
        retire::run(&house),
        close_support::run(&house),
        tell::run(&house),
        outbox::run(&house)
    );
}
