//! Who carries messages: a mail server, a program that sends SMS, or a folder.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, UNIX_EPOCH};

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use morada_engine::time::Timestamp;

use super::contact::Contact;
use crate::config::Config;

/// The folder of messages that wait for somebody to send them, below `data`.
const FOLDER: &str = "outbox";
/// The longest that a mail server may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a message waits. Never to whom.
#[derive(Debug, thiserror::Error)]
pub enum NotCarried {
    /// The settings, or the message, make no mail.
    #[error("no mail can be made of it: {0}")]
    NoMail(String),
    /// The mail server said no, or nothing.
    #[error("the mail server: {0}")]
    Server(String),
    /// The program for SMS.
    #[error("the program for SMS: {0}")]
    Program(String),
    /// The folder.
    #[error("the folder of messages: {0}")]
    Folder(#[from] std::io::Error),
}

/// The carriers that an operator has set up.
#[derive(Debug)]
pub struct Carriers {
    server: Option<Result<AsyncSmtpTransport<Tokio1Executor>, String>>,
    from: String,
    sms_program: Option<PathBuf>,
    folder: PathBuf,
}

impl Carriers {
    /// The carriers of these settings: where there is none for a way, its messages go into the folder.
    pub fn of(config: &Config) -> Self {
        let set = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Self {
            server: set(&config.mail_server).map(|url| server(&url, config)),
            from: config.mail_from.clone(),
            sms_program: set(&config.sms_program).map(PathBuf::from),
            folder: config.data.join(FOLDER),
        }
    }

    /// Carries one message.
    ///
    /// # Errors
    /// [`NotCarried`]: it can be tried again.
    pub async fn carry(
        &self,
        id: &str,
        to: &Contact,
        subject: &str,
        text: &str,
    ) -> Result<(), NotCarried> {
        match (to, &self.server, &self.sms_program) {
            (Contact::Mail(address), Some(Ok(server)), _) => {
                let mail = self.mail(id, address, subject, text)?;
                let sent = server.send(mail).await;
                sent.map(drop).map_err(|error| NotCarried::Server(kind_of(&error)))
            }
            (Contact::Mail(_), Some(Err(reason)), _) => Err(NotCarried::NoMail(reason.clone())),
            (Contact::Mail(address), None, _) => {
                let mail = self.mail(id, address, subject, text)?;
                keep(&self.folder, &format!("{id}.eml"), &mail.formatted())
            }
            (Contact::Phone(number), _, Some(program)) => {
                let (program, said) = (program.clone(), format!("{number}\n{text}\n"));
                let ran = tokio::task::spawn_blocking(move || send_sms(&program, &said)).await;
                ran.map_err(|error| NotCarried::Program(error.to_string()))?
            }
            (Contact::Phone(number), _, None) => {
                keep(&self.folder, &format!("{id}.sms"), format!("{number}\n{text}\n").as_bytes())
            }
        }
    }

    fn mail(&self, id: &str, to: &str, subject: &str, text: &str) -> Result<Message, NotCarried> {
        // The reason would repeat the address.
        let box_of = |address: &str| {
            let parsed: Result<Mailbox, _> = address.parse();
            parsed.map_err(|_| NotCarried::NoMail("an address does not read".to_owned()))
        };
        let from = box_of(&self.from)?;
        let host = from.email.domain().to_owned();
        Message::builder()
            .message_id(Some(format!("<{id}@{host}>")))
            .from(from)
            .to(box_of(to)?)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|_| NotCarried::NoMail("it has no body".to_owned()))
    }
}

fn server(url: &str, config: &Config) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
    let builder = builder.map_err(|error| format!("mail_server: {error}"))?.timeout(Some(PATIENCE));
    if config.mail_user.is_empty() {
        return Ok(builder.build());
    }
    let path = &config.mail_password_file;
    let password = std::fs::read_to_string(path);
    let password = password.map_err(|error| format!("mail_password_file: {error}"))?;
    let credentials = Credentials::new(config.mail_user.clone(), password.trim().to_owned());
    Ok(builder.credentials(credentials).build())
}

/// What kind of failure it was; the server's own words may repeat the address.
fn kind_of(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("answered {code}"),
        None if error.is_timeout() => "did not answer in time".to_owned(),
        None => "could not be reached".to_owned(),
    }
}

/// Number and text go in by the door that no list of processes shows.
fn send_sms(program: &Path, said: &str) -> Result<(), NotCarried> {
    let failed = |error: std::io::Error| NotCarried::Program(error.to_string());
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    // Dropping the pipe ends what the program reads.
    let written = child.stdin.take().map(|mut pipe| pipe.write_all(said.as_bytes()));
    let ended = child.wait().map_err(failed)?;
    match written {
        Some(Err(error)) => Err(failed(error)),
        _ if ended.success() => Ok(()),
        _ => Err(NotCarried::Program(ended.to_string())),
    }
}

/// Destroys the files in the folder that are older than `then`.
pub(super) fn empty_folder(config: &Config, then: Timestamp) {
    let Ok(files) = std::fs::read_dir(config.data.join(FOLDER)) else { return };
    let old = UNIX_EPOCH + Duration::from_secs(then.unix());
    for file in files.flatten() {
        let written = file.metadata().and_then(|about| about.modified());
        if written.is_ok_and(|written| written < old)
            && let Err(error) = std::fs::remove_file(file.path())
        {
            tracing::warn!(%error, "an old message could not be destroyed");
        }
    }
}

/// Writes a message that only this user may read, whole or not at all.
fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), NotCarried> {
    std::fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!("{name}.part"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(&unfinished)?.write_all(bytes)?;
    Ok(std::fs::rename(&unfinished, folder.join(name))?)
}
