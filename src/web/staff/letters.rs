//! Voting letters: where they are, in sums, and the keys behind them.

use std::collections::BTreeMap;
use std::sync::Arc;

use morada_engine::ids::ContestId;
use morada_engine::permit::act::RecordCodeBatch;
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::contests::find;
use super::deed::drafting;
use super::desk::{said, text};
use super::sheet::{Form, Input, Row, Section, Sheet, Table};
use super::typed::Typed;
use super::{AtDesk, deed, process, projects, wrong};
use crate::app::House;
use crate::app::roll::ballots::{Mark, handed};
use crate::app::staff::letters::{
    BatchAnswers, CodeBatch, KeysAnswers, Movement, Way, batches, record_batch, store_keys,
};
use crate::app::staff::permits;
use crate::app::staff::setup::contests::ContestSetup;
use crate::app::staff::setup::overview::Setup;
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::i18n::zone::Moment;
use crate::web::answer::Answered;
use crate::web::csrf::{Posted, PostedFile};
use crate::web::forms::Faults;
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;

/// Where the letters are.
#[get("/<lang>/desk/p/<process>/letters")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let all = Moved::load(house, &process).await?;
    Ok(sheet(lang, &who, &setup, &all, &<Typed as Default>::default(), Faults::none()).into())
}

/// Where letters went, in sums.
struct Moved {
    /// From hand to hand, as it was recorded.
    batches: Vec<CodeBatch>,
    /// To people on the roll, as it was marked.
    marks: BTreeMap<(ContestId, Mark), u64>,
}

impl Moved {
    async fn load(house: &House, process: &ProcessSlug) -> Result<Self, Problem> {
        let batches = batches(house, &process.0).await.map_err(wrong::problem)?;
        let marks = handed(house, &process.0).await.map_err(wrong::problem)?;
        Ok(Self { batches, marks })
    }
}

fn sheet(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    all: &Moved,
    typed: &Typed,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let (when, letters) = (say("staff.when"), say("staff.letters"));
    let columns = vec![say("staff.receiver"), say("staff.what"), letters.clone(), when.clone()];
    let mut table = Table::new(say("staff.letters"), columns);
    for batch in &all.batches {
        let at = Moment::new(batch.recorded_at, &setup.place.time_zone);
        table = table.row(
            Row::new(said(&batch.receiver), Some(way(batch.way)))
                .cell(say("staff.what"), movement(batch.movement))
                .cell(letters.clone(), say("staff.number-of").count("n", batch.letters))
                .cell(when.clone(), say("staff.at").moment("at", at)),
        );
    }
    let mut recording = Section::new(say("staff.record"));
    if setup.contests.is_empty() {
        recording = recording.paragraph(say("staff.letters-no-ballots"));
    } else {
        recording = recording.form(form(lang, setup, typed, &faults));
    }
    process::sheet(lang, who, setup, say("staff.letters"))
        .lead(say("staff.letters-lead"))
        .faults(faults)
        .with(Section::plain().table(table))
        .with(marked(lang, setup, &all.marks))
        .beside(recording)
        .beside(
            Section::new(say("staff.retire"))
                .paragraph(say("staff.retire-when"))
                .link(say("staff.retire"), format!("/{lang}/p/{}/retire", setup.process.id)),
        )
}

/// What the marks of the roll count; a replaced letter is a letter and a second one.
fn marked(lang: Lang, setup: &Setup, marks: &BTreeMap<(ContestId, Mark), u64>) -> Section {
    let of = |contest: &ContestId, mark| marks.get(&(contest.clone(), mark)).copied().unwrap_or(0);
    let lines = setup.contests.iter().map(|contest| {
        let spares = of(&contest.id, Mark::Spare);
        Message::new("voters.sum-letters")
            .said("contest", text(lang, setup, &contest.title))
            .count("n", of(&contest.id, Mark::Letter) + spares)
            .count("spares", spares)
    });
    Section::new(Message::new("voters.sums")).list(lines.collect())
}

fn form(lang: Lang, setup: &Setup, typed: &Typed, faults: &Faults) -> Form {
    let say = Message::new;
    let contests = setup.contests.iter();
    let contests = contests.map(|c| (c.id.to_string(), text(lang, setup, &c.title))).collect();
    let movements = Movement::ALL.into_iter().map(|m| (m.name().to_owned(), movement(m)));
    let ways = Way::ALL.into_iter().map(|w| (w.name().to_owned(), way(w)));
    let field = |name: &str| typed.get(name);
    Form::new(format!("{}/letters", process::base(lang, setup)), say("staff.record"))
        .go()
        .input(Input::one_of("contest", &field("contest"), say("staff.contest"), contests))
        .input(Input::one_of(
            "movement",
            &field("movement"),
            say("staff.what"),
            movements.collect(),
        ))
        .input(Input::one_of("way", &field("way"), say("staff.way"), ways.collect()))
        .input(
            Input::text("receiver", field("receiver"), say("staff.receiver"))
                .hint(say("staff.receiver-hint"))
                .fault_in(faults),
        )
        .input(Input::text("letters", field("letters"), say("staff.letters")).fault_in(faults))
}

fn movement(movement: Movement) -> Message {
    Message::new(match movement {
        Movement::Handed => "staff.handed",
        Movement::Returned => "staff.returned",
        Movement::Reissued => "staff.reissued",
        Movement::Paper => "staff.paper",
    })
}

fn way(way: Way) -> Message {
    Message::new(match way {
        Way::Desk => "staff.way-desk",
        Way::Association => "staff.way-association",
        Way::Post => "staff.way-post",
    })
}

/// Records letters that went from hand to hand.
#[post("/<lang>/desk/p/<process>/letters", data = "<form>")]
pub async fn record(
    lang: Lang,
    process: ProcessSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let setup = process::load(house, &who, &process).await?;
    let answers = BatchAnswers {
        contest: typed.get("contest"),
        movement: typed.get("movement"),
        way: typed.get("way"),
        receiver: typed.get("receiver"),
        letters: typed.get("letters"),
    };
    let done = async {
        let permit = permits::permit::<RecordCodeBatch>(house, &who.0, &process.0).await?;
        record_batch(house, &permit, &answers).await
    };
    let on = |()| Redirect::to(uri!(show(lang, process.clone())));
    let again = async |faults| {
        let all = Moved::load(house, &process).await?;
        Ok(sheet(lang, &who, &setup, &all, &typed, faults))
    };
    deed::answer(&typed, done, on, again).await
}

/// Asks for the list of keys of a contest.
#[get("/<lang>/desk/p/<process>/contests/<contest>/keys")]
pub async fn keys_form(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    Ok(keys_sheet(lang, &who, &setup, found, &<Typed as Default>::default(), Faults::none()).into())
}

fn keys_sheet(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    contest: &ContestSetup,
    typed: &Typed,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let base = format!("{}/contests/{}", process::base(lang, setup), contest.id);
    let form = Form::new(format!("{base}/keys"), say("staff.save"))
        .go()
        .hidden("revision", setup.process.revision.to_string())
        .input(
            Input::text("keys", "", say("staff.keys"))
                .kind("file")
                .hint(say("staff.keys-hint"))
                .fault_in(&faults),
        )
        .input(
            Input::text("letters", typed.get("letters"), say("staff.letters-made"))
                .fault_in(&faults),
        )
        .input(Input::text("spares", typed.get("spares"), say("staff.spares")).fault_in(&faults));
    let stored = setup.credlists.iter().find(|list| list.contest == contest.id);
    let mut beside = Section::new(say("staff.keys-now"));
    beside = match stored {
        Some(list) => beside.paragraph(
            say("staff.keys-stored")
                .count("letters", list.letters)
                .count("spares", list.spares)
                .text("sha", list.sha.chars().take(16).collect::<String>()),
        ),
        None => beside.paragraph(say("staff.keys-none")),
    };
    process::sheet(lang, who, setup, say("staff.keys"))
        .under(text(lang, setup, &contest.title), base)
        .faults(faults)
        .with(Section::plain().form(form))
        .beside(beside)
        .changed_by(process::may_draft(who, setup))
}

/// Stores the list of keys of a contest.
#[post("/<lang>/desk/p/<process>/contests/<contest>/keys", data = "<form>")]
pub async fn keys(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: PostedFile<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let answers = KeysAnswers {
        keys: String::from_utf8_lossy(typed.file("keys")).into_owned(),
        letters: typed.get("letters"),
        spares: typed.get("spares"),
    };
    let done = drafting(house, &who, &process, async |permit| {
        store_keys(house, &permit, typed.revision(), &contest.0, &answers).await
    });
    let on = |()| Redirect::to(uri!(projects::list(lang, process.clone(), contest.clone())));
    let again = async |faults| Ok(keys_sheet(lang, &who, &setup, found, &typed, faults));
    deed::answer(&typed, done, on, again).await
}
