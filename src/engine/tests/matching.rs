//! How well the fingerprints find one person twice, and how often they find two people: measured on
//! invented people of eight naming traditions. The table it prints stands in docs/MATCHING.md:
//!
//! `cargo test -p morada-engine --test matching -- --nocapture`

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use morada_engine::eligibility::Date;
use morada_engine::fingerprint::{Birth, Fingerprint, FingerprintKey, Likeness};
use morada_engine::ids::PlaceId;

/// Pairs of each kind in each tradition.
const PAIRS: u64 = 4_000;

/// Spellings of one name.
type Name = &'static [&'static str];

/// How people of one tradition are named.
struct Tradition {
    name: &'static str,
    given: &'static [Name],
    family: &'static [Name],
    /// How many given and family names a person has, at least and at most.
    shape: [(u64, u64); 2],
}

#[rustfmt::skip]
const TRADITIONS: [Tradition; 8] = [
    Tradition {
        name: "Portuguese and Brazilian",
        given: &[
            &["Maria", "MARIA"], &["João", "Joao", "JOÃO"], &["José", "Jose"], &["Ana"],
            &["António", "Antônio", "Antonio"], &["Mário", "Mario"], &["Luís", "Luis", "Luiz"],
            &["Francisco"], &["Carlos"], &["Conceição", "Conceicao"], &["Rui"], &["Inês", "Ines"],
            &["Beatriz"], &["Tomás", "Tomas", "Thomaz"], &["Teresa", "Thereza"], &["Miguel"],
            &["Paula"], &["Sofia", "Sophia"], &["Filipe", "Felipe"], &["Catarina", "Catharina"],
        ],
        family: &[
            &["da Silva", "Silva", "SILVA"], &["dos Santos", "Santos"], &["Ferreira"], &["Pereira"],
            &["Oliveira", "de Oliveira"], &["Costa", "da Costa"], &["Rodrigues"], &["Martins"],
            &["Sousa", "Souza", "de Sousa"], &["Gonçalves", "Goncalves", "Gonsalves"], &["Lopes"],
            &["Marques"], &["Almeida", "de Almeida"], &["Ribeiro"], &["Pinto"], &["Carvalho"],
            &["Teixeira"], &["Moreira"], &["Correia", "Corrêa"], &["Mendes"], &["Nunes"],
            &["Araújo", "Araujo"], &["Castelo Branco"], &["Conceição", "da Conceição"],
        ],
        shape: [(1, 2), (2, 3)],
    },
    Tradition {
        name: "Spanish and Latin American",
        given: &[
            &["María", "Maria", "Ma."], &["José", "Jose"], &["Juan"], &["Luis"], &["Carmen"],
            &["Francisco"], &["Jesús", "Jesus"], &["Ángel", "Angel"], &["Pilar", "del Pilar"],
            &["Guadalupe"], &["Carlos"], &["Lucía", "Lucia"], &["Sofía", "Sofia"], &["Diego"],
            &["Andrés", "Andres"], &["Ximena", "Jimena"], &["Fernanda"], &["Jorge"],
        ],
        family: &[
            &["García", "Garcia"], &["Rodríguez", "Rodriguez"], &["González", "Gonzalez"],
            &["Fernández", "Fernandez"], &["López", "Lopez"], &["Martínez", "Martinez"],
            &["Sánchez", "Sanchez"], &["Pérez", "Perez"], &["Gómez", "Gomez"], &["Ruiz"],
            &["Hernández", "Hernandez"], &["Díaz", "Diaz"], &["Muñoz", "Munoz"], &["Romero"],
            &["de la Cruz", "De La Cruz", "Cruz"], &["Quispe"], &["Mamani"], &["Ortiz"],
        ],
        shape: [(1, 2), (1, 2)],
    },
    Tradition {
        name: "Arabic, Amazigh and Persian",
        given: &[
            &["Mohamed", "Muhammad", "Mohammed", "Mouhamed", "محمد"],
            &["Ahmed", "Ahmad", "أحمد", "احمد"], &["Fatima", "Fatma", "Fatimah", "فاطمة"],
            &["Aicha", "Aïcha", "Aisha", "عائشة"], &["Youssef", "Yusuf", "Yousef", "يوسف"],
            &["Hassan", "Hasan", "Hassane", "حسن"], &["Hussein", "Husain", "Houssein", "حسين"],
            &["Khaled", "Khalid", "خالد"], &["Rachid", "Rashid", "Rasheed", "رشيد"],
            &["Khadija", "Khadidja", "Khadeeja", "خديجة"], &["Ibrahim", "Brahim", "إبراهيم"],
            &["Mustafa", "Mostafa", "Mustapha", "مصطفى"], &["Zainab", "Zeinab", "Zineb", "زينب"],
            &["Omar", "Umar", "Omer", "عمر"], &["Nour", "Noor", "Nur", "نور"],
            &["Abdelkader", "Abdulqadir", "Abd el Kader", "عبد القادر"],
            &["Abderrahmane", "Abdul Rahman", "Abdurrahman", "عبد الرحمن"],
            &["Samira", "Sameera", "سميرة"], &["Karim", "Kareem", "كريم"], &["Leila", "Layla", "ليلى"],
        ],
        family: &[
            &["El Idrissi", "Al-Idrissi", "Idrissi", "الإدريسي"],
            &["Bouazizi", "Bouazzizi", "بوعزيزي"], &["El Amrani", "Amrani", "العمراني"],
            &["Hosseini", "Husseini", "Hoseini", "حسيني"], &["Ben Salah", "Bensalah", "بن صالح"],
            &["Al-Masri", "El Masry", "المصري"], &["Haddad", "Hadad", "حداد"],
            &["Mansour", "Mansoor", "Mansur", "منصور"], &["Al Hamad", "Alhamad", "الحمد"],
            &["Karimi", "Kareemi", "کریمی"], &["Benali", "Ben Ali", "بن علي"],
            &["Tahiri", "Taheri", "طاهري"], &["Chaoui", "Shawi", "الشاوي"],
            &["Rahmani", "Rahmany", "رحماني"], &["Najjar", "Al Najjar", "نجار"],
        ],
        shape: [(1, 2), (1, 2)],
    },
    Tradition {
        name: "Russian, Ukrainian and Bulgarian",
        given: &[
            &["Олександр Іванович", "Oleksandr Ivanovych", "Oleksandr"],
            &["Наталія Петрівна", "Nataliia Petrivna", "Nataliya"],
            &["Сергей Николаевич", "Sergey Nikolaevich", "Sergei"],
            &["Юлия Андреевна", "Yulia Andreevna", "Iuliia"], &["Дмитро", "Dmytro", "Dmitro"],
            &["Ірина", "Iryna", "Irina"], &["Михаил", "Mikhail", "Michail"],
            &["Екатерина", "Ekaterina", "Yekaterina"], &["Тетяна", "Tetiana", "Tetyana"],
            &["Евгений", "Evgeny", "Yevgeniy"], &["Володимир", "Volodymyr", "Wolodymyr"],
            &["Георги", "Georgi", "Gueorgui"], &["Мария", "Maria", "Mariya"], &["Иван", "Ivan"],
        ],
        family: &[
            &["Ковальчук", "Kovalchuk", "Kowaltschuk"], &["Шевченко", "Shevchenko", "Chevchenko"],
            &["Иванов", "Ivanov", "Ivanoff"], &["Петренко", "Petrenko"], &["Мельник", "Melnyk", "Melnik"],
            &["Кузнецов", "Kuznetsov", "Kuznetzov"], &["Бондаренко", "Bondarenko"],
            &["Щербаков", "Shcherbakov", "Scherbakov"], &["Хоменко", "Khomenko"],
            &["Димитров", "Dimitrov"], &["Ткаченко", "Tkachenko", "Tkatchenko"],
            &["Соколов", "Sokolov"], &["Лисенко", "Lysenko"], &["Жуков", "Zhukov", "Joukov"],
        ],
        shape: [(1, 1), (1, 1)],
    },
    Tradition {
        name: "Bengali, Nepali and Punjabi",
        given: &[
            &["Mohammad", "Md.", "Mohammed", "MD"], &["Rahim", "Raheem"], &["Karim", "Kareem"],
            &["Nusrat"], &["Gurpreet"], &["Harpreet"], &["Manpreet"], &["Sita"], &["Bishnu", "Vishnu"],
            &["Ram"], &["Krishna"], &["Sunita", "Suneeta"], &["Jahan"], &["Aminul"], &["Shahida", "Sahida"],
            &["Jasvinder", "Jaswinder"], &["Dil Bahadur"], &["Laxmi", "Lakshmi"], &["Fatema", "Fatima"],
        ],
        family: &[
            &["Uddin"], &["Islam"], &["Hossain", "Hussain", "Hossen"], &["Begum"], &["Khatun", "Khatoon"],
            &["Singh"], &["Kaur"], &["Thapa"], &["Gurung"], &["Sharma"], &["Adhikari"], &["Rahman", "Rohman"],
            &["Ahmed", "Ahmad", "Ahamed"], &["Miah", "Mia"], &["Chowdhury", "Choudhury"], &["Tamang"],
            &["Akter", "Akhter", "Aktar"], &["Gill"], &["Sandhu"], &["Khan"],
        ],
        shape: [(1, 2), (1, 1)],
    },
    Tradition {
        name: "Chinese",
        given: &[
            &["Wei"], &["Xiaoming", "Xiao Ming", "Xiao-Ming"], &["Fang"], &["Na"], &["Jing"], &["Li"],
            &["Xiuying", "Xiu Ying"], &["Min"], &["Qiang"], &["Lei"], &["Jun"], &["Yang"], &["Yong"],
            &["Guiying", "Gui Ying"], &["Jie"], &["Tao"], &["Mei"], &["Ling"], &["Hua"], &["Yan"],
        ],
        family: &[
            &["Wang"], &["Li"], &["Zhang"], &["Liu"], &["Chen"], &["Yang"], &["Zhao"], &["Huang"],
            &["Zhou"], &["Wu"], &["Xu"], &["Sun"], &["Hu"], &["Zhu"], &["Gao"], &["Lin"], &["He"],
            &["Guo"], &["Ma"], &["Luo"],
        ],
        shape: [(1, 1), (1, 1)],
    },
    Tradition {
        name: "Vietnamese",
        given: &[
            &["Thị Hoa", "Thi Hoa"], &["Văn Nam", "Van Nam"], &["Minh"], &["Thị Lan", "Thi Lan"],
            &["Đức Anh", "Duc Anh"], &["Thị Hương", "Thi Huong"], &["Quang Huy"], &["Hữu Phước", "Huu Phuoc"],
            &["Ngọc Bích", "Ngoc Bich"], &["Văn Hùng", "Van Hung"], &["Thanh Tùng", "Thanh Tung"],
            &["Thị Mai", "Thi Mai"], &["Bảo Châu", "Bao Chau"], &["Tuấn Kiệt", "Tuan Kiet"],
        ],
        family: &[
            &["Nguyễn", "Nguyen"], &["Trần", "Tran"], &["Lê", "Le"], &["Phạm", "Pham"], &["Hoàng", "Hoang"],
            &["Phan"], &["Vũ", "Vu"], &["Đặng", "Dang"], &["Bùi", "Bui"], &["Đỗ", "Do"], &["Hồ", "Ho"],
            &["Ngô", "Ngo"], &["Dương", "Duong"],
        ],
        shape: [(1, 1), (1, 1)],
    },
    Tradition {
        name: "West African",
        given: &[
            &["Mamadou", "Mamadu"], &["Aminata"], &["Fatoumata", "Fatumata"], &["Ousmane", "Usmane", "Usman"],
            &["Ibrahima"], &["Aissatou", "Aissatu", "Aïssatou"], &["Cheikh", "Cheik"], &["Kadiatou", "Cadiatu"],
            &["Moussa", "Mussa", "Musa"], &["Abdoulaye", "Abdulai"], &["Mariama"], &["Boubacar", "Bubacar"],
            &["Aboubacar", "Abu Bakr", "Aboubakar"], &["Ramatoulaye", "Ramatulai"], &["Seydou", "Seidu"],
            &["Oumar", "Umaro", "Omar"], &["Ngozi"], &["Chinedu"], &["Kwame"], &["Adama"], &["Binta"],
        ],
        family: &[
            &["Diallo", "Djalo", "Jallow"], &["Baldé", "Balde"], &["Bah", "Ba"], &["Barry", "Bari"],
            &["Sow", "Só"], &["Traoré", "Traore"], &["Coulibaly", "Koulibaly"], &["Keita", "Keïta"],
            &["Camara", "Kamara"], &["Touré", "Ture", "Toure"], &["Cissé", "Cisse", "Sissé"], &["Diop"],
            &["Ndiaye", "N'Diaye"], &["Fofana"], &["Okafor"], &["Mensah", "Mensa"], &["Embaló", "Embalo"],
            &["Sané", "Sane", "Sani"],
        ],
        shape: [(1, 2), (1, 1)],
    },
];

/// What one paper does to a name that another has whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    /// Other spellings of the same names, in another script where there is one.
    Spelling,
    /// Family names first, in capitals.
    Order,
    /// One name left out.
    Shorter,
    /// The day unknown: 1 January, or the year alone.
    Day,
    /// Day and month exchanged.
    Exchanged,
    /// One letter wrong.
    Slip,
}

const PAPERS: [Paper; 6] =
    [Paper::Spelling, Paper::Order, Paper::Shorter, Paper::Day, Paper::Exchanged, Paper::Slip];

/// A generator of numbers, the same on every machine (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    /// The first are taken more often than the last, as names are.
    fn common<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        let sides = all.len() as u64;
        let first = self.roll(sides).min(self.roll(sides));
        &all[usize::try_from(first).unwrap()]
    }

    fn any<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[usize::try_from(self.roll(all.len() as u64)).unwrap()]
    }
}

#[derive(Clone)]
struct Somebody {
    given: Vec<Name>,
    family: Vec<Name>,
    born: Date,
}

impl Tradition {
    fn somebody(&self, dice: &mut Dice) -> Somebody {
        let mut some = |from: &[Name], (least, most): (u64, u64)| {
            let wanted = usize::try_from(least + dice.roll(most - least + 1)).unwrap();
            let mut names: Vec<Name> = Vec::new();
            while names.len() < wanted {
                let name = *dice.common(from);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        };
        let given = some(self.given, self.shape[0]);
        let family = some(self.family, self.shape[1]);
        Somebody { given, family, born: day(dice) }
    }
}

fn day(dice: &mut Dice) -> Date {
    let mut part = |from, sides| from + i32::try_from(dice.roll(sides)).unwrap();
    let (year, month, day) = (part(1940, 70), part(1, 12), part(1, 28));
    Date::new(year, u8::try_from(month).unwrap(), u8::try_from(day).unwrap()).unwrap()
}

/// The person as they write themselves: the first spelling of each name.
fn plainly(person: &Somebody) -> (String, Birth) {
    let names: Vec<&str> = person.given.iter().chain(&person.family).map(|name| name[0]).collect();
    (names.join(" "), Birth::Day(person.born))
}

/// The person as a paper has them.
fn on_paper(person: &Somebody, paper: Paper, dice: &mut Dice) -> Option<(String, Birth)> {
    let (mut given, mut family) = (person.given.clone(), person.family.clone());
    if paper == Paper::Shorter {
        let (long, least) = if given.len() > 1 { (&mut given, 1) } else { (&mut family, 1) };
        if long.len() <= least {
            return None;
        }
        let left_out = usize::try_from(dice.roll(long.len() as u64)).unwrap();
        long.remove(left_out);
    }
    let all: Vec<Name> = match paper {
        Paper::Order => family.into_iter().chain(given).collect(),
        _ => given.into_iter().chain(family).collect(),
    };
    let spelt = |name: &Name, dice: &mut Dice| match paper {
        Paper::Spelling => (*dice.any(name)).to_owned(),
        Paper::Order => name[0].to_uppercase(),
        _ => name[0].to_owned(),
    };
    let mut name = all.iter().map(|name| spelt(name, dice)).collect::<Vec<_>>().join(" ");
    if paper == Paper::Slip {
        let at = usize::try_from(1 + dice.roll(name.chars().count() as u64 - 1)).unwrap();
        let wrong = char::from(b'a' + u8::try_from(dice.roll(26)).unwrap());
        name = name.chars().enumerate().map(|(i, c)| if i == at { wrong } else { c }).collect();
    }
    let born = person.born;
    let birth = match paper {
        Paper::Day if dice.roll(2) == 0 => Birth::Year(born.year()),
        Paper::Day => Birth::Day(Date::new(born.year(), 1, 1)?),
        Paper::Exchanged => Birth::Day(Date::new(born.year(), born.day(), born.month())?),
        _ => Birth::Day(born),
    };
    Some((name, birth))
}

fn alike(one: &(String, Birth), two: &(String, Birth)) -> bool {
    let key = FingerprintKey::from_bytes([3; 32]);
    let place = PlaceId::parse("lisboa").unwrap();
    let of = |(name, birth): &(String, Birth)| Fingerprint::of(&key, &place, name, *birth).unwrap();
    let (one, two) = (of(one), of(two));
    // A pair counts as found only if the roll would look there at all.
    let shelves = (one.shelves, two.shelves);
    let met = shelves.0.shelf == shelves.1.shelf || shelves.0.whole == shelves.1.whole;
    met && one.compare(&two) == Likeness::Alike
}

/// Hits of so many tries, in ten-thousandths.
fn share(hits: u64, tries: u64) -> u64 {
    hits * 10_000 / tries.max(1)
}

fn percent(share: u64) -> String {
    format!("{}.{:02} %", share / 100, share % 100)
}

/// One person on two papers: missed at most so often, by what the papers do to the name.
#[test]
fn one_person_is_rarely_missed() {
    let mut dice = Dice(1);
    let mut missed = [[0_u64; PAPERS.len()]; TRADITIONS.len()];
    let mut tried = [[0_u64; PAPERS.len()]; TRADITIONS.len()];
    for (t, tradition) in TRADITIONS.iter().enumerate() {
        for (p, paper) in PAPERS.into_iter().enumerate() {
            for _ in 0..PAIRS {
                let person = tradition.somebody(&mut dice);
                let Some(other) = on_paper(&person, paper, &mut dice) else { continue };
                tried[t][p] += 1;
                missed[t][p] += u64::from(!alike(&plainly(&person), &other));
            }
        }
    }
    println!("| missed | {} |", PAPERS.map(|paper| format!("{paper:?}")).join(" | "));
    for (t, tradition) in TRADITIONS.iter().enumerate() {
        let cells: Vec<String> = (0..PAPERS.len())
            .map(|p| {
                if tried[t][p] == 0 {
                    "–".into()
                } else {
                    percent(share(missed[t][p], tried[t][p]))
                }
            })
            .collect();
        println!("| {} | {} |", tradition.name, cells.join(" | "));
    }
    let of = |p: usize| {
        let sum = |all: &[[u64; PAPERS.len()]]| all.iter().map(|row| row[p]).sum::<u64>();
        share(sum(&missed), sum(&tried))
    };
    let pairs: u64 = tried.iter().flatten().sum();
    println!(
        "{pairs} pairs of one person; {}",
        (0..PAPERS.len()).map(|p| percent(of(p))).collect::<Vec<_>>().join(", ")
    );
    assert!(pairs >= 100_000, "{pairs}");
    // Ten-thousandths, in the order of `PAPERS`. A name left out is missed only where the day is
    // 1 January: that shelf is opened by the whole name alone.
    let most = [450, 0, 40, 0, 0, 7_900];
    for (p, paper) in PAPERS.iter().enumerate() {
        assert!(of(p) <= most[p], "{paper:?}: {}", percent(of(p)));
    }
}

/// Two people born on one day, who are compared at all, and twins, who share more than a day.
#[test]
fn two_people_are_rarely_taken_for_one() {
    let mut dice = Dice(2);
    let (mut strangers, mut twins, mut others) = (0, 0, 0);
    let pairs = PAIRS * 8;
    println!("| found wrongly | same day of birth | twins |");
    for tradition in &TRADITIONS {
        let (mut met, mut brothers) = (0, 0);
        for _ in 0..pairs {
            let one = tradition.somebody(&mut dice);
            let mut two = tradition.somebody(&mut dice);
            others += u64::from(alike(&plainly(&one), &plainly(&two)) && one.born != two.born);
            two.born = one.born;
            let different = one.given != two.given || one.family != two.family;
            met += u64::from(different && alike(&plainly(&one), &plainly(&two)));
            two.family.clone_from(&one.family);
            // Parents give twins two names that differ.
            let twin = two.given.iter().all(|name| !one.given.contains(name));
            brothers += u64::from(twin && alike(&plainly(&one), &plainly(&two)));
        }
        println!(
            "| {} | {} | {} |",
            tradition.name,
            percent(share(met, pairs)),
            percent(share(brothers, pairs))
        );
        strangers += met;
        twins += brothers;
    }
    let all = pairs * TRADITIONS.len() as u64;
    println!(
        "{all} pairs each; {}, {}; born on other days: {others}",
        percent(share(strangers, all)),
        percent(share(twins, all))
    );
    assert!(share(strangers, all) <= 90, "{}", percent(share(strangers, all)));
    assert!(share(twins, all) <= 160, "{}", percent(share(twins, all)));
    assert!(others <= all / 10_000, "{others}");
}
