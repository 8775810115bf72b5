//! `morada config`: every setting, its meaning and its value.

use std::process::ExitCode;

use serde_json::Value;

use crate::config::Config;

/// What each setting is for, in the order in which an operator meets them.
const SETTINGS: [(&str, &str); 20] = [
    ("data", "folder for everything that Morada writes"),
    ("office_url", "database of people and papers; empty: a SQLite file in data"),
    (
        "urn_url",
        "database of keys and sealed ballots, never the same; empty: a SQLite file in data",
    ),
    ("address", "address to listen on"),
    ("port", "port to listen on"),
    ("public_url", "how the public reaches this server"),
    ("secret_file", "file with 64 hex digits; make one with: openssl rand -hex 32"),
    ("authority", "first part of the name of every ledger, e.g. lisboa.example"),
    ("place", "name of the place, as its people say it; empty: the authority"),
    ("help_phone", "the number to call for help, as it is dialled; empty: none"),
    ("default_language", "language when nothing else decides"),
    ("readers", "connections per database for reading"),
    ("client_address_header", "header in which a trusted proxy gives the address; empty: none"),
    ("secure_cookies", "false only for a first look without HTTPS"),
    ("code_tries_per_minute", "wrong voting codes a minute from one address before a pause"),
    ("mail_server", "e.g. smtp://relay:587?tls=required; empty: mail is kept as files in data"),
    ("mail_from", "address from which mail comes"),
    ("mail_user", "name under which the mail server knows us; empty: none is asked for"),
    ("mail_password_file", "file with the password that goes with it"),
    ("sms_program", "program that reads a number, then a text, and sends it; empty: files in data"),
];

/// Prints the settings as a file that can be used.
pub fn print(config: &Config) -> ExitCode {
    println!("# Settings of Morada, as they are now. Environment variables MORADA_<NAME> win over");
    println!("# the file (--config, by default morada.toml), and both over the defaults.");
    let values = serde_json::to_value(config).unwrap_or_default();
    for (name, meaning) in SETTINGS {
        println!("\n# {meaning}");
        match &values[name] {
            Value::String(text) => println!("{name} = {text:?}"),
            other => println!("{name} = {other}"),
        }
    }
    ExitCode::SUCCESS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_explained() {
        let values = serde_json::to_value(Config::default()).unwrap();
        let mut there: Vec<&str> = values.as_object().unwrap().keys().map(String::as_str).collect();
        let mut explained: Vec<&str> = SETTINGS.iter().map(|(name, _)| *name).collect();
        there.sort_unstable();
        explained.sort_unstable();
        assert_eq!(there, explained);
    }
}
