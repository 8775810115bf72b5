//! In without a PIN, and messages to those who gave an address.

use super::canary::{all_bytes, nowhere};
use super::*;
use crate::app::outbox::{Carriers, Round, carry_due};
use crate::app::roll::desk::look_up;
use crate::app::roll::mine::{CardAnswers, Own, enter_with_card, who_holds};
use crate::app::roll::passes::{enter_with_pass, pass_at_desk, send_link, set_contact};
use crate::app::roll::retire::retire;
use crate::app::staff::sign_in::SignInError;
use crate::i18n::lang::Lang;
use crate::i18n::voice::Voices;

impl Town {
    async fn own(&self, made: &Admitted) -> Own {
        let typed = CardAnswers {
            number: made.card.number.printed(),
            pin: made.card.pin.clone(),
            device: None,
        };
        let session = enter_with_card(&self.house, &place(), &typed).await.unwrap();
        who_holds(&self.house, &session.token).await.unwrap().unwrap()
    }

    async fn carry(&self) -> Round {
        let (voices, carriers) = (Voices::load().unwrap(), Carriers::of(&self.house.config));
        carry_due(&self.house, &voices, &carriers).await.unwrap()
    }

    /// The messages that wait in the folder.
    fn folder(&self) -> Vec<String> {
        let folder = self.folder.path().join("outbox");
        let read = |entry: std::io::Result<std::fs::DirEntry>| {
            std::fs::read_to_string(entry.unwrap().path()).unwrap()
        };
        std::fs::read_dir(folder).map(|files| files.map(read).collect()).unwrap_or_default()
    }
}

#[tokio::test]
async fn a_pass_is_good_for_a_quarter_of_an_hour_and_once() {
    let town = Town::found().await;
    let made = town.at_desk("Fatima El Idrissi", "1990-05-17").await;
    let seen = look_up(&town.house, &seeing(), &made.card.number.printed()).await.unwrap();
    let code = pass_at_desk(&town.house, &registrar(), &seen.id).await.unwrap();
    let session = enter_with_pass(&town.house, &place(), &code.printed()).await.unwrap();
    let own = who_holds(&town.house, &session.token).await.unwrap().unwrap();
    assert_eq!(own.holder.name, "Fatima El Idrissi");
    let again = enter_with_pass(&town.house, &place(), &code.printed()).await;
    assert!(matches!(again, Err(SignInError::Wrong)), "it was used");

    let code = pass_at_desk(&town.house, &registrar(), &seen.id).await.unwrap();
    town.house.clock().set(town.house.now().plus(15 * 60));
    let late = enter_with_pass(&town.house, &place(), &code.printed()).await;
    assert!(matches!(late, Err(SignInError::Wrong)), "its quarter of an hour is over");
}

/// The link goes to whoever gave an address, and nobody learns who did.
#[tokio::test]
async fn a_link_goes_only_where_its_holder_said() {
    let town = Town::found().await;
    let made = town.at_desk("Fatima El Idrissi", "1990-05-17").await;
    let number = made.card.number.printed();
    let ask = async || send_link(&town.house, &place(), &number, Lang::Ar).await.unwrap();
    ask().await;
    assert_eq!(town.carry().await, Round::default(), "she gave none");

    let own = town.own(&made).await;
    let wrong = set_contact(&town.house, &own, "fatima").await.unwrap_err();
    assert_eq!(faults(wrong), [("contact".to_owned(), Wrong::NotAContact)]);
    set_contact(&town.house, &own, "fatima@exemplo.pt").await.unwrap();
    ask().await;
    assert_eq!(town.carry().await, Round { carried: 1, ..Round::default() });
    assert_eq!(town.carry().await, Round::default(), "what went is destroyed");
    let mails = town.folder();
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0].contains("To: fatima@exemplo.pt") && !mails[0].contains("Fatima"),
        "{mails:?}"
    );

    // Asking again and again sends no flood.
    for _ in 0..50 {
        ask().await;
    }
    assert!(town.carry().await.carried <= 3);
}

#[tokio::test]
async fn a_message_goes_or_is_given_up() {
    let town = Town::found().await;
    let made = town.at_desk("Fatima El Idrissi", "1990-05-17").await;
    let own = town.own(&made).await;
    set_contact(&town.house, &own, "+351 912 345 678").await.unwrap();
    send_link(&town.house, &place(), &made.card.number.printed(), Lang::Pt).await.unwrap();
    let voices = Voices::load().unwrap();
    let mut config = town.house.config.clone();
    config.sms_program = "/bin/false".to_owned();
    let broken = Carriers::of(&config);
    let round = carry_due(&town.house, &voices, &broken).await.unwrap();
    assert_eq!(round, Round { kept: 1, ..Round::default() });
    let at_once = carry_due(&town.house, &voices, &broken).await.unwrap();
    assert_eq!(at_once, Round::default(), "it waits a minute");
    town.later(3);
    let late = carry_due(&town.house, &voices, &broken).await.unwrap();
    assert_eq!(late, Round { given_up: 1, ..Round::default() });
    assert!(town.folder().is_empty());

    // What no carrier ever looked at goes with its days, and so does a file that nobody sent on.
    send_link(&town.house, &place(), &made.card.number.printed(), Lang::Pt).await.unwrap();
    assert_eq!(town.carry().await.carried, 1);
    send_link(&town.house, &place(), &made.card.number.printed(), Lang::Pt).await.unwrap();
    assert_eq!(town.folder().len(), 1);
    // The file was written by this machine's own clock.
    #[expect(clippy::disallowed_methods, reason = "the file was not written by the house's clock")]
    let present = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    town.house.clock().set(Timestamp::from_unix(present.as_secs()).plus(8 * DAY));
    retire(&town.house).await.unwrap();
    assert!(town.folder().is_empty());
    assert_eq!(town.carry().await, Round::default());
}

/// X1 for messages: an address stands sealed, and in the open only in the message that goes to it; after its days
/// nowhere. Codes are nowhere but in that message.
#[tokio::test]
async fn an_address_is_nowhere_but_on_its_message() {
    let town = Town::found().await;
    let made = town.at_desk("Canarywoman Zbel", "1971-03-07").await;
    let own = town.own(&made).await;
    set_contact(&town.house, &own, "canary-mail@exemplo.pt").await.unwrap();
    send_link(&town.house, &place(), &made.card.number.printed(), Lang::Pt).await.unwrap();
    let secrets = ["canary-mail", "Canarywoman", "1971-03-07"].map(str::to_owned);
    nowhere(town.folder.path(), &secrets);
    town.carry().await;
    let mut files = Vec::new();
    all_bytes(town.folder.path(), &mut files);
    for (name, bytes) in files {
        let found = bytes.windows(11).any(|window| window == b"canary-mail");
        assert_eq!(
            found,
            std::path::Path::new(&name).extension().is_some_and(|end| end == "eml"),
            "{name}"
        );
    }
    std::fs::remove_dir_all(town.folder.path().join("outbox")).unwrap();
    town.later(500);
    retire(&town.house).await.unwrap();
    town.later(91);
    retire(&town.house).await.unwrap();
    nowhere(town.folder.path(), &secrets);
}
