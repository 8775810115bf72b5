//! Projects of a contest: the list, the form, and lists from a file with a dry run.

use std::sync::Arc;

use rocket::response::Redirect;
use rocket::{State, get, post, uri};

use super::contests::find;
use super::deed::drafting;
use super::desk::{endonym, said, text, title_label};
use super::rules::amount;
use super::sheet::{Form, Input, Row, Section, Sheet, Table};
use super::typed::Typed;
use super::{AtDesk, deed, process, wrong};
use crate::app::House;
use crate::app::staff::setup::contests::ContestSetup;
use crate::app::staff::setup::import::{Format, LineFault, Tried, take_import, try_import};
use crate::app::staff::setup::overview::Setup;
use crate::app::staff::setup::projects::{
    CATEGORIES, Project, ProjectAnswers, Review, TextAnswers, add_project, change_project,
    remove_project,
};
use crate::app::staff::{DeskError, Wrong};
use crate::i18n::lang::Lang;
use crate::i18n::message::Message;
use crate::web::answer::Answered;
use crate::web::csrf::{Posted, PostedFile};
use crate::web::forms::Faults;
use crate::web::params::{ContestSlug, ProcessSlug};
use crate::web::problem::Problem;

/// A contest with its projects.
#[get("/<lang>/desk/p/<process>/contests/<contest>", rank = 2)]
pub async fn list(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let base = format!("{}/contests/{}", process::base(lang, &setup), contest.0);
    let all = setup.projects_of(&contest.0);
    let table = table(lang, &setup, all, Some(&base));
    let sheet = process::sheet(lang, &who, &setup, text(lang, &setup, &found.title))
        .with(Section::plain().table(table))
        .beside(
            Section::new(Message::new("staff.more"))
                .link(Message::new("staff.project-add"), format!("{base}/projects/new"))
                .link(Message::new("staff.import"), format!("{base}/import"))
                .link(Message::new("staff.keys"), format!("{base}/keys"))
                .link(Message::new("staff.contest-edit"), format!("{base}/edit")),
        );
    Ok(sheet.into())
}

fn table(lang: Lang, setup: &Setup, all: &[Project], base: Option<&str>) -> Table {
    let (cost, place) = (Message::new("staff.cost"), Message::new("staff.where"));
    let mut columns = vec![Message::new("staff.project"), cost.clone(), place.clone()];
    columns.extend(base.map(|_| Message::new("staff.open-link")));
    let mut table =
        Table::new(Message::new("staff.projects").count("count", all.len() as u64), columns);
    for project in all {
        let title = project
            .text(lang.code())
            .or_else(|| project.text(&project.original_language))
            .map(|text| text.title.clone())
            .unwrap_or_default();
        let head = said(&format!("{}. {title}", project.number));
        let price = match project.cost {
            Some(money) => Message::new("staff.sum").money("sum", amount(setup, money)),
            None => Message::new("staff.unpriced"),
        };
        let mut row = Row::new(head, None).cell(cost.clone(), price);
        row = row.cell(place.clone(), said(&project.place));
        if let Some(base) = base {
            let id = percent(project.id.as_str());
            let link = Message::new("staff.open-link");
            row = row.link(link.clone(), link, format!("{base}/projects/{id}/edit"));
        }
        table = table.row(row);
    }
    table
}

fn percent(segment: &str) -> String {
    rocket::http::RawStr::new(segment).percent_encode().to_string().replace('/', "%2F")
}

/// Asks for a new project.
#[get("/<lang>/desk/p/<process>/contests/<contest>/projects/new", rank = 1)]
pub async fn new(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let last = setup.projects_of(&contest.0).iter().map(|p| p.number).max().unwrap_or(0);
    let answers = ProjectAnswers {
        number: (last + 1).to_string(),
        original_language: setup.process.languages.first().cloned().unwrap_or_default(),
        ..ProjectAnswers::default()
    };
    Ok(sheet(lang, &who, &setup, found, None, &answers, Faults::none()).into())
}

/// Adds it.
#[post("/<lang>/desk/p/<process>/contests/<contest>/projects/new", data = "<form>", rank = 1)]
pub async fn add(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let answers = answers(&setup, &form.0);
    let done = drafting(house, &who, &process, async |permit| {
        add_project(house, &permit, form.0.revision(), &contest.0, &answers).await
    });
    let on = |_| to_list(lang, &process, &contest);
    let again = async |faults| Ok(sheet(lang, &who, &setup, found, None, &answers, faults));
    deed::answer(&form.0, done, on, again).await
}

/// A project as it is set up.
#[get("/<lang>/desk/p/<process>/contests/<contest>/projects/<project>/edit")]
pub async fn edit(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    project: &str,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let project = one(&setup, &contest, project)?;
    let exponent = setup.place.currency_exponent;
    let answers = ProjectAnswers::of(project, &setup.process.languages, exponent);
    Ok(sheet(lang, &who, &setup, found, Some(project), &answers, Faults::none()).into())
}

fn one<'a>(setup: &'a Setup, contest: &ContestSlug, id: &str) -> Result<&'a Project, Problem> {
    let all = setup.projects_of(&contest.0);
    all.iter().find(|project| project.id.as_str() == id).ok_or(Problem::NotFound)
}

/// Changes it.
#[post("/<lang>/desk/p/<process>/contests/<contest>/projects/<project>/edit", data = "<form>")]
pub async fn store(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    project: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let project = one(&setup, &contest, project)?;
    let answers = answers(&setup, &form.0);
    let done = drafting(house, &who, &process, async |permit| {
        let revision = form.0.revision();
        change_project(house, &permit, revision, &contest.0, &project.id, &answers).await
    });
    let on = |()| to_list(lang, &process, &contest);
    let again =
        async |faults| Ok(sheet(lang, &who, &setup, found, Some(project), &answers, faults));
    deed::answer(&form.0, done, on, again).await
}

/// Removes it.
#[post("/<lang>/desk/p/<process>/contests/<contest>/projects/<project>/remove", data = "<form>")]
pub async fn remove(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    project: &str,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let project = one(&setup, &contest, project)?;
    let done = drafting(house, &who, &process, async |permit| {
        remove_project(house, &permit, form.0.revision(), &contest.0, &project.id).await
    });
    let exponent = setup.place.currency_exponent;
    let answers = ProjectAnswers::of(project, &setup.process.languages, exponent);
    let on = |()| to_list(lang, &process, &contest);
    let again =
        async |faults| Ok(sheet(lang, &who, &setup, found, Some(project), &answers, faults));
    deed::answer(&form.0, done, on, again).await
}

/// The way back to the projects of a contest.
fn to_list(lang: Lang, process: &ProcessSlug, contest: &ContestSlug) -> Redirect {
    Redirect::to(uri!(list(lang, process.clone(), contest.clone())))
}

fn answers(setup: &Setup, typed: &Typed) -> ProjectAnswers {
    let text = |language: &String| TextAnswers {
        language: language.clone(),
        title: typed.get(&format!("title-{language}")),
        summary: typed.get(&format!("summary-{language}")),
        review: typed.get(&format!("review-{language}")),
        credit: typed.get(&format!("credit-{language}")),
    };
    ProjectAnswers {
        number: typed.get("number"),
        category: typed.get("category"),
        cost: typed.get("cost"),
        place: typed.get("place"),
        proposed_by: typed.get("proposed_by"),
        motif: typed.get("motif"),
        pictogram: typed.get("pictogram"),
        original_language: typed.get("original_language"),
        texts: setup.process.languages.iter().map(text).collect(),
    }
}

fn sheet(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    contest: &ContestSetup,
    project: Option<&Project>,
    answers: &ProjectAnswers,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let base = format!("{}/contests/{}", process::base(lang, setup), contest.id);
    let own = project.map(|p| format!("{base}/projects/{}", percent(p.id.as_str())));
    let action = own.as_ref().map_or(format!("{base}/projects/new"), |own| format!("{own}/edit"));
    let revision = setup.process.revision.to_string();
    let mut form = Form::new(action, say("staff.save")).go().hidden("revision", &revision);
    for input in inputs(setup, answers) {
        form = form.input(input.fault_in(&faults));
    }
    let title = project.map_or(say("staff.project-add"), |p| {
        say("staff.project-number").text("number", p.number.to_string())
    });
    let mut sheet = process::sheet(lang, who, setup, title)
        .under(text(lang, setup, &contest.title), base)
        .faults(faults)
        .with(Section::plain().form(form));
    if let Some(own) = own {
        let remove = Form::new(format!("{own}/remove"), say("staff.remove"));
        let remove = remove.hidden("revision", revision);
        sheet = sheet.beside(Section::new(say("staff.remove")).form(remove));
    }
    sheet.changed_by(process::may_draft(who, setup))
}

fn inputs(setup: &Setup, answers: &ProjectAnswers) -> Vec<Input> {
    let say = Message::new;
    let languages = &setup.process.languages;
    let codes = languages.iter().map(|code| (code.clone(), said(&endonym(code)))).collect();
    let none = (String::new(), say("staff.theme-none"));
    let themes = CATEGORIES.iter().map(|name| ((*name).to_owned(), theme(name)));
    let mut inputs = vec![
        Input::text("number", answers.number.clone(), say("staff.number")),
        Input::text("cost", answers.cost.clone(), say("staff.cost")).hint(say("staff.cost-hint")),
        Input::one_of(
            "category",
            &answers.category,
            say("staff.theme"),
            std::iter::once(none).chain(themes).collect(),
        ),
        Input::text("place", answers.place.clone(), say("staff.where")),
        Input::text("proposed_by", answers.proposed_by.clone(), say("staff.proposed-by"))
            .hint(say("staff.proposed-by-hint")),
        Input::text("motif", answers.motif.clone(), say("staff.motif"))
            .hint(say("staff.motif-hint")),
        Input::text("pictogram", answers.pictogram.clone(), say("staff.pictogram")),
        Input::one_of(
            "original_language",
            &answers.original_language,
            say("staff.original-language"),
            codes,
        ),
    ];
    for language in languages {
        let text = answers.texts.iter().find(|text| text.language == *language);
        let text = text.cloned().unwrap_or_default();
        let name = |what: &str| format!("{what}-{language}");
        let named = |key: &str| say(key).text("language", endonym(language));
        inputs
            .push(Input::text(&name("title"), text.title, title_label(language)).spoken(language));
        inputs.push(
            Input::text(&name("summary"), text.summary, named("staff.summary-in"))
                .area()
                .spoken(language),
        );
        let reviews = [
            (Review::Checked, "staff.review-checked"),
            (Review::ByPerson, "staff.review-person"),
            (Review::Draft, "staff.review-draft"),
            (Review::Outdated, "texts.state-outdated"),
        ];
        let reviews = reviews.into_iter().map(|(r, key)| (r.name().to_owned(), say(key))).collect();
        inputs.push(Input::one_of(
            &name("review"),
            &text.review,
            named("staff.review-in"),
            reviews,
        ));
        inputs.push(Input::text(&name("credit"), text.credit, named("staff.credit-in")));
    }
    inputs
}

fn theme(name: &str) -> Message {
    Message::new(match name {
        "nature" => "staff.theme-nature",
        "move" => "staff.theme-move",
        "memory" => "staff.theme-memory",
        "care" => "staff.theme-care",
        "learn" => "staff.theme-learn",
        _ => "staff.theme-play",
    })
}

/// Asks for a list.
#[get("/<lang>/desk/p/<process>/contests/<contest>/import")]
pub async fn import_form(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    Ok(import_sheet(lang, &who, &setup, found, Faults::none()).into())
}

fn import_sheet(
    lang: Lang,
    who: &AtDesk,
    setup: &Setup,
    contest: &ContestSetup,
    faults: Faults,
) -> Sheet {
    let say = Message::new;
    let base = format!("{}/contests/{}", process::base(lang, setup), contest.id);
    let formats = vec![
        ("csv".to_owned(), say("staff.format-csv")),
        ("pb".to_owned(), say("staff.format-pb")),
    ];
    let form = Form::new(format!("{base}/import"), say("staff.import-try"))
        .go()
        .input(Input::one_of("format", "csv", say("staff.format"), formats))
        .input(
            Input::text("file", "", say("staff.file"))
                .kind("file")
                .hint(say("staff.file-hint"))
                .fault_in(&faults),
        );
    process::sheet(lang, who, setup, say("staff.import"))
        .under(text(lang, setup, &contest.title), base)
        .lead(say("staff.import-lead"))
        .faults(faults)
        .with(Section::plain().form(form))
        .changed_by(process::may_draft(who, setup))
}

/// Tries a list: every fault with its line, or what would be added. Nothing is added yet.
#[post("/<lang>/desk/p/<process>/contests/<contest>/import", data = "<form>")]
pub async fn import(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: PostedFile<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let format = Format::from_name(&form.0.get("format")).unwrap_or(Format::Csv);
    let tried = drafting(house, &who, &process, async |permit| {
        try_import(house, &permit, &contest.0, format, form.0.file("file")).await
    });
    if form.0.only_speaks_another_language() {
        return Ok(import_sheet(lang, &who, &setup, found, Faults::none()).into());
    }
    let sheet = match tried.await {
        Ok(Tried::Fit { draft, projects }) => {
            let base = format!("{}/contests/{}", process::base(lang, &setup), contest.0);
            let take = Form::new(format!("{base}/import/take"), Message::new("staff.import-take"))
                .go()
                .hidden("revision", setup.process.revision.to_string())
                .hidden("draft", draft);
            let table = table(lang, &setup, &projects, None);
            import_sheet(lang, &who, &setup, found, Faults::none())
                .beside(Section::new(Message::new("staff.import-fit")).table(table).form(take))
        }
        Ok(Tried::Faulty(lines)) => {
            let table = fault_table(&lines);
            let none = Faults::at("file", Message::new("staff.import-faulty"));
            import_sheet(lang, &who, &setup, found, none).with(Section::plain().table(table))
        }
        Err(error) => import_sheet(lang, &who, &setup, found, wrong::faults(error)?),
    };
    Ok(sheet.into())
}

fn fault_table(lines: &[LineFault]) -> Table {
    let say = Message::new;
    let columns = vec![say("staff.line"), say("staff.column"), say("staff.what")];
    let caption = say("staff.import-faults").count("count", lines.len() as u64);
    lines.iter().fold(Table::new(caption, columns), |table, line| {
        table.row(
            Row::new(say("staff.line-number").count("line", line.line), None)
                .cell(say("staff.column"), said(&line.fault.field))
                .cell(say("staff.what"), wrong::message(&line.fault.wrong)),
        )
    })
}

/// Takes a list that was tried.
#[post("/<lang>/desk/p/<process>/contests/<contest>/import/take", data = "<form>")]
pub async fn take(
    lang: Lang,
    process: ProcessSlug,
    contest: ContestSlug,
    form: Posted<Typed>,
    who: AtDesk,
    house: &State<Arc<House>>,
) -> Answered {
    let setup = process::load(house, &who, &process).await?;
    let found = find(&setup, &contest)?;
    let taken = drafting(house, &who, &process, async |permit| {
        match take_import(house, &permit, form.0.revision(), &form.0.get("draft")).await {
            // The list was tried against what has changed since.
            Err(DeskError::Faulty(_)) => Err(DeskError::fault("file", Wrong::Changed)),
            taken => taken,
        }
    });
    let on = |_| to_list(lang, &process, &contest);
    let again = async |faults| Ok(import_sheet(lang, &who, &setup, found, faults));
    deed::answer(&form.0, taken, on, again).await
}
