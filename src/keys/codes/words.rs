//! What a letter says, in the languages of the house.
//!
//! Short sentences that a child of ten can read; `{url}` is where one votes.

/// A language of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Portuguese.
    Pt,
    /// English.
    En,
    /// French.
    Fr,
    /// Arabic, from right to left.
    Ar,
}

/// One language's words.
pub(super) struct Words {
    pub(super) lang: &'static str,
    pub(super) direction: &'static str,
    pub(super) title: &'static str,
    pub(super) open_url: &'static str,
    pub(super) open_page: &'static str,
    pub(super) type_code: &'static str,
    pub(super) choose: &'static str,
    pub(super) notes: [&'static str; 4],
}

impl Language {
    /// All of them, in the order of the house.
    pub const ALL: [Language; 4] = [Self::Pt, Self::En, Self::Fr, Self::Ar];

    /// Reads `pt`, `en`, `fr` or `ar`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.words().lang == text)
    }

    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::Pt => &PT,
            Self::En => &EN,
            Self::Fr => &FR,
            Self::Ar => &AR,
        }
    }
}

const PT: Words = Words {
    lang: "pt",
    direction: "ltr",
    title: "O seu código de voto",
    open_url: "Abra {url} ou leia o quadrado com o telemóvel.",
    open_page: "Abra a página da votação. No balcão ajudam a encontrá-la.",
    type_code: "Escreva o código. Serve para todas as partes da votação.",
    choose: "Escolha, confirme, envie.",
    notes: [
        "Pode votar outra vez até ao fecho. Só conta o último voto.",
        "O código é secreto. Ninguém o pode pedir nem ver como vota.",
        "As cartas foram misturadas. Ninguém sabe qual é o seu código.",
        "A carta vinha aberta? Alguém viu o código? Peça outra no balcão.",
    ],
};

const EN: Words = Words {
    lang: "en",
    direction: "ltr",
    title: "Your voting code",
    open_url: "Open {url}, or scan the square with your phone.",
    open_page: "Open the page of the vote. The desk helps you find it.",
    type_code: "Type the code. It is good for all parts of the vote.",
    choose: "Choose, check, send.",
    notes: [
        "You can vote again until the vote closes. Only your last vote counts.",
        "The code is secret. Nobody may ask for it or watch you vote.",
        "The letters were mixed. Nobody knows which code is yours.",
        "Was the letter open? Has someone seen the code? Get a new one at the desk.",
    ],
};

const FR: Words = Words {
    lang: "fr",
    direction: "ltr",
    title: "Votre code de vote",
    open_url: "Ouvrez {url} ou scannez le carré avec votre téléphone.",
    open_page: "Ouvrez la page du vote. Le guichet vous aide à la trouver.",
    type_code: "Tapez le code. Il sert pour toutes les parties du vote.",
    choose: "Choisissez, vérifiez, envoyez.",
    notes: [
        "Vous pouvez voter à nouveau jusqu'à la fermeture. Seul le dernier vote compte.",
        "Le code est secret. Personne ne peut le demander ni vous regarder voter.",
        "Les lettres ont été mélangées. Personne ne sait quel code est le vôtre.",
        "La lettre était ouverte\u{a0}? Quelqu'un a vu le code\u{a0}? Demandez-en une autre au guichet.",
    ],
};

const AR: Words = Words {
    lang: "ar",
    direction: "rtl",
    title: "رمز التصويت الخاص بك",
    open_url: "افتح {url} أو امسح المربع بهاتفك.",
    open_page: "افتح صفحة التصويت. المكتب يساعدك في العثور عليها.",
    type_code: "اكتب الرمز. هو صالح لكل أجزاء التصويت.",
    choose: "اختر، راجع، أرسل.",
    notes: [
        "يمكنك التصويت مرة أخرى حتى الإغلاق. يُحسب صوتك الأخير فقط.",
        "الرمز سري. لا يحق لأحد أن يطلبه منك أو أن يراك وأنت تصوّت.",
        "خُلطت الرسائل. لا أحد يعرف أي رمز هو رمزك.",
        "هل كانت الرسالة مفتوحة؟ هل رأى أحد الرمز؟ اطلب رسالة جديدة من المكتب.",
    ],
};
