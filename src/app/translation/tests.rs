//! Files of translations: what goes out comes back in, and whatever is wrong is named at once.

use morada_engine::ids::{ContestId, OptionId};
use proptest::prelude::*;

use super::files::{FileFault, FileKind, carry_out, read_for_tests};
use super::queue::{Queue, Unit};
use crate::store::office::project_texts::{ProjectText, Review};

fn text(language: &str, title: &str, summary: &str, review: Review) -> ProjectText {
    ProjectText {
        language: language.into(),
        title: title.into(),
        summary: summary.into(),
        review,
        credit: String::new(),
    }
}

fn unit(number: u32, title: &str, summary: &str) -> Unit {
    Unit {
        contest: ContestId::parse("city").unwrap(),
        project: OptionId::parse(&number.to_string()).unwrap(),
        number,
        source: text("pt", title, summary, Review::Original),
        language: "ar".into(),
        target: None,
    }
}

fn queue() -> Queue {
    let units = vec![unit(1, "Horta & <b>sombra</b>", "Quarenta talhões."), unit(2, "=1+1", "")];
    Queue { language: "ar".into(), units }
}

fn faults(file: &str) -> Vec<FileFault> {
    read_for_tests(&queue(), file).unwrap_err()
}

const XLIFF_2: &str = r#"<?xml version="1.0"?>
<xliff version="2.0" srcLang="pt" trgLang="ar" xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f"><unit id="city/1/title"><segment><source>Horta &amp; &lt;b&gt;sombra&lt;/b&gt;</source><target>حديقة</target></segment></unit>
<unit id="city/1/summary"><segment><source>Quarenta talhões.</source><target>أربعون &#x642;طعة.</target></segment></unit></file></xliff>"#;

#[test]
fn a_file_of_the_newer_kind_is_read_as_well() {
    let queue = queue();
    let read = read_for_tests(&queue, XLIFF_2).unwrap();
    assert_eq!(read.len(), 1);
    let (unit, text) = &read[0];
    assert_eq!((unit.number, text.title.as_str()), (1, "حديقة"));
    assert_eq!(text.summary, "أربعون قطعة.");
    assert_eq!(text.review, Review::ByPerson, "whoever brings a file has not checked it");
}

#[test]
fn nothing_that_a_file_declares_is_ever_unfolded() {
    let bomb = format!("<!DOCTYPE x [<!ENTITY a \"aaaa\">]>{}", &XLIFF_2[22..]);
    assert_eq!(faults(&bomb), [FileFault::DocumentType]);
    let undeclared = XLIFF_2.replace("حديقة", "&secret;");
    assert_eq!(faults(&undeclared), [FileFault::Unreadable("&secret;".into())]);
    let deep = format!("<xliff>{}{}</xliff>", "<g>".repeat(40), "</g>".repeat(40));
    assert!(matches!(&faults(&deep)[..], [FileFault::Unreadable(_)]));
    assert!(matches!(&faults("<xliff><file>")[..], [FileFault::Unreadable(_)]));
    assert!(matches!(&faults("<html></html>")[..], [FileFault::Unreadable(_)]));
}

#[test]
fn every_fault_of_a_file_is_named_at_once() {
    let file = "id,source,target_language,target\n\
                city/1/title,Horta velha,ar,حديقة\n\
                city/9/title,Nada,ar,لا شيء\n\
                city/2/title,=1+1,ar,واحد\n\
                city/2/title,=1+1,ar,اثنان\n";
    assert_eq!(
        faults(file),
        [
            FileFault::Twice("city/2/title".into()),
            FileFault::SourceChanged("city/1/title".into()),
            FileFault::Half("city/1/summary".into()),
            FileFault::Unknown("city/9/title".into()),
        ]
    );
    let other = "id,source,target_language,target\ncity/2/title,=1+1,fr,Deux\n";
    assert_eq!(faults(other), [FileFault::OtherLanguage("fr".into())]);
    assert!(matches!(&faults("id,target\n1,2\n")[..], [FileFault::Unreadable(_)]));
}

#[test]
fn a_cell_is_no_formula_and_comes_back_as_it_was() {
    let table = carry_out(&queue(), "lisboa", FileKind::Csv);
    assert!(table.contains(",'=1+1,"), "{table}");
    let answered = table.replace("'=1+1,ar,,", "'=1+1,ar,اثنان,");
    let queue = queue();
    let read = read_for_tests(&queue, &answered).unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].1.title, "اثنان");
}

proptest! {
    /// Whatever signs a text has, a file that is taken away and brought back changes nothing.
    #[test]
    fn what_goes_out_comes_back_as_it_was(
        title in "[a-z&<>\"'=+@ؠ-ي]{1,20}", own in "[a-z&<>\"'=+@ؠ-ي]{1,20}"
    ) {
        let mut one = unit(1, &title, "");
        one.target = Some(text("ar", &own, "", Review::ByPerson));
        let queue = Queue { language: "ar".into(), units: vec![one] };
        for kind in [FileKind::Xliff, FileKind::Csv] {
            let file = carry_out(&queue, "lisboa", kind);
            let read = read_for_tests(&queue, &file);
            prop_assert_eq!(read.map(|texts| texts.len()), Ok(0), "{}", file);
        }
    }
}
