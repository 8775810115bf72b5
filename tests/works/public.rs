//! The pages and files that everybody reads.

use rocket::http::Status;

use crate::web::on_both;

const LANGUAGES: [&str; 4] = ["pt", "en", "fr", "ar"];

#[rocket::async_test]
async fn every_funded_project_has_its_page_with_promise_record_and_reason() {
    on_both(async |lisbon| {
        let browser = lisbon.browser().await;
        for lang in LANGUAGES {
            let list = browser.open(&format!("/{lang}/p/lisboa-2025/works")).await;
            let links: Vec<&str> = list
                .split("href=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .filter(|href| href.starts_with(&format!("/{lang}/p/lisboa-2025/works/city/")))
                .collect();
            assert!(links.len() >= 3, "{links:?}");
            let late = browser.open(links[1]).await;
            assert!(late.contains("tag--bad"), "the second story is late: {late}");
            let why = match lang {
                "pt" => "Nenhuma empresa respondeu",
                "en" => "No firm answered",
                "fr" => "Aucune entreprise n’a répondu",
                _ => "لم تستجب أي شركة",
            };
            assert!(late.contains(why), "{lang}: the reason of the delay");
            assert!(late.contains("<bdi>Cultura</bdi>"), "who answers for it");
            assert!(browser.open(links[0]).await.contains("is-done"));
        }
    })
    .await;
}

/// K15: the age of an open promise stands on its page.
#[rocket::async_test]
async fn k15_the_age_of_the_promise_is_on_the_page_and_grows_with_the_calendar() {
    on_both(async |lisbon| {
        let browser = lisbon.browser().await;
        let list = browser.open("/en/p/lisboa-2025/works").await;
        let late = list.split("href=\"").filter_map(|rest| rest.split('"').next());
        let late: Vec<&str> = late.filter(|href| href.contains("/works/city/")).collect();
        let age = async || {
            let page = browser.open(late[1]).await;
            let after = page.split("Days: ").nth(1).unwrap().to_owned();
            let digits: String = after.chars().filter(char::is_ascii_digit).take(3).collect();
            digits.parse::<u64>().unwrap()
        };
        let before = age().await;
        assert!((380..400).contains(&before), "{before}");
        lisbon.house.clock().set(lisbon.house.now().plus(3 * 86_400));
        assert_eq!(age().await, before + 3);
    })
    .await;
}

#[rocket::async_test]
async fn a_year_is_counted_from_the_records_as_they_were_at_its_end() {
    on_both(async |lisbon| {
        let browser = lisbon.browser().await;
        let place = browser.open("/en/works/lisboa").await;
        assert!(
            place.contains("/en/works/lisboa/in/2026")
                && place.contains("/en/works/lisboa/in/2025")
        );
        for lang in LANGUAGES {
            for year in ["2025", "2026"] {
                let page = browser.open(&format!("/{lang}/works/lisboa/in/{year}")).await;
                assert!(page.contains(year));
            }
        }
        for year in ["2024", "2027", "x", "70000"] {
            let answer = browser.get(&format!("/en/works/lisboa/in/{year}")).await;
            assert_eq!(answer.status, Status::NotFound, "{year}");
        }
        assert_eq!(browser.get("/en/works/porto").await.status, Status::NotFound);
        assert_eq!(browser.get("/en/p/lisboa-2026/works").await.status, Status::NotFound);
    })
    .await;
}

#[rocket::async_test]
async fn the_open_data_are_a_table_and_a_document_that_agree() {
    on_both(async |lisbon| {
        let browser = lisbon.browser().await;
        let table = browser.open("/en/works/lisboa/works.csv").await;
        let document = browser.open("/en/works/lisboa/works.json").await;
        let document: serde_json::Value = serde_json::from_str(&document).unwrap();
        let works = document["works"].as_array().unwrap();
        let lines: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(lines.len(), works.len());
        for (line, work) in lines.iter().zip(works) {
            let state = work["state"].as_str().unwrap();
            assert!(line.contains(state), "{line}");
            assert!(line.starts_with("lisboa-2025,city,"), "{line}");
        }
        let first = works[0]["record"].as_array().unwrap();
        assert_eq!(first[0]["event"]["event"], "taken_up");
        assert_eq!(works[0]["state"], "finished");
    })
    .await;
}

/// Every act of the staff in a process is public, in the reader's language, and names nobody.
#[rocket::async_test]
async fn what_the_staff_did_is_public_and_names_nobody() {
    on_both(async |lisbon| {
        let browser = lisbon.browser().await;
        for lang in LANGUAGES {
            let mut page = browser.open(&format!("/{lang}/p/lisboa-2025/acts")).await;
            let mut all = page.clone();
            while let Some(rest) = page.split("/acts?before=").nth(1) {
                let before = rest.split('"').next().unwrap().to_owned();
                page = browser.open(&format!("/{lang}/p/lisboa-2025/acts?before={before}")).await;
                all.push_str(&page);
            }
            for name in ["Ana R.", "Bento S.", "Rui M.", "Dora V.", "Celso F."] {
                assert!(!all.contains(name), "{lang}: {name}");
            }
        }
        let newest = browser.open("/en/p/lisboa-2025/acts").await;
        assert!(
            newest.contains("Said about project") && newest.contains("a day moved"),
            "{newest}"
        );
        assert_eq!(browser.get("/en/p/nowhere/acts").await.status, Status::NotFound);
    })
    .await;
}
