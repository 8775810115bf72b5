//! Own, another's and a closed phase: whatever the two last columns of the table claim is tried.
//!
//! One try is three: somebody else does it and nothing changes, its owner does it too late and nothing changes, its
//! owner does it in time and something does. What changes is seen in the office's database, table by table.

use std::collections::{BTreeMap, BTreeSet};

use morada::app::House;
use morada::app::staff::setup::overview::Setup;
use morada::store::office::phases;
use morada_engine::ids::ElectionId;
use morada_engine::phase::{Calendar, Dated, Phase};
use morada_engine::time::Timestamp;
use rocket::http::Status;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::table::{DOORS, When, Whose};
use crate::web::residents::{AT, DESK, action, admitted, code_of, decides, enters, sends, writes};
use crate::web::{Answer, Browser, Lisbon, NOW, hidden};

const DAY: u64 = 24 * 60 * 60;
const EVALUATION: &str = "/en/desk/p/lisboa-2027/evaluation";
const DRAFT: &str = "/en/desk/p/bairro-2031";
const WORD: &str = "zymurgique";

/// Doors that are walked through to the end elsewhere: the file, and words of it that only such a walk has.
#[rustfmt::skip]
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("/<lang>/roll/<place>/code", "tests/roll.rs", "the code leads back"),
    ("/<lang>/roll/<place>/request", "tests/roll.rs", "the code leads back"),
    ("/<lang>/roll/<place>/request/send", "tests/roll.rs", "/request/send"),
    ("/<lang>/roll/<place>/card", "tests/roll.rs", "000000"),
    ("/<lang>/desk/p/<process>/evaluation/report/<number>", "tests/evaluation/main.rs", "{DESK}/report"),
    ("/<lang>/desk/p/<process>/proposals/objections/<decision>", "tests/proposals.rs", "Neither of the two hears it"),
    ("/<lang>/roll/<place>/me/groups/join", "tests/associations.rs", "a code works once"),
    ("/<lang>/p/<process>/vote", "tests/whole_election.rs", "in_the_second_of_closing_is_refused"),
    ("/<lang>/p/<process>/vote/<contest>", "tests/faults/voter.rs", "{}/vote/{}"),
    (
        "/<lang>/p/<process>/vote/<contest>/check",
        "tests/whole_election.rs",
        "in_the_second_of_closing_is_refused",
    ),
    (
        "/<lang>/p/<process>/vote/<contest>/cast",
        "tests/whole_election.rs",
        "in_the_second_of_closing_is_refused",
    ),
    ("/<lang>/p/<process>/retire", "tests/faults/races.rs", "counted_after_the_close"),
    ("/<lang>/roll/<place>/request/<step>", "tests/roll.rs", "request/place"),
    ("/<lang>/roll/<place>/request/photo", "tests/roll.rs", "photo-fault"),
    ("/<lang>/roll/<place>/request/no-photo", "src/app/roll/tests/cycle.rs", "photo"),
    ("/<lang>/roll/<place>/request/object", "src/app/roll/tests/moves.rs", "object"),
    ("/<lang>/roll/<place>/request/card", "tests/roll.rs", "request/card"),
    ("/<lang>/roll/<place>/request/put-away", "tests/roll.rs", "the code leads back"),
    ("/<lang>/roll/<place>/request/take-back", "src/app/roll/tests/moves.rs", "take_back"),
    ("/<lang>/roll/<place>/new-card", "tests/roll.rs", "new-card"),
    ("/<lang>/roll/<place>/once", "src/app/roll/tests/reach.rs", "once"),
    ("/<lang>/roll/<place>/attest", "src/app/roll/tests/attest.rs", "attest"),
    ("/<lang>/unfollow", "tests/residents/following.rs", "/ar/unfollow"),
    ("/<lang>/desk/enrol/<token>", "src/app/staff/tests/accounts.rs", "invitation"),
    ("/<lang>/desk/sign-in", "src/app/staff/tests/signing_in.rs", "sign_in"),
    ("/<lang>/desk/roll/<place>/objections/<request>", "src/app/roll/tests/cycle.rs", "objection"),
    ("/<lang>/desk/roll/<place>/register/yes", "src/app/roll/tests/register.rs", "same"),
    ("/<lang>/desk/staff/<id>", "src/app/staff/tests/accounts.rs", "own"),
    ("/<lang>/desk/staff/confirm", "src/app/staff/tests/accounts.rs", "confirm"),
    ("/<lang>/desk/p/<process>/open", "src/app/staff/tests/opening.rs", "SamePerson"),
    ("/<lang>/desk/p/<process>/notices/confirm", "tests/desk/notices.rs", "{desk}/confirm"),
    (
        "/<lang>/desk/p/<process>/evaluation/list/back",
        "src/store/office/tests/evaluation.rs",
        "list",
    ),
    (
        "/<lang>/desk/p/<process>/evaluation/ballot",
        "tests/evaluation/main.rs",
        "objections can still come",
    ),
    (
        "/<lang>/desk/p/<process>/evaluation/ballot/confirm",
        "tests/evaluation/main.rs",
        "one officer is not two",
    ),
    (
        "/<lang>/desk/p/<process>/evaluation/ballot/back",
        "tests/evaluation/main.rs",
        "one officer is not two",
    ),
    ("/<lang>/desk/p/<process>/evaluation/list", "tests/evaluation/main.rs", "one alone does not"),
    (
        "/<lang>/desk/p/<process>/evaluation/appeals/<number>",
        "tests/evaluation/main.rs",
        "celso.get(&hear)",
    ),
    (
        "/<lang>/p/<process>/proposals/<number>/evaluation/object",
        "tests/evaluation/main.rs",
        "no author",
    ),
    ("/<lang>/desk/p/<process>/evaluation/object", "tests/evaluation/main.rs", "object"),
    ("/<lang>/desk/p/<process>/evaluation/join/desk", "tests/evaluation/main.rs", "join"),
    ("/<lang>/p/<process>/propose/photo", "tests/residents/pictures.rs", "made_of"),
];

/// One thing that is tried.
struct Try<'a> {
    door: &'static str,
    path: String,
    fields: Vec<(String, String)>,
    /// Whose it is.
    own: &'a Browser,
    /// Somebody else of the same role, where that makes a difference.
    other: Option<&'a Browser>,
    /// Where it stands too late: the same address by the clock, or another process.
    late: Late,
    /// Done by its owner in time it leaves something; phases that this town is not in are walked elsewhere.
    leaves: bool,
}

/// How a door is found shut.
enum Late {
    /// It never shuts.
    Never,
    /// By the clock.
    Closed,
    /// At this address.
    At(String),
}

impl<'a> Try<'a> {
    fn new(door: &'static str, path: impl Into<String>, own: &'a Browser) -> Self {
        let fields = Vec::new();
        Self { door, path: path.into(), fields, own, other: None, late: Late::Never, leaves: true }
    }

    fn with(mut self, fields: &[(&str, &str)]) -> Self {
        self.fields = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        self
    }

    fn not(mut self, other: &'a Browser) -> Self {
        self.other = Some(other);
        self
    }

    fn closed(mut self) -> Self {
        self.late = Late::Closed;
        self
    }

    fn shut_at(mut self, path: String) -> Self {
        self.late = Late::At(path);
        self
    }

    /// Nothing of it can be seen while proposals are taken.
    fn later(mut self) -> Self {
        self.leaves = false;
        self
    }

    /// Sends the form with the revision that the process has now, so that nothing is refused for being old.
    async fn done_by(&self, house: &House, who: &Browser, path: &str) -> Answer {
        let mut fields: Vec<(&str, &str)> =
            self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let process = path.split("/desk/p/").nth(1).and_then(|rest| rest.split('/').next());
        let revision = match process.map(|id| ElectionId::parse(id).unwrap()) {
            Some(id) => Setup::load(house, &id).await.unwrap().process.revision.to_string(),
            None => String::new(),
        };
        fields.push(("revision", &revision));
        let answer = who.send_from("/en/display", path, &fields).await;
        assert!(answer.status.code < 500, "{path}: {}", answer.html);
        answer
    }
}

/// The office's rows, a text for every table. Sessions come and go with every page, and wrong secrets are counted.
async fn rows(db: &DatabaseConnection) -> BTreeMap<String, String> {
    let ask = async |text: String| {
        db.query_all_raw(Statement::from_string(db.get_database_backend(), text)).await.unwrap()
    };
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('sessions', \
                  'roll_sessions', 'sign_in_tries', 'sqlite_sequence') AND name NOT LIKE 'proposal_search_%'";
    let mut all = BTreeMap::new();
    for table in ask(tables.to_owned()).await {
        let table: String = table.try_get_by_index(0).unwrap();
        let columns = ask(format!("SELECT name FROM pragma_table_info('{table}')")).await;
        let quoted = |row: &sea_orm::QueryResult| {
            format!("quote(\"{}\")", row.try_get_by_index::<String>(0).unwrap())
        };
        let columns: Vec<String> = columns.iter().map(quoted).collect();
        let text = format!(
            "SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT {} AS line FROM \"{table}\" \
             ORDER BY line)",
            columns.join(" || ',' || ")
        );
        all.insert(table, ask(text).await[0].try_get_by_index(0).unwrap());
    }
    all
}

/// The names of the tables in which `after` is otherwise.
fn changed(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let other = before.iter().filter(|(table, rows)| after.get(*table) != Some(*rows));
    other.map(|(table, _)| table.clone()).collect()
}

/// The calendar of next year's process: proposals are taken, or all of it is over. The clock stands, so that nobody
/// has to sign in again.
async fn says_the_calendar(house: &House, closed: bool) {
    let ago = |days: u64| Timestamp::from_unix(NOW.unix() - days * DAY);
    let dated = |phase, starts_at| Dated { phase, starts_at };
    let mut dates = vec![dated(Phase::Informing, ago(9)), dated(Phase::Accepting, ago(8))];
    if closed {
        dates.extend([dated(Phase::Evaluating, ago(3)), dated(Phase::Closed, ago(1))]);
    } else {
        dates.push(dated(Phase::Evaluating, NOW.plus(60 * DAY)));
    }
    let calendar = Calendar::parse(dates).unwrap();
    let tx = house.office.write_tx().await.unwrap();
    phases::replace(&tx, &ElectionId::parse("lisboa-2027").unwrap(), &calendar).await.unwrap();
    house.office.commit(tx).await.unwrap();
}

/// A piece of a page between two marks.
fn between(html: &str, before: &str, after: char) -> String {
    let rest = html.split(before).nth(1).unwrap_or_else(|| panic!("{before}: {html}"));
    rest.split(after).next().unwrap().to_owned()
}

/// A resident in several browsers: each keeps one draft.
struct Person {
    card: (String, String),
    browsers: Vec<Browser>,
}

impl Person {
    async fn admitted(lisbon: &Lisbon, rui: &Browser, name: &str, browsers: usize) -> Self {
        let card = admitted(rui, name, "1985").await;
        let mut all = Vec::new();
        for _ in 0..browsers {
            all.push(lisbon.browser().await);
        }
        let person = Self { card, browsers: all };
        person.enters().await;
        person
    }

    async fn enters(&self) {
        for browser in &self.browsers {
            assert!(enters(browser, &self.card).await.is_some());
        }
    }
}

/// Says something about a proposal and gives the id of what was said, once a moderator has returned or refused it.
async fn says(who: &Browser, number: u32, kind: &str, words: &str) {
    let at = format!("{AT}/proposals/{number}/say");
    let fields =
        [("side", "for"), ("kind", kind), ("words", words), ("shown", "Rosa"), ("language", "fr")];
    let said = who.send(&at, &fields).await;
    assert_eq!(said.status, Status::SeeOther, "{}", said.html);
}

/// Two moderators refuse the oldest text.
async fn is_refused(mira: &Browser, tome: &Browser) {
    decides(mira, "refuse:off_topic", "Hors sujet.").await;
    let second = format!("{DESK}/second");
    let to = action(&tome.open(&second).await, "second");
    let done = tome.send_from(&second, &to, &[("say", "confirm")]).await;
    assert_eq!(done.status, Status::SeeOther, "{}", done.html);
}

/// The hidden field of that name in the form of a page that goes to `action`.
fn hidden_of(html: &str, action: &str, name: &str) -> String {
    let form = html.split("<form").find(|form| form.contains(&format!("action=\"{action}\"")));
    let form = form.unwrap_or_else(|| panic!("{action}: {html}")).split("</form>").next().unwrap();
    let found = hidden(form).into_iter().find(|(field, _)| field == name);
    found.unwrap_or_else(|| panic!("{name}: {form}")).1
}

#[rocket::async_test]
#[allow(
    clippy::too_many_lines,
    reason = "the town is made once, and each row is a line of the list"
)]
async fn every_door_knows_own_from_anothers_and_a_season_from_its_end() {
    let lisbon = Lisbon::load().await;
    let house = &lisbon.house;
    let staff = async |name: &str| lisbon.signed_in(name).await;
    let (rui, mira, tome) = (staff("rui").await, staff("mira").await, staff("tome").await);
    let (ana, dora, celso) = (staff("ana").await, staff("dora").await, staff("celso").await);
    let (leila, sofia) = (staff("leila").await, staff("sofia").await);

    // Fatou has seven browsers with a draft each; Rosa has none of her own there.
    let fatou = Person::admitted(&lisbon, &rui, "Fatou Sarr", 7).await;
    let rosa = Person::admitted(&lisbon, &rui, "Rosa Nunes", 1).await;
    let [public, part, sent, ready, open, refused, gone] = &fatou.browsers[..] else { panic!() };
    let rosa_at = &rosa.browsers[0];
    let mut public_code = String::new();
    for (browser, title) in [(public, "Mémorial"), (part, "Plaque")] {
        let code = writes(browser, title, WORD).await;
        if std::ptr::eq(browser, public) {
            public_code = code;
        }
        sends(browser).await;
        decides(&mira, "publish", "").await;
    }
    writes(refused, "Ailleurs", "Rien.").await;
    sends(refused).await;
    is_refused(&mira, &tome).await;
    says(rosa_at, 13, "amendment", "Plus grand.").await;
    decides(&mira, "publish", "").await;
    let mine = format!("{AT}/propose/mine");
    let amendment =
        hidden_of(&public.open(&mine).await, &format!("{AT}/propose/amendment"), "comment");
    says(rosa_at, 13, "comment", "Trop cher.").await;
    decides(&mira, "change:tone", "Plus doux.").await;
    let page = rosa_at.open(&format!("{AT}/proposals/13")).await;
    let returned = hidden_of(&page, &format!("{AT}/proposals/13/own/change"), "comment");
    says(rosa_at, 14, "comment", "Autre chose.").await;
    is_refused(&mira, &tome).await;
    let page = rosa_at.open(&format!("{AT}/proposals/14")).await;
    let no_comment = hidden_of(&page, &format!("{AT}/proposals/14/own/object"), "comment");
    let author = [("shown", "Rosa")];
    let asked = public.send_from(&mine, &format!("{AT}/propose/author"), &author).await;
    let co_author = code_of(&asked.html);
    let both = [("part", "14"), ("whole", "13"), ("words", "A mesma ideia.")];
    dora.send(&format!("{EVALUATION}/join"), &both).await;
    let joining = hidden_of(
        &public.open(&format!("{AT}/propose/join")).await,
        &format!("{AT}/propose/join"),
        "joining",
    );

    // What is left in the moderators' queues: one refusal that waits for a second, one text.
    writes(sent, "Attend un second", "Rien.").await;
    sends(sent).await;
    decides(&mira, "refuse:off_topic", "Hors sujet.").await;
    let second = action(&tome.open(&format!("{DESK}/second")).await, "second");
    writes(gone, "Attend", "Rien.").await;
    sends(gone).await;
    let queue = action(&mira.open(&format!("{DESK}/queue")).await, "queue");
    writes(ready, "Prêt", WORD).await;
    let ready_code = code_of(&ready.open(&mine).await);
    writes(open, "À jeter", WORD).await;

    // A group, a work, a process in preparation with a translation.
    let groups = "/en/roll/lisboa/me/groups";
    let fields = [
        ("name", "Vozes"),
        ("kind", "collective"),
        ("about", WORD),
        ("shown_as", "Kiluanji"),
        ("months", "12"),
    ];
    let group = public.send(&format!("{groups}/new"), &fields).await.to.unwrap();
    let desk = "/en/desk/associations/lisboa";
    let id = group.rsplit('/').next().unwrap();
    rui.send_from(desk, &format!("{desk}/{id}"), &[("verdict", "met_at_desk")]).await;
    let list = celso.open("/en/desk/p/lisboa-2025/works").await;
    let work = between(&list, "href=\"/en/desk/p/lisboa-2025/works/city/", '"');
    let work = format!("/en/desk/p/lisboa-2025/works/city/{work}");
    let contest = [
        ("id", "city"),
        ("title-pt", "Cidade"),
        ("budget", "100000"),
        ("ballot", "knapsack"),
        ("rule", "equal_shares"),
    ];
    let project = [
        ("number", "1"),
        ("cost", "1000"),
        ("original_language", "pt"),
        ("title-pt", "Horta"),
        ("summary-pt", "Quarenta."),
    ];
    let begun = [("place", "lisboa"), ("id", "bairro-2031"), ("title-pt", "Bairro")];
    ana.send("/en/desk/begin", &begun).await;
    ana.send(&format!("{DRAFT}/contests/new"), &contest).await;
    ana.send(&format!("{DRAFT}/contests/city/projects/new"), &project).await;
    let text = format!("{DRAFT}/texts/fr/city/1");
    let words = [("title", "Jardin"), ("summary", "Quarante.")];
    sofia.send(&text, &words).await;
    let sealed = |path: &str| path.replace("bairro-2031", "lisboa-2026");
    let other_contest = contest.map(|(n, v)| (n, if n == "id" { "bairro" } else { v }));
    let other_project = project.map(|(n, v)| (n, if n == "number" { "2" } else { v }));
    let dearer = project.map(|(n, v)| (n, if n == "cost" { "2000" } else { v }));
    let richer = contest.map(|(n, v)| (n, if n == "budget" { "200000" } else { v }));
    let seen_text = {
        let arabic = format!("{DRAFT}/texts/ar/city/1");
        hidden_of(&leila.open(&arabic).await, &arabic, "seen")
    };
    let seen_check = hidden_of(&mira.open(&text).await, &format!("{text}/check"), "seen");
    let seen_work =
        hidden_of(&celso.open(&format!("{work}/report")).await, &format!("{work}/report"), "seen");

    let at13 = format!("{AT}/proposals/13");
    let at14 = format!("{AT}/proposals/14");
    let p = |end: &str| format!("{AT}/propose/{end}");
    let rules: [(&'static str, &str); 9] = [
        ("most-supports", "7"),
        ("threshold", "3"),
        ("read-within", "48"),
        ("values", "Whoever lives here takes part."),
        ("stakeholders", "Residents decide."),
        ("risk-1-what", "Delay."),
        ("risk-1-owner", "Participation"),
        ("risk-1-against", "Every delay is public."),
        ("review-on", "2027-12-01"),
    ];
    let checklist: [(&'static str, &str); 5] = [
        ("departments", "Cultura"),
        ("criteria-pt", "É legal.\nÉ possível."),
        ("answer-days", "30"),
        ("appeal-days", "10"),
        ("minutes", ""),
    ];
    let tries = [
        // Drafts and what hangs on their code.
        Try::new("/<lang>/p/<process>/propose/step/<step>", p("step/words"), ready)
            .with(&[("words", "Un jardin.")])
            .not(rosa_at)
            .closed(),
        Try::new("/<lang>/p/<process>/propose/author", p("author"), ready)
            .with(&[("shown", "João")])
            .not(rosa_at)
            .closed(),
        Try::new("/<lang>/p/<process>/propose/send", p("send"), ready).not(rosa_at).closed(),
        Try::new("/<lang>/p/<process>/propose/withdraw", p("withdraw"), ready)
            .not(rosa_at)
            .closed(),
        Try::new("/<lang>/p/<process>/propose/drop", p("drop"), open).not(rosa_at),
        Try::new("/<lang>/p/<process>/propose/begin", p("begin"), rosa_at).closed(),
        Try::new("/<lang>/p/<process>/propose/object", p("object"), refused)
            .with(&[("words", "C’est le sujet.")])
            .not(rosa_at)
            .closed(),
        Try::new("/<lang>/p/<process>/propose/amendment", p("amendment"), public)
            .with(&[("comment", &amendment), ("outcome", "declined")])
            .not(rosa_at)
            .closed(),
        Try::new("/<lang>/p/<process>/propose/own", p("own"), rosa_at)
            .with(&[("code", &co_author)])
            .closed(),
        Try::new("/<lang>/p/<process>/propose/join", p("join"), public)
            .with(&[("joining", &joining), ("word", "decline")])
            .not(rosa_at)
            .closed(),
        // With a card.
        Try::new(
            "/<lang>/p/<process>/proposals/<number>/support",
            format!("{at13}/support"),
            rosa_at,
        )
        .closed(),
        Try::new(
            "/<lang>/p/<process>/proposals/<number>/take-back",
            format!("{at13}/take-back"),
            rosa_at,
        )
        .closed(),
        Try::new("/<lang>/p/<process>/proposals/<number>/say?<to>", format!("{at13}/say"), rosa_at)
            .with(&[
                ("side", "for"),
                ("kind", "comment"),
                ("words", "Oui."),
                ("shown", "Rosa"),
                ("language", "fr"),
            ])
            .closed(),
        Try::new(
            "/<lang>/p/<process>/proposals/<number>/own/change",
            format!("{at13}/own/change"),
            rosa_at,
        )
        .with(&[("comment", &returned), ("words", "Doucement.")])
        .not(public)
        .closed(),
        Try::new(
            "/<lang>/p/<process>/proposals/<number>/own/object",
            format!("{at14}/own/object"),
            rosa_at,
        )
        .with(&[("comment", &no_comment), ("words", "C’est le sujet.")])
        .not(public)
        .closed(),
        Try::new(
            "/<lang>/p/<process>/proposals/<number>/own/take-away",
            format!("{at13}/own/take-away"),
            rosa_at,
        )
        .with(&[("comment", &returned)])
        .not(public),
        // The group.
        Try::new(
            "/<lang>/roll/<place>/me/groups/<group>/invite",
            format!("{group}/invite"),
            public,
        )
        .not(rosa_at),
        Try::new(
            "/<lang>/roll/<place>/me/groups/<group>/mandate",
            format!("{group}/mandate"),
            public,
        )
        .with(&[("member", "Kiluanji"), ("months", "6")])
        .not(rosa_at),
        Try::new("/<lang>/roll/<place>/me/groups/<group>/end", format!("{group}/end"), public)
            .with(&[("member", "Kiluanji")])
            .not(rosa_at),
        Try::new("/<lang>/roll/<place>/me/groups/<group>/leave", format!("{group}/leave"), public)
            .not(rosa_at),
        // Moderators: whoever did the first half does not do the second.
        Try::new("/<lang>/desk/p/<process>/proposals/queue/<id>", queue, &mira)
            .with(&[("verdict", "publish"), ("words", "")])
            .closed(),
        Try::new("/<lang>/desk/p/<process>/proposals/second/<decision>", second, &tome)
            .with(&[("say", "confirm")])
            .not(&mira)
            .closed(),
        Try::new("/<lang>/desk/p/<process>/proposals/rules", format!("{DESK}/rules"), &ana)
            .with(&rules)
            .closed(),
        Try::new("/<lang>/desk/p/<process>/proposals/behalf", format!("{DESK}/behalf"), &leila)
            .with(&[("code", &ready_code)])
            .closed()
            .later(),
        // Evaluation.
        Try::new("/<lang>/desk/p/<process>/evaluation/rules", format!("{EVALUATION}/rules"), &ana)
            .with(&checklist)
            .closed(),
        Try::new("/<lang>/desk/p/<process>/evaluation/join", format!("{EVALUATION}/join"), &dora)
            .with(&[("part", "2"), ("whole", "1"), ("words", "A mesma ideia.")])
            .closed(),
        Try::new(
            "/<lang>/desk/p/<process>/evaluation/hand/<number>",
            format!("{EVALUATION}/hand/13"),
            &ana,
        )
        .with(&[("due-0", "2028-01-01")])
        .closed()
        .later(),
        Try::new(
            "/<lang>/desk/p/<process>/evaluation/report/<number>",
            format!("{EVALUATION}/report/13"),
            &celso,
        )
        .not(&dora)
        .closed()
        .later(),
        // Works.
        Try::new(
            "/<lang>/desk/p/<process>/works/<contest>/<number>/<saying>",
            format!("{work}/report"),
            &celso,
        )
        .with(&[("words-pt", "Abriu."), ("words-en", ""), ("seen", &seen_work)])
        .not(&dora)
        .shut_at(work.replace("lisboa-2025", "lisboa-2026") + "/report"),
        // Without a picture nothing is added; with one, tests/works adds it.
        Try::new(
            "/<lang>/desk/p/<process>/works/<contest>/<number>/photo/new",
            format!("{work}/photo/new"),
            &celso,
        )
        .not(&dora)
        .shut_at(work.replace("lisboa-2025", "lisboa-2026") + "/photo/new")
        .later(),
        // Texts, and setting up.
        Try::new(
            "/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>",
            format!("{DRAFT}/texts/ar/city/1"),
            &leila,
        )
        .with(&[("title", "حديقة"), ("summary", "أربعون."), ("seen", &seen_text)])
        .shut_at(sealed(&format!("{DRAFT}/texts/ar/city/1"))),
        Try::new(
            "/<lang>/desk/p/<process>/texts/<tongue>/<contest>/<number>/check",
            format!("{text}/check"),
            &mira,
        )
        .with(&[("seen", &seen_check)])
        .not(&sofia)
        .shut_at(sealed(&format!("{text}/check"))),
        Try::new("/<lang>/desk/p/<process>/contests/new", format!("{DRAFT}/contests/new"), &ana)
            .with(&other_contest)
            .shut_at(sealed(&format!("{DRAFT}/contests/new"))),
        Try::new(
            "/<lang>/desk/p/<process>/contests/<contest>/edit",
            format!("{DRAFT}/contests/city/edit"),
            &ana,
        )
        .with(&richer)
        .shut_at(sealed(&format!("{DRAFT}/contests/city/edit"))),
        Try::new(
            "/<lang>/desk/p/<process>/contests/<contest>/projects/new",
            format!("{DRAFT}/contests/city/projects/new"),
            &ana,
        )
        .with(&other_project)
        .shut_at(sealed(&format!("{DRAFT}/contests/city/projects/new"))),
        Try::new(
            "/<lang>/desk/p/<process>/contests/<contest>/projects/<project>/edit",
            format!("{DRAFT}/contests/city/projects/1/edit"),
            &ana,
        )
        .with(&dearer)
        .shut_at(sealed(&format!("{DRAFT}/contests/city/projects/1/edit"))),
        Try::new(
            "/<lang>/desk/p/<process>/contests/<contest>/projects/<project>/remove",
            format!("{DRAFT}/contests/city/projects/1/remove"),
            &ana,
        )
        .shut_at(sealed(&format!("{DRAFT}/contests/city/projects/1/remove"))),
        Try::new(
            "/<lang>/desk/p/<process>/contests/<contest>/remove",
            format!("{DRAFT}/contests/bairro/remove"),
            &ana,
        )
        .shut_at("/en/desk/p/lisboa-2026/contests/city/remove".to_owned()),
        Try::new("/<lang>/desk/p/<process>/set/<topic>", format!("{DRAFT}/set/name"), &ana)
            .with(&[("title-pt", "Outro bairro")])
            .shut_at(sealed(&format!("{DRAFT}/set/name"))),
        Try::new("/<lang>/desk/p/<process>/rules", format!("{DRAFT}/rules"), &ana)
            .with(&[("decision", "41/2026")])
            .shut_at(sealed(&format!("{DRAFT}/rules")))
            .later(),
        Try::new(
            "/<lang>/desk/p/<process>/contests/<contest>/import",
            format!("{DRAFT}/contests/city/import"),
            &ana,
        )
        .shut_at(sealed(&format!("{DRAFT}/contests/city/import")))
        .later(),
        Try::new(
            "/<lang>/desk/p/<process>/contests/<contest>/import/take",
            format!("{DRAFT}/contests/city/import/take"),
            &ana,
        )
        .shut_at(sealed(&format!("{DRAFT}/contests/city/import/take")))
        .later(),
        Try::new(
            "/<lang>/desk/p/<process>/contests/<contest>/keys",
            format!("{DRAFT}/contests/city/keys"),
            &ana,
        )
        .shut_at(sealed(&format!("{DRAFT}/contests/city/keys")))
        .later(),
        Try::new("/<lang>/desk/p/<process>/letters", format!("{DRAFT}/letters"), &ana)
            .with(&[("printed", "100")])
            .shut_at("/en/desk/p/lisboa-2025/letters".to_owned())
            .later(),
        Try::new(
            "/<lang>/desk/p/<process>/texts/<tongue>/bring-in",
            format!("{DRAFT}/texts/ar/bring-in"),
            &leila,
        )
        .shut_at(sealed(&format!("{DRAFT}/texts/ar/bring-in")))
        .later(),
        Try::new("/<lang>/desk/p/<process>/open/back", format!("{DRAFT}/open/back"), &ana)
            .shut_at(sealed(&format!("{DRAFT}/open/back")))
            .later(),
        // Counting begins when the box is closed.
        Try::new("/<lang>/desk/p/<process>/trustees", "/en/desk/p/lisboa-2025/trustees", &ana)
            .shut_at("/en/desk/p/lisboa-2026/trustees".to_owned())
            .later(),
        Try::new("/<lang>/desk/p/<process>/count", "/en/desk/p/lisboa-2025/count", &ana)
            .with(&[("seed", "82041937755160284693"), ("minutes", "Vinte dados.")])
            .shut_at("/en/desk/p/lisboa-2026/count".to_owned())
            .later(),
        Try::new("/<lang>/desk/p/<process>/publish", "/en/desk/p/lisboa-2025/publish", &ana)
            .shut_at("/en/desk/p/lisboa-2026/publish".to_owned())
            .later(),
    ];

    let db = Database::connect(house.config.office_url()).await.unwrap();
    let mut wrong = Vec::new();
    let mut tried = BTreeSet::new();

    // What is another's: seen by nobody else, and changed by nobody else.
    for (door, path, own, other) in [
        ("/<lang>/p/<process>/propose/mine", mine.clone(), public, rosa_at),
        ("/<lang>/p/<process>/propose/step/<step>", p("step/words"), open, rosa_at),
        ("/<lang>/roll/<place>/me/groups/<group>", group.clone(), public, rosa_at),
        ("/<lang>/desk/p/<process>/works/<contest>/<number>", work.clone(), &celso, &dora),
        (
            "/<lang>/desk/p/<process>/works/<contest>/<number>/<saying>",
            format!("{work}/report"),
            &celso,
            &dora,
        ),
        (
            "/<lang>/desk/p/<process>/works/<contest>/<number>/photo/new",
            format!("{work}/photo/new"),
            &celso,
            &dora,
        ),
    ] {
        let (seen, hidden) = (own.get(&path).await, other.get(&path).await);
        tried.insert(("GET", door));
        if seen.status != Status::Ok {
            wrong.push(format!("{door}: its owner does not see it ({})", seen.status));
        }
        if hidden.status == Status::Ok || hidden.html.contains(WORD) {
            wrong.push(format!("{door}: another sees it"));
        }
    }
    for one in &tries {
        let Some(other) = one.other else { continue };
        let before = rows(&db).await;
        let answer = one.done_by(house, other, &one.path).await;
        let touched = changed(&before, &rows(&db).await);
        if !touched.is_empty() {
            wrong.push(format!("{}: another changes {touched:?} ({})", one.door, answer.status));
        }
    }

    // Too late: in a process that is over, sealed, or not yet there.
    says_the_calendar(house, true).await;
    for one in &tries {
        let path = match &one.late {
            Late::Never => continue,
            Late::Closed => &one.path,
            Late::At(path) => path,
        };
        let before = rows(&db).await;
        let answer = one.done_by(house, one.own, path).await;
        let touched = changed(&before, &rows(&db).await);
        if !touched.is_empty() {
            wrong.push(format!(
                "{}: too late, and changes {touched:?} ({})",
                one.door, answer.status
            ));
        }
    }

    // In time, by its owner.
    says_the_calendar(house, false).await;
    for one in &tries {
        tried.insert(("POST", one.door));
        if !one.leaves {
            continue;
        }
        let before = rows(&db).await;
        let answer = one.done_by(house, one.own, &one.path).await;
        if changed(&before, &rows(&db).await).is_empty() {
            wrong.push(format!("{}: its owner changes nothing ({})", one.door, answer.status));
        }
    }

    // A code that nobody has opens nothing; the right one opens it anywhere.
    let front = p("");
    let front = front.trim_end_matches('/');
    for (code, opens) in
        [("AAAAA-AAAAA-AAAAA", Status::UnprocessableEntity), (&public_code, Status::SeeOther)]
    {
        let answer = rosa_at.send_from(front, &p("code"), &[("code", code)]).await;
        if answer.status != opens {
            wrong.push(format!("propose/code with {code}: {}", answer.status));
        }
    }
    tried.insert(("POST", "/<lang>/p/<process>/propose/code"));

    all_are_tried(&tried, &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every row whose last columns say something is tried here or walked elsewhere; what is the holder's own has an
/// address that can name nobody else.
fn all_are_tried(tried: &BTreeSet<(&'static str, &'static str)>, wrong: &mut Vec<String>) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (door, file, words) in ELSEWHERE.iter().copied() {
        let text = std::fs::read_to_string(root.join(file)).unwrap_or_default();
        if !text.contains(words) {
            wrong.push(format!("{door}: {file} does not say {words:?}"));
        }
    }
    for (method, door, _, whose, when) in DOORS {
        let elsewhere = ELSEWHERE.iter().any(|(known, ..)| known == door);
        match whose {
            Whose::Shared if *when == When::Always => continue,
            Whose::Holder if *when == When::Always => {
                let gaps = door.split('<').skip(1).filter_map(|gap| gap.split('>').next());
                let people: Vec<&str> = gaps
                    .filter(|gap| {
                        !["lang", "_lang", "place", "process", "contest", "number"].contains(gap)
                    })
                    .filter(|gap| *gap != "to")
                    .collect();
                if !people.is_empty() {
                    wrong.push(format!("{method} {door}: {people:?} could name somebody else"));
                }
                continue;
            }
            _ => {}
        }
        if !elsewhere && !tried.contains(&(method.as_str(), *door)) {
            wrong.push(format!("{method} {door}: nothing tries {whose:?}, {when:?}"));
        }
    }
}
