//! From a supported proposal to a line of the ballot, in browsers without JavaScript: joined with a smaller idea,
//! evaluated by two departments, refused on one criterion, appealed, accepted at a price.

#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the failure")]

mod people;
#[path = "../web/mod.rs"]
mod web;

use std::collections::BTreeSet;

use morada::app::evaluation::Evaluation;
use morada::app::proposals::Season;
use morada::app::staff::papers::{self, Unwritable};
use morada::app::staff::setup::overview::Setup;
use morada::app::staff::setup::projects::{ProjectText, Review};
use morada::store::office::proposals;
use morada_engine::chance::Seed;
use morada_engine::hash::Hash;
use morada_engine::ids::{ContestId, ElectionId, OptionId};
use morada_engine::phase::{Calendar, Dated, Phase};
use morada_engine::proposal::Step;
use people::{AT, Resident, publishes};
use rocket::http::Status;
use web::{Browser, Lisbon, NOW, on_both};

const DESK: &str = "/en/desk/p/lisboa-2027/evaluation";
const DAY: u64 = 24 * 60 * 60;

/// The number of the memorial, and of the smaller idea: the demo has twelve before them.
const MEMORIAL: u32 = 13;
const PLAQUE: u32 = 14;

fn process() -> ElectionId {
    ElectionId::parse("lisboa-2027").unwrap()
}

/// The rules of proposing, with a threshold that three neighbours reach.
async fn asks_for_three(ana: &Browser) {
    let fields = [
        ("most-supports", "5"),
        ("threshold", "3"),
        ("read-within", "48"),
        ("values", "Whoever lives here takes part."),
        ("stakeholders", "Residents decide."),
        ("risk-1-what", "Delay."),
        ("risk-1-owner", "Participation"),
        ("risk-1-against", "Every delay is public."),
        ("review-on", "2027-12-01"),
    ];
    let set = ana.send("/en/desk/p/lisboa-2027/proposals/rules", &fields).await;
    assert_eq!(set.status, Status::SeeOther, "{}", set.html);
}

/// The memorial and a plaque are proposed by two neighbours and supported: Ana by both, so together by three.
async fn two_proposals(lisbon: &Lisbon) -> [Resident; 3] {
    let (rui, mira) = (lisbon.signed_in("rui").await, lisbon.signed_in("mira").await);
    let fatou = Resident::admitted(lisbon, &rui, "Fatou Sarr", "1985").await;
    let rosa = Resident::admitted(lisbon, &rui, "Rosa Nunes", "1961").await;
    let joao = Resident::admitted(lisbon, &rui, "João Melo", "1990").await;
    fatou.proposes("Mémorial aux victimes de l’esclavage").await;
    publishes(&mira).await;
    rosa.proposes("Une plaque au bord du fleuve").await;
    publishes(&mira).await;
    fatou.supports(MEMORIAL).await;
    rosa.supports(MEMORIAL).await;
    rosa.supports(PLAQUE).await;
    joao.supports(PLAQUE).await;
    [fatou, rosa, joao]
}

/// Numbers of the proposals that the desk of evaluation lists.
async fn in_queue(officer: &Browser) -> BTreeSet<u32> {
    let page = officer.open(DESK).await;
    let before = format!("{DESK}/hand/");
    let links = page.split(before.as_str()).skip(1);
    links.filter_map(|link| link.split('"').next()?.parse().ok()).collect()
}

/// Ana hands every proposal that reached its threshold to both departments.
async fn hands_on(ana: &Browser, lisbon: &Lisbon) -> BTreeSet<u32> {
    let evaluation = Evaluation::load(&lisbon.house, &process()).await.unwrap();
    let due = evaluation.today.days_after(30).unwrap().to_string();
    let all = in_queue(ana).await;
    for number in &all {
        let at = format!("{DESK}/hand/{number}");
        let done = ana.send(&at, &[("due-0", &due), ("due-1", &due)]).await;
        assert_eq!(done.to.as_deref(), Some(DESK), "{}", done.html);
    }
    all
}

/// What a department says: `place` is the third criterion.
async fn reports(who: &Browser, number: u32, place: (&str, &str), likely: &str) {
    let costs = if likely.is_empty() { [""; 4] } else { ["1000", likely, "900000", "500"] };
    let fields = [
        ("verdict-c1", "met"),
        ("reason-c1", "É do município."),
        ("verdict-c2", "met"),
        ("reason-c2", "Pode construir-se."),
        ("verdict-c3", place.0),
        ("reason-c3", place.1),
        ("verdict-c4", "met"),
        ("reason-c4", "O serviço cuida."),
        ("verdict-c5", "met"),
        ("reason-c5", "Não está planeado."),
        ("lowest", costs[0]),
        ("likely", costs[1]),
        ("highest", costs[2]),
        ("upkeep", costs[3]),
    ];
    let said = who.send(&format!("{DESK}/report/{number}"), &fields).await;
    assert_eq!(said.to.as_deref(), Some(DESK), "{number}: {}", said.html);
}

async fn moves_on(lisbon: &Lisbon, days: u64) {
    lisbon.house.clock().set(lisbon.house.now().plus(days * DAY));
    close_support(lisbon).await;
}

/// Closes support: what reached three goes on.
async fn close_support(lisbon: &Lisbon) {
    let office = &lisbon.house.office;
    let season = Season::load(&lisbon.house, &process()).await.unwrap();
    let all = proposals::in_state(office.reader(), &process(), "published", 100).await.unwrap();
    let tx = office.write_tx().await.unwrap();
    for seen in &all {
        let step = Step::CloseSupport { supports: seen.supports, threshold: 3 };
        let state = season.after(&seen.state, &step).unwrap();
        let next = proposals::Proposal { state, ..seen.clone() };
        assert!(proposals::change(&tx, seen, &next).await.unwrap());
    }
    office.commit(tx).await.unwrap();
}

/// The words that must not be read before the list is public.
const WHY_NOT: &str = "O cais é do porto, quixotesco.";

#[rocket::async_test]
async fn k13_k31_the_memorial_is_joined_evaluated_refused_appealed_and_accepted_at_a_price() {
    // The walk is long, and so is what it keeps between its steps.
    Box::pin(on_both(async |lisbon| {
        let ana = lisbon.signed_in("ana").await;
        asks_for_three(&ana).await;
        let [fatou, rosa, joao] = two_proposals(&lisbon).await;
        let anybody = lisbon.browser().await;
        let memorial = format!("{AT}/proposals/{MEMORIAL}");

        // Joined: only when both authors agree; whoever supported both counts once.
        let dora = lisbon.signed_in("dora").await;
        let join = format!("{DESK}/join");
        let (part, whole) = (PLAQUE.to_string(), MEMORIAL.to_string());
        let itself = [("part", whole.as_str()), ("whole", &whole), ("words", "A mesma ideia.")];
        assert_eq!(dora.send(&join, &itself).await.status, Status::UnprocessableEntity);
        let fields = [("part", part.as_str()), ("whole", &whole), ("words", "A mesma ideia.")];
        let asked = dora.send(&join, &fields).await;
        assert_eq!(asked.to.as_deref(), Some(join.as_str()), "{}", asked.html);
        assert!(joao.browser.open(&format!("{AT}/propose/join")).await.contains("Rien n’attend"));
        rosa.agrees().await;
        let one_yes = anybody.open(&memorial).await;
        assert!(!one_yes.contains("A mesma ideia."), "one yes of two changes nothing");
        fatou.agrees().await;
        let after = anybody.open(&memorial).await;
        assert!(after.contains("A mesma ideia.") && after.contains("compte une fois"), "{after}");
        assert!(after.contains("Soutiens : \u{2068}3\u{2069}"), "{after}");
        let part = anybody.open(&format!("{AT}/proposals/{PLAQUE}")).await;
        assert!(part.contains(&format!("/proposals/{MEMORIAL}\"")), "{part}");

        // Support is over by the clock: what reached three goes to both departments.
        moves_on(&lisbon, 70).await;
        let ana = lisbon.signed_in("ana").await;
        let numbers = hands_on(&ana, &lisbon).await;
        assert!(numbers.contains(&MEMORIAL) && !numbers.contains(&PLAQUE), "{numbers:?}");

        // The calendar says who is late.
        assert!(!ana.open(DESK).await.contains("late since"));
        moves_on(&lisbon, 31).await;
        let ana = lisbon.signed_in("ana").await;
        assert!(ana.open(DESK).await.contains("late since"));
        let public = format!("{memorial}/evaluation");
        assert!(anybody.open(&public).await.contains("En retard"));

        // What cannot be said comes back with what was typed.
        let (celso, dora) = (lisbon.signed_in("celso").await, lisbon.signed_in("dora").await);
        let at = format!("{DESK}/report/{MEMORIAL}");
        let wrong = [("lowest", "900"), ("likely", "800"), ("highest", "1000"), ("upkeep", "0")];
        let refused = celso.send(&at, &wrong).await;
        assert_eq!(refused.status, Status::UnprocessableEntity);
        assert!(refused.html.contains("value=\"900\"") && refused.html.contains("likely-fault"));
        assert!(refused.html.contains("verdict-c5-fault"), "every fault at once");

        // One criterion is not met; nobody outside reads it before the list is public.
        for number in &numbers {
            reports(&dora, *number, ("not_ours", ""), "90000").await;
            let place = if *number == MEMORIAL { ("not_met", WHY_NOT) } else { ("met", "Cabe.") };
            reports(&celso, *number, place, "").await;
        }
        for path in [&public, &memorial, &format!("{AT}/evaluation")] {
            assert!(!anybody.open(path).await.contains("quixotesco"), "{path}");
        }
        assert_eq!(anybody.get(&format!("{AT}/evaluation.json")).await.status, Status::NotFound);

        // Two officers of two teams publish; one alone does not.
        let list = format!("{DESK}/list");
        for _ in 0..2 {
            ana.send(&list, &[]).await;
            assert!(!anybody.open(&public).await.contains("quixotesco"));
        }
        let bento = lisbon.signed_in("bento").await;
        let published = bento.send(&list, &[]).await;
        assert_eq!(published.to.as_deref(), Some(list.as_str()), "{}", published.html);
        let file = anybody.open(&format!("{AT}/evaluation.json")).await;
        let page = anybody.open(&format!("{AT}/evaluation")).await;
        assert!(page.contains("quixotesco") && page.contains("Cultura"), "{page}");
        let sha = Hash::of(&[file.as_bytes()]).to_hex();
        assert!(page.contains(&sha), "the seal is the file's");
        let one = anybody.open(&public).await;
        for wanted in ["quixotesco", "Pode construir-se.", "Obras e espaço público", "Cultura"] {
            assert!(one.contains(wanted), "{wanted}: {one}");
        }
        for never in ["Celso", "Dora", "Fatou"] {
            assert!(!one.contains(never) && !page.contains(never), "no person is named: {never}");
        }

        objection(&lisbon, &anybody, &fatou, &joao).await;
        on_the_ballot(&lisbon, &anybody, &numbers).await;
    }))
    .await;
}

/// The author objects; somebody who did not evaluate accepts it at a price.
async fn objection(lisbon: &Lisbon, anybody: &Browser, fatou: &Resident, joao: &Resident) {
    let public = format!("{AT}/proposals/{MEMORIAL}/evaluation");
    let object = format!("{public}/object");
    joao.enters().await;
    assert_eq!(joao.browser.get(&object).await.status, Status::Forbidden, "no author");
    fatou.enters().await;
    assert_eq!(fatou.browser.send(&object, &[("words", " ")]).await.status.code, 422);
    let words = [("words", "Le quai est public depuis 2019, zygomorphe.")];
    let objected = fatou.browser.send(&object, &words).await;
    assert_eq!(objected.to.as_deref(), Some(public.as_str()), "{}", objected.html);
    assert!(!anybody.open(&public).await.contains("zygomorphe"), "nobody has read it yet");

    let hear = format!("{DESK}/appeals/{MEMORIAL}");
    let celso = lisbon.signed_in("celso").await;
    assert_eq!(celso.get(&hear).await.status, Status::Forbidden);
    let sofia = lisbon.signed_in("sofia").await;
    assert!(sofia.open(&hear).await.contains("zygomorphe"));
    let bare = [("outcome", "granted"), ("price", ""), ("reason", ""), ("shown", "yes")];
    let refused = sofia.send(&hear, &bare).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.html.contains("price-fault") && refused.html.contains("reason-fault"));
    let fields = [
        ("outcome", "granted"),
        ("price", "100 000"),
        ("reason", "O contrato de 2019 diz que o cais é público."),
        ("shown", "yes"),
    ];
    let heard = sofia.send(&hear, &fields).await;
    assert_eq!(heard.status, Status::SeeOther, "{}", heard.html);
    let page = anybody.open(&public).await;
    for wanted in ["zygomorphe", "O contrato de 2019", "100"] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.contains("Sofia"));
    let log = lisbon.signed_in("olga").await.open("/en/desk/log").await;
    assert!(log.contains("answered an objection: proposal"), "{log}");
}

/// The dice that fell in the town hall.
const SEED: &str = "82041937755160284693";

/// Two officers write the dice down; every accepted proposal has its number and is a project of the ballot.
async fn on_the_ballot(lisbon: &Lisbon, anybody: &Browser, numbers: &BTreeSet<u32>) {
    let ana = lisbon.signed_in("ana").await;
    let contest = [
        ("id", "city"),
        ("title-pt", "Toda a cidade"),
        ("budget", "500 000"),
        ("ballot", "knapsack"),
        ("rule", "equal_shares"),
    ];
    let made = ana.send("/en/desk/p/lisboa-2027/contests/new", &contest).await;
    assert_eq!(made.status, Status::SeeOther, "{}", made.html);
    let ballot = format!("{DESK}/ballot");
    let dice = [("contest", "city"), ("seed", SEED), ("minutes", "Vinte dados na Câmara.")];
    let early = ana.send(&ballot, &dice).await;
    assert_eq!(early.status, Status::UnprocessableEntity, "objections can still come");

    // Ten days for objections, and the day on which the calendar has the list.
    moves_on(lisbon, 25).await;
    let ana = lisbon.signed_in("ana").await;
    let short = [("contest", "city"), ("seed", "123"), ("minutes", "")];
    let refused = ana.send(&ballot, &short).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    assert!(refused.html.contains("seed-fault") && refused.html.contains("minutes-fault"));
    let proposed = ana.send(&ballot, &dice).await;
    assert_eq!(proposed.to.as_deref(), Some(ballot.as_str()), "{}", proposed.html);
    let confirm = format!("{ballot}/confirm");
    let alone = ana.send_from(&ballot, &confirm, &[]).await;
    assert_eq!(alone.status, Status::UnprocessableEntity, "one officer is not two");
    let bento = lisbon.signed_in("bento").await;
    let drawn = bento.send_from(&ballot, &confirm, &[]).await;
    assert_eq!(drawn.to.as_deref(), Some(ballot.as_str()), "{}", drawn.html);

    // Anybody can redo the order.
    let (seed, contest) = (Seed::parse(SEED).unwrap(), ContestId::parse("city").unwrap());
    let options: Vec<OptionId> =
        numbers.iter().map(|n| OptionId::parse(&n.to_string()).unwrap()).collect();
    let order = seed.order(&contest, &options);
    let page = anybody.open(&format!("{AT}/evaluation/numbers")).await;
    for (at, option) in (1_u32..).zip(&order) {
        assert!(page.contains(&seed.ticket(&contest, option).to_hex()), "{page}");
        let project = anybody.open(&format!("{AT}/projects/city/{at}")).await;
        assert!(project.contains(&format!("{AT}/proposals/{option}\"")), "{at}: {project}");
    }
    let place = order.iter().position(|option| option.as_str() == MEMORIAL.to_string()).unwrap();
    let project = format!("{AT}/projects/city/{}", place + 1);
    let page = anybody.open(&project).await;
    for wanted in ["Mémorial aux victimes", "100\u{202f}000", "Au bord du fleuve.", "Santa Maria"]
    {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    let proposal = anybody.open(&format!("{AT}/proposals/{MEMORIAL}")).await;
    assert!(proposal.contains(&format!("href=\"{project}\"")), "{proposal}");
    // K10: what nobody has translated and checked keeps the ballot shut; then it is sealed with the set-up.
    let mut setup = Setup::load(&lisbon.house, &process()).await.unwrap();
    let dated = |phase, days: u64| Dated { phase, starts_at: NOW.plus(days * DAY) };
    let dates = vec![dated(Phase::Balloting, 200), dated(Phase::Counting, 210)];
    setup.calendar = Calendar::parse(dates).unwrap();
    let sealed = papers::papers("voto.lisboa.example", &setup);
    let foreign = setup.projects_of(&contest).iter().filter(|own| own.text("pt").is_none()).count();
    assert!(foreign > 0, "the memorial is written in French");
    assert_eq!(sealed, Err(vec![Unwritable::FirstLanguage(foreign)]));
    for project in setup.projects.values_mut().flatten() {
        let checked = ProjectText {
            language: "pt".to_owned(),
            title: "Traduzido e visto".to_owned(),
            summary: String::new(),
            review: Review::Checked,
            credit: String::new(),
        };
        project.texts.push(checked);
    }
    let sealed = papers::papers("voto.lisboa.example", &setup).unwrap();
    let options = &sealed.contests[0].options;
    assert_eq!(options.len(), order.len());
    assert_eq!(options[place].cost.minor(), 10_000_000);
}

/// K30: the checklist and the departments are named before anybody evaluates, and read by everybody.
#[rocket::async_test]
async fn k30_everybody_reads_by_which_criteria_and_by_whom_proposals_are_evaluated() {
    let lisbon = Lisbon::load().await;
    let anybody = lisbon.browser().await;
    for (lang, criterion) in [
        ("pt", "Cabe no orçamento."),
        ("en", "It fits into the budget."),
        ("fr", "Cela entre dans le budget."),
        ("ar", "يدخل في الموازنة."),
    ] {
        let page = anybody.open(&format!("/{lang}/p/lisboa-2027/evaluation")).await;
        assert!(page.contains(criterion) && page.contains("Cultura"), "{lang}: {page}");
    }
    // K31: it can say that nobody was heard.
    let one = anybody.open("/en/p/lisboa-2027/proposals/1/evaluation").await;
    assert!(one.contains("Nobody has been heard so far."), "{one}");
}

/// Lines in another language that do not match the first come back, and so does a checklist without a department.
#[rocket::async_test]
async fn a_checklist_has_as_many_lines_in_every_language_and_somebody_who_answers_it() {
    let lisbon = Lisbon::load().await;
    let ana = lisbon.signed_in("ana").await;
    let fields = [
        ("criteria-pt", "É legal.\nÉ possível."),
        ("criteria-en", "It is legal."),
        ("answer-days", "0"),
        ("appeal-days", "10"),
    ];
    let refused = ana.send(&format!("{DESK}/rules"), &fields).await;
    assert_eq!(refused.status, Status::UnprocessableEntity);
    for field in ["departments", "criteria-en", "answer-days"] {
        assert!(refused.html.contains(&format!("{field}-fault")), "{field}: {}", refused.html);
    }
    assert!(refused.html.contains("É legal."), "nothing typed is lost");
}
