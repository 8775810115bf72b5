//! What is to be translated: how far each language is, and the texts of one.

use std::sync::Arc;

use rocket::{State, get};

use crate::app::House;
use crate::app::staff::setup::overview::Setup;
use crate::app::translation::queue::{Queue, State as Stands, queue, queues};
use crate::app::translation::write::may_translate;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::params::ProcessSlug;
use crate::web::resident::faces::text_for;
use crate::web::staff::desk::{endonym, said};
use crate::web::staff::sheet::{Row, Section, Sheet, Table, Tag};
use crate::web::staff::{AtDesk, process, wrong};

/// Where the translation work of a process is.
pub(super) fn base(lang: Lang, setup: &Setup) -> String {
    format!("{}/texts", process::base(lang, setup))
}

/// A sheet of the translation work.
pub(super) fn sheet(lang: Lang, who: &AtDesk, setup: &Setup, title: Message) -> Sheet {
    let sheet = process::sheet(lang, who, setup, title);
    sheet.under(Message::new("texts.title"), base(lang, setup))
}

/// How far a text is, as an icon and a word.
pub(super) fn tag(state: Stands) -> Tag {
    let (class, icon, key) = match state {
        Stands::OutOfDate => ("tag--bad", "triangle-alert", "texts.state-outdated"),
        Stands::New => ("tag--no", "circle-help", "texts.state-new"),
        Stands::Draft => ("tag--warn", "pencil", "texts.state-draft"),
        Stands::ByPerson => ("tag--info", "user", "texts.state-person"),
        Stands::Checked => ("", "circle-check", "texts.state-checked"),
    };
    Tag::new(class, icon, Message::new(key))
}

/// How far every language is.
#[get("/<lang>/desk/p/<process>/texts")]
pub async fn all(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let say = Message::new;
    let (state, open) = (say("staff.state"), say("staff.open-link"));
    let columns = vec![say("texts.language"), state.clone(), open.clone()];
    let mut table = Table::new(say("texts.title"), columns);
    for queue in queues(house, &process.0).await.map_err(wrong::problem)? {
        let (waiting, all) = (queue.waiting() as u64, queue.units.len() as u64);
        let under = say("texts.waiting").count("n", waiting).count("all", all);
        let (class, icon, key) = match waiting {
            0 => ("", "circle-check", "texts.ready"),
            _ => ("tag--warn", "clock", "texts.not-ready"),
        };
        table = table.row(
            Row::new(said(&endonym(&queue.language)), Some(under))
                .tag(state.clone(), Tag::new(class, icon, say(key)))
                .link(
                    open.clone(),
                    open.clone(),
                    format!("{}/{}", base(lang, &setup), queue.language),
                ),
        );
    }
    let sheet = process::sheet(lang, &who, &setup, say("texts.title"))
        .lead(say("texts.lead"))
        .with(Section::plain().table(table));
    Ok(sheet.into())
}

/// The texts of one language, what is urgent first.
#[get("/<lang>/desk/p/<process>/texts/<tongue>")]
pub async fn one(
    lang: Lang,
    process: ProcessSlug,
    tongue: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = queue(house, &process.0, tongue).await.map_err(wrong::problem)?;
    let writes = may_translate(house, &who.0, &process.0).await.is_ok();
    let say = Message::new;
    let base = format!("{}/{}", base(lang, &setup), found.language);
    let mut files = Section::new(say("texts.files"))
        .link(say("texts.out-xliff"), format!("{base}/texts.xlf"))
        .link(say("texts.out-csv"), format!("{base}/texts.csv"));
    if writes {
        files = files.link(say("texts.bring-in"), format!("{base}/bring-in"));
    }
    let title = say("texts.title-in").text("language", endonym(&found.language));
    let mut sheet = sheet(lang, &who, &setup, title)
        .with(Section::plain().table(table(&found, writes, &base)))
        .beside(files);
    if writes {
        sheet = sheet.with(Section::plain().table(sounds(lang, &setup, &base)));
    }
    Ok(sheet.into())
}

fn table(queue: &Queue, writes: bool, base: &str) -> Table {
    let say = Message::new;
    let (state, open) = (say("staff.state"), say("staff.open-link"));
    let columns = vec![say("texts.text"), state.clone(), open.clone()];
    let mut table = Table::new(say("texts.on-ballot"), columns);
    for unit in &queue.units {
        let under = say("texts.from").text("language", endonym(&unit.source.language));
        let row =
            Row::new(said(&unit.source.title), Some(under)).tag(state.clone(), tag(unit.state()));
        table = table.row(if writes {
            let href = format!("{base}/{}/{}", unit.contest, unit.number);
            row.link(open.clone(), open.clone(), href)
        } else {
            row.lines(open.clone(), Vec::new())
        });
    }
    table
}

/// The projects that somebody can read out in this language.
fn sounds(lang: Lang, setup: &Setup, base: &str) -> Table {
    let say = Message::new;
    let open = say("staff.open-link");
    let mut table = Table::new(say("texts.sounds"), vec![say("texts.text"), open.clone()]);
    for (contest, projects) in &setup.projects {
        for project in projects {
            let text = text_for(&project.texts, lang, &setup.process.languages);
            let title = said(text.map_or("", |text| text.title.as_str()));
            let href = format!("{base}/{contest}/{}/sound", project.number);
            table = table.row(Row::new(title, None).link(open.clone(), open.clone(), href));
        }
    }
    table
}
