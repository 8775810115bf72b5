//! What a department says, and what is refused.

use rocket::http::Status;

use crate::web::{Browser, on_both};

/// The desk's address of the funded project whose story is the `nth`.
async fn work(browser: &Browser, nth: usize) -> String {
    let list = browser.open("/en/p/lisboa-2025/works").await;
    let links = list.split("href=\"").filter_map(|rest| rest.split('"').next());
    let links: Vec<&str> = links.filter(|href| href.contains("/works/city/")).collect();
    links[nth].replace("/en/p/", "/en/desk/p/")
}

#[rocket::async_test]
async fn a_department_reports_on_its_own_work_and_on_no_other() {
    on_both(async |lisbon| {
        let celso = lisbon.signed_in("celso").await;
        let (first, second) = (work(&celso, 0).await, work(&celso, 1).await);

        let list = celso.open("/en/desk/p/lisboa-2025/works").await;
        assert!(list.contains(&second) && !list.contains(&format!("\"{first}\"")), "{list}");
        assert_eq!(celso.get(&first).await.status, Status::Forbidden, "it is another department's");

        let words = "O segundo concurso <b>abriu</b>.";
        let form = format!("{second}/report");
        let answer = celso.send(&form, &[("words-pt", words), ("words-en", "")]).await;
        assert_eq!(answer.to.as_deref(), Some(second.as_str()), "{}", answer.html);
        let public = celso.open(&second.replace("/desk", "")).await;
        assert!(public.contains("O segundo concurso &lt;b&gt;abriu&lt;/b&gt;."), "{public}");

        let log = lisbon.signed_in("olga").await.open("/en/desk/log").await;
        assert!(log.contains("Celso F., culture") && log.contains("a report"), "{log}");
    })
    .await;
}

#[rocket::async_test]
async fn what_cannot_be_said_comes_back_with_what_was_typed_and_why() {
    on_both(async |lisbon| {
        let celso = lisbon.signed_in("celso").await;
        let work = work(&celso, 1).await;

        let pay = format!("{work}/pay");
        let answer = celso.send(&pay, &[("amount", "9000000"), ("day", "2026-10-01")]).await;
        assert_eq!(answer.status, Status::UnprocessableEntity);
        assert!(answer.html.contains("value=\"9000000\""), "nothing typed is lost");
        assert!(answer.html.contains("words-pt-fault"), "every fault at once: no words");

        let fields = [("amount", "9000000"), ("day", "2026-10-01"), ("words-pt", "Obra")];
        let answer = celso.send(&pay, &fields).await;
        assert!(answer.html.contains("That is more than was promised"), "{}", answer.html);

        let fields = [("amount", "9000000"), ("decision", " "), ("words-pt", "Mais fundo")];
        let answer = celso.send(&format!("{work}/money"), &fields).await;
        assert_eq!(answer.status, Status::UnprocessableEntity);
        assert!(answer.html.contains("decision-fault"), "no decision, no other sum");

        let fields = [("milestone", "2"), ("day", "2030-01-01"), ("words-pt", "Obra")];
        let answer = celso.send(&format!("{work}/reach"), &fields).await;
        assert!(answer.html.contains("That day is to come"), "{}", answer.html);
    })
    .await;
}

#[rocket::async_test]
async fn of_two_who_write_at_once_one_is_told_to_look_again() {
    on_both(async |lisbon| {
        let celso = lisbon.signed_in("celso").await;
        let work = work(&celso, 1).await;
        let form = format!("{work}/report");
        let old = [("words-pt", "Primeiro"), ("seen", "1")];
        let answer = celso.send(&form, &old).await;
        assert_eq!(answer.status, Status::UnprocessableEntity);
        assert!(answer.html.contains("Primeiro"));
    })
    .await;
}

#[rocket::async_test]
async fn a_work_is_handed_over_and_its_new_department_goes_on() {
    on_both(async |lisbon| {
        let celso = lisbon.signed_in("celso").await;
        let work = work(&celso, 1).await;
        let fields = [("owner", "Gabinete"), ("words-pt", "Muda")];
        let answer = celso.send(&format!("{work}/hand-over"), &fields).await;
        assert_eq!(answer.status, Status::UnprocessableEntity, "no such department");
        let fields = [("owner", "Obras e espaço público"), ("words-pt", "A obra é delas")];
        let answer = celso.send(&format!("{work}/hand-over"), &fields).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.html);
        assert_eq!(celso.get(&work).await.status, Status::Forbidden);
        let dora = lisbon.signed_in("dora").await;
        assert!(dora.open(&work).await.contains("A obra é delas"));
        let ana = lisbon.signed_in("ana").await;
        assert_eq!(ana.get(&work).await.status, Status::Forbidden, "officers run the ballot only");
    })
    .await;
}
