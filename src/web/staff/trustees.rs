//! The trustees' files: what they get, what they hand in, and how many are still needed.

use std::sync::Arc;

use morada_engine::permit::act::CountBallot;
use morada_engine::phase::BoxState;
use morada_engine::sealing::{TrusteeSet, TrusteeShare};
use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::desk::{said, text};
use super::refused;
use super::sheet::{Form, Input, Row, Section, Sheet, Table, Tag};
use super::typed::Typed;
use super::{AtDesk, deed, process, wrong};
use crate::app::House;
use crate::app::staff::outgoing::Fate;
use crate::app::staff::permits;
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::trustees::{FileAnswers, HandedIn, hand_in, handed_in, still_needed};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::PostedFile;
use crate::web::forms::Faults;
use crate::web::params::ProcessSlug;
use crate::web::problem::Problem;

/// Who opens the box, and what has come in from them.
#[get("/<lang>/desk/p/<process>/trustees")]
pub async fn show(
    lang: Lang,
    process: ProcessSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let nothing = <Typed as Default>::default();
    Ok(sheet(lang, &who, &process, house, &nothing, Faults::none()).await?.into())
}

async fn sheet(
    lang: Lang,
    who: &AtDesk,
    process: &ProcessSlug,
    house: &House,
    typed: &Typed,
    faults: Faults,
) -> Result<Sheet, Problem> {
    let say = Message::new;
    let setup = process::load(house, who, process).await?;
    let half = permits::one_of_two::<CountBallot>(house, &who.0, &process.0)
        .await
        .map_err(wrong::problem)?;
    let sheet = process::sheet(lang, who, &setup, say("staff.files"));
    let Ok(set) = TrusteeSet::parse(setup.process.trustees.as_bytes()) else {
        return Ok(sheet.with(Section::plain().paragraph(say("staff.files-server"))));
    };
    let sheet = sheet.lead(
        say("staff.check-trustees-some")
            .count("threshold", u64::from(set.threshold()))
            .count("shares", set.shares().len() as u64),
    );
    if setup.ballot_box < BoxState::Closed {
        return Ok(sheet.with(Section::plain().paragraph(say("staff.files-early"))));
    }
    let all = handed_in(house, &half).await.map_err(wrong::problem)?;
    let sheet = sheet.faults(faults.clone()).with(state(lang, &setup, &set, &all));
    if setup.ballot_box > BoxState::Closed {
        return Ok(sheet.beside(Section::plain().paragraph(say("staff.count-done"))));
    }
    Ok(sheet
        .beside(for_the_trustees(lang, &setup))
        .beside(Section::new(say("staff.files-in")).form(form(lang, &setup, &set, typed, &faults))))
}

/// What has come in from whom, and how many are still needed.
fn state(lang: Lang, setup: &Setup, set: &TrusteeSet, all: &HandedIn) -> Section {
    let say = Message::new;
    let titles = setup.contests.iter().map(|c| (&c.id, text(lang, setup, &c.title)));
    let titles: Vec<_> = titles.collect();
    let mut columns = vec![say("staff.trustee")];
    columns.extend(titles.iter().map(|(_, title)| title.clone()));
    let mut table = Table::new(say("staff.files"), columns);
    let mut list = Vec::new();
    for share in set.shares() {
        let mut row = Row::new(name_of(share), None);
        for (contest, title) in &titles {
            let fate = all.get(&((*contest).clone(), share.index));
            row = row.tag(title.clone(), tag(fate));
            if let Some(Fate::Refused(refusal)) = fate {
                let why = refused::refusal(refusal).into_iter();
                list.extend(why.map(|why| {
                    say("staff.files-why").said("who", name_of(share)).said("why", why)
                }));
            }
        }
        table = table.row(row);
    }
    for (contest, title) in titles {
        let needed = u64::from(still_needed(set, all, contest));
        let key = if needed == 0 { "staff.files-enough" } else { "staff.files-needed" };
        list.push(say(key).said("contest", title).count("n", needed));
    }
    Section::plain().table(table).list(list)
}

fn tag(fate: Option<&Fate>) -> Tag {
    let say = Message::new;
    match fate {
        None => Tag::new("tag--warn", "clock", say("staff.file-missing")),
        Some(Fate::OnTheWay) => Tag::new("tag--info", "clock", say("staff.file-looking")),
        Some(Fate::Done) => Tag::new("", "check", say("staff.file-good")),
        Some(Fate::Refused(_)) => Tag::new("tag--bad", "triangle-alert", say("staff.file-bad")),
    }
}

/// "2. Rui Marques"
fn name_of(share: &TrusteeShare) -> Message {
    said(&format!("{}. {}", share.index, share.name))
}

/// The archive that trustees get, and the command that answers it.
fn for_the_trustees(lang: Lang, setup: &Setup) -> Section {
    let (say, id) = (Message::new, &setup.process.id);
    let command = |contest: &morada_engine::ids::ContestId| {
        format!(
            "morada-keys trustee open \\\n  --share share.json \\\n  --bundle {id} \\\n  \
             --sealed {id}/to-open-{contest}.jsonl \\\n  --out decrypt-{contest}.jsonl"
        )
    };
    let section = Section::new(say("staff.files-out"))
        .paragraph(say("staff.files-out-how"))
        .link(say("staff.files-download"), format!("/{lang}/p/{id}/audit/trustees.zip"))
        .code(format!("unzip trustees.zip -d {id}"));
    setup.contests.iter().fold(section, |section, contest| section.code(command(&contest.id)))
}

fn form(lang: Lang, setup: &Setup, set: &TrusteeSet, typed: &Typed, faults: &Faults) -> Form {
    let say = Message::new;
    let contests = setup.contests.iter();
    let contests = contests.map(|c| (c.id.to_string(), text(lang, setup, &c.title))).collect();
    let shares = set.shares().iter().map(|share| (share.index.to_string(), name_of(share)));
    let shares = shares.collect();
    let pasted = Input::text("pasted", typed.get("pasted"), say("staff.files-paste")).area();
    Form::new(format!("{}/trustees", process::base(lang, setup)), say("staff.files-take"))
        .go()
        .input(Input::one_of("trustee", &typed.get("trustee"), say("staff.trustee"), shares))
        .input(Input::one_of("contest", &typed.get("contest"), say("staff.contest"), contests))
        .input(
            Input::text("decryptions", "", say("staff.file"))
                .kind("file")
                .hint(say("staff.files-hint"))
                .fault_in(faults),
        )
        .input(pasted.spoken("en"))
}

/// Hands a file in. The urn looks at it and answers.
#[post("/<lang>/desk/p/<process>/trustees", data = "<form>")]
pub async fn take(
    lang: Lang,
    process: ProcessSlug,
    form: PostedFile<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let typed = form.0;
    let answers = FileAnswers {
        contest: typed.get("contest"),
        trustee: typed.get("trustee"),
        lines: match typed.file("decryptions") {
            [] => typed.get("pasted"),
            file => String::from_utf8_lossy(file).into_owned(),
        },
    };
    let done = async {
        let half = permits::one_of_two::<CountBallot>(house, &who.0, &process.0).await?;
        hand_in(house, &half, &answers).await
    };
    let on = |()| Redirect::to(uri!(show(lang, process.clone())));
    let again = async |faults| sheet(lang, &who, &process, house, &typed, faults).await;
    deed::answer(&typed, done, on, again).await
}
