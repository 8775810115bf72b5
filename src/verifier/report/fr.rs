//! The report in French.

use super::conclusion::Conclusion;
use super::words::{PlacePart, Words};
use crate::finding::{Blocked, Check, Fault, Notice, Quantity, Status};

pub struct French;

impl Words for French {
    fn bundle(&self) -> &'static str {
        "Dossier"
    }

    fn title(&self, check: Check) -> &'static str {
        match check {
            Check::V01 => "les fichiers sont ceux du manifeste",
            Check::V02 => "chaque feuille a sa seule écriture",
            Check::V03 => "le point de contrôle est la racine de ce registre",
            Check::V04 => "la clé du registre a signé les points de contrôle",
            Check::V05 => "assez de témoins ont signé aussi",
            Check::V06 => "les points précédents en sont le début",
            Check::V07 => "les feuilles sont en ordre et fixent leurs fichiers",
            Check::V08 => "les listes de clés sont celles du registre",
            Check::V09 => "chaque bulletin est signé par une clé de sa liste",
            Check::V10 => "de chaque clé compte le dernier vote",
            Check::V11 => "aucun bulletin en double, les lots cachent l'ordre",
            Check::V12 => "pas plus de bulletins que de lettres",
            Check::V13 => "autant de bulletins publiés que comptés",
            Check::V14 => "chaque bulletin compté s'ouvre sur un bulletin publié",
            Check::V15 => "chaque bulletin suit les règles ou compte comme nul",
            Check::V16 => "les tirages viennent des dés publics",
            Check::V17 => "le résultat, recompté, est le même",
            Check::V18 => "les exports contiennent les mêmes bulletins",
            Check::V19 => "aucun chiffre d'un petit groupe n'est publié",
            Check::V20 => "votre reçu est dans le registre",
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Passed => "juste",
            Status::Found => "ÉCART",
            Status::Blocked => "non vérifié",
            Status::NotAsked => "non demandé",
        }
    }

    fn more(&self, count: u64) -> String {
        format!("et {count} de plus")
    }

    fn place_part(&self, part: PlacePart<'_>) -> String {
        match part {
            PlacePart::Contest(id) => format!("scrutin {id}"),
            PlacePart::Line(line) => format!("ligne {line}"),
            PlacePart::Leaf(leaf) => format!("feuille {leaf}"),
        }
    }

    fn quantity(&self, quantity: Quantity) -> &'static str {
        match quantity {
            Quantity::Keys => "clés",
            Quantity::LettersAndSpares => "lettres et réserves ensemble",
            Quantity::Counted => "bulletins comptés",
            Quantity::BallotLeaves => "feuilles de vote",
            Quantity::BatchLeaves => "feuilles du lot",
            Quantity::BatchNumber => "numéro du lot",
            Quantity::Published => "bulletins publiés",
            Quantity::Blank => "bulletins blancs",
            Quantity::Invalid => "bulletins nuls",
            Quantity::Exported => "bulletins dans l'export",
            Quantity::ExportedOptions => "options dans l'export",
            Quantity::Leaves => "feuilles",
        }
    }

    #[allow(clippy::too_many_lines, reason = "one line per fault")]
    fn fault(&self, fault: &Fault) -> String {
        match fault {
            Fault::Missing => "le fichier manque".to_owned(),
            Fault::Special => "c'est un lien ou un appareil, pas un fichier".to_owned(),
            Fault::TooLarge { limit } => {
                format!("plus grand que les {limit} octets que ce programme lit")
            }
            Fault::Unreadable { why } => format!("le système ne peut pas le lire ({why})"),
            Fault::Unlisted => "le manifeste ne cite pas ce fichier".to_owned(),
            Fault::ForeignFile => "ce fichier n'a pas sa place ici".to_owned(),
            Fault::UnsafePath => "le chemin sort du dossier".to_owned(),
            Fault::OtherHash { by } => format!("le fichier n'est pas celui que {by} fixe"),
            Fault::OtherSize { stated, found } => {
                format!("{stated} octets annoncés, il en a {found}")
            }
            Fault::ListOrder => "pas dans l'ordre, ou cité deux fois".to_owned(),
            Fault::NotCanonical(why) => format!("pas un enregistrement canonique ({why})"),
            Fault::Shape(member) if member.0.is_empty() => {
                "pas l'enregistrement attendu".to_owned()
            }
            Fault::Shape(member) => format!("{member} manque, est étranger ou n'a pas sa forme"),
            Fault::LineTooLong { limit } => format!("plus longue que {limit} octets"),
            Fault::LineUnended => "la dernière ligne n'a pas de fin".to_owned(),
            Fault::LineForm => "la ligne n'a pas sa forme".to_owned(),
            Fault::TooMany { limit } => format!("plus que les {limit} que ce programme lit"),
            Fault::NotANote(why) => format!("pas une note signée ({why})"),
            Fault::NotACheckpoint => "le texte n'est pas un point de contrôle".to_owned(),
            Fault::PolicyLine => "pas une ligne de politique".to_owned(),
            Fault::OtherRoot => "les feuilles ont une autre racine".to_owned(),
            Fault::OtherOrigin { stated, expected } => {
                format!("il est de {stated}, pas de {expected}")
            }
            Fault::LogUnsigned => "la clé du registre ne l'a pas signé".to_owned(),
            Fault::LogSignatureWrong => {
                "la signature de la clé du registre ne tient pas".to_owned()
            }
            Fault::LogKeyOther => {
                "la clé du registre n'est pas celle que vous connaissez".to_owned()
            }
            Fault::CosignatureWrong { witness } => {
                format!("la signature du témoin {witness} ne tient pas")
            }
            Fault::QuorumMissed { cosigned } if cosigned.is_empty() => {
                "aucun témoin n'a signé".to_owned()
            }
            Fault::QuorumMissed { cosigned } => {
                format!("seul {} a signé, ce qui ne suffit pas", cosigned.join(", "))
            }
            Fault::OlderBeyond { size } => {
                format!("il compte {size} feuilles, plus qu'il n'y en a")
            }
            Fault::OlderShrinks => "il ne compte pas plus de feuilles que le précédent".to_owned(),
            Fault::OlderNumber => "il manque un numéro de point de contrôle".to_owned(),
            Fault::OtherElection { stated } => format!("il appartient au vote {stated}"),
            Fault::OutOfPlace { kind } => format!("une feuille {kind} ne peut pas être ici"),
            Fault::LeafMissing { kind } => format!("il n'y a pas de feuille {kind}"),
            Fault::SameOfficer => {
                "deux agents différents doivent ouvrir, en voici un seul".to_owned()
            }
            Fault::OtherContests => "les scrutins ne sont pas ceux des documents".to_owned(),
            Fault::FileUnnamed => "publié, mais la feuille result ne le cite pas".to_owned(),
            Fault::KeysUnsorted => "les clés ne sont pas triées".to_owned(),
            Fault::KeyRepeated => "la même clé est là deux fois".to_owned(),
            Fault::OtherNumber { what, stated, found } => {
                format!("{} : {stated} annoncés, {found} trouvés", self.quantity(*what))
            }
            Fault::KeyUnlisted => "sa clé n'est pas sur la liste du scrutin".to_owned(),
            Fault::BallotSignatureWrong => "sa signature ne tient pas".to_owned(),
            Fault::CounterRepeated { first } => {
                format!("la même clé a le même compteur qu'à la feuille {first}")
            }
            Fault::LeafRepeated { first } => format!("le même bulletin est à la feuille {first}"),
            Fault::CommitmentRepeated { first } => {
                format!("le même engagement est à la feuille {first}")
            }
            Fault::BatchSmall { count, least } => {
                format!("un lot de {count}, le minimum est {least}")
            }
            Fault::BatchUnsorted => "les feuilles du lot ne sont pas triées".to_owned(),
            Fault::MoreBallotsThanLetters { counted, bound } => {
                format!("{counted} bulletins comptés, {bound} lettres et papiers remis")
            }
            Fault::BoxesOther => "les urnes ne sont pas celles des feuilles paper".to_owned(),
            Fault::BallotsUnsorted => "les bulletins ne sont pas triés".to_owned(),
            Fault::OpeningMissing => "ce bulletin compté n'a pas d'ouverture".to_owned(),
            Fault::OpeningForeign => "ceci n'ouvre aucun bulletin compté".to_owned(),
            Fault::CommitmentOther => "cela n'ouvre pas l'engagement de sa feuille".to_owned(),
            Fault::BallotUnpublished => "le bulletin ouvert n'est pas parmi les publiés".to_owned(),
            Fault::BallotUnopened => "aucune ouverture ne donne ce bulletin publié".to_owned(),
            Fault::PartialForeign => {
                "ce n'est d'aucun gardien ou d'aucun bulletin compté".to_owned()
            }
            Fault::PartialWrong => "la preuve de ce déchiffrement partiel ne tient pas".to_owned(),
            Fault::SeedForm => "une graine a au moins 20 chiffres".to_owned(),
            Fault::SeedUnminuted => "le procès-verbal n'a pas la graine".to_owned(),
            Fault::SeedEarly => "aucun point de contrôle entre la clôture et la graine".to_owned(),
            Fault::SeedUnwitnessed => {
                "les témoins que la politique demande n’avaient pas signé la clôture quand les dés ont été lancés"
                    .to_owned()
            }
            Fault::OrderOther => "la graine donne un autre ordre de tirage".to_owned(),
            Fault::ResultOther { stated, computed } => {
                format!("publié {stated}, compté {computed}")
            }
            Fault::ExportBallot => "pas un bulletin de ce scrutin".to_owned(),
            Fault::ExportUnpublished => "ce bulletin n'est pas parmi les publiés".to_owned(),
            Fault::BallotUnexported => "ce bulletin manque dans l'export".to_owned(),
            Fault::ExportOption { stated, expected } => {
                format!("{stated} dans l'export, {expected} dans le vote")
            }
            Fault::SmallPublished => {
                "un groupe si petit, ou unanime, ne doit pas être publié".to_owned()
            }
            Fault::WithheldWithoutCause => {
                "non publié, bien que le groupe soit grand et non unanime".to_owned()
            }
            Fault::SlipForm => "ce n'est pas un code de suivi".to_owned(),
            Fault::SlipMissing => "aucun bulletin du registre n'a ce code".to_owned(),
            Fault::PromiseForm => "ce n'est pas une promesse".to_owned(),
            Fault::PromiseUnsigned => "la clé du registre n'a pas signé cette promesse".to_owned(),
            Fault::PromiseBroken { not_later_than } => {
                format!(
                    "promis pour {not_later_than} au plus tard, et absent du registre : gardez ce fichier, c'est une preuve"
                )
            }
        }
    }

    fn blocked(&self, reason: &Blocked) -> String {
        match reason {
            Blocked::Needs { what, see } => {
                format!("il faut {what}, qui n'a pas pu être lu : voir {}", see.code())
            }
            Blocked::NoOpenings { contest } => {
                format!("les ouvertures de {contest} n'ont pas été données (--annex)")
            }
            Blocked::Withheld { contest } => {
                format!("les bulletins de {contest} ne sont pas publiés")
            }
            Blocked::ForeignRule { contest, rule } => {
                format!("{contest} se compte par {rule}, que ce programme ne connaît pas")
            }
            Blocked::ForeignKind { contest, kind } => {
                format!("{contest} a des bulletins {kind}, que ce programme ne connaît pas")
            }
            Blocked::OtherVote { origin } => format!("la promesse est de {origin}, un autre vote"),
        }
    }

    fn notice(&self, notice: &Notice) -> String {
        match notice {
            Notice::KeyFromBundle { vkey } => {
                format!("la clé vient du dossier lui-même ; comparez-la avec d'autres : {vkey}")
            }
            Notice::NobodyWatched => {
                "la politique ne demande aucun témoin : personne du dehors n'a veillé".to_owned()
            }
            Notice::Cosigned { witnesses } => format!("signé par {}", witnesses.join(", ")),
            Notice::ServerHoldsKey => {
                "le serveur tient la clé d'ouverture : il aurait pu ouvrir des bulletins trop tôt"
                    .to_owned()
            }
            Notice::Withheld { contest } => {
                format!("{contest} : rien n'est publié d'un groupe si petit")
            }
            Notice::DoubleVotes { contest, letters } => format!(
                "{contest} : {letters} lettres ont été remplacées, donc au plus {letters} personnes ont pu voter deux fois"
            ),
            Notice::MarginReached { contest, letters, margin } => format!(
                "{contest} : {letters} lettres ont été remplacées, et {margin} votes de moins pourraient donner un autre résultat : le résultat tient peut-être à des votes en double"
            ),
            Notice::PartialsUnchecked { contest } => {
                format!(
                    "les preuves des gardiens de {contest} n'ont pas été vérifiées : il manque les points sur lesquels ils ont travaillé"
                )
            }
            Notice::SlipCounts { leaf } => {
                format!("votre bulletin est la feuille {leaf}, et il compte")
            }
            Notice::SlipReplaced { leaf, by } => {
                format!(
                    "votre bulletin est la feuille {leaf} ; la feuille {by} du même code compte à sa place. Si vous n'avez pas revoté, prévenez un agent"
                )
            }
            Notice::SlipRetired { leaf } => {
                format!(
                    "votre bulletin est la feuille {leaf} ; son code a été retiré, il ne compte donc pas"
                )
            }
            Notice::NoSlip => "aucun reçu n'a été donné".to_owned(),
        }
    }

    fn can_conclude(&self) -> &'static str {
        "Vous pouvez conclure"
    }

    fn cannot_conclude(&self) -> &'static str {
        "Vous ne pouvez pas conclure"
    }

    fn conclusion(&self, conclusion: Conclusion) -> &'static str {
        match conclusion {
            Conclusion::Unchanged => {
                "que rien n'a été changé ou retiré après chaque point de contrôle"
            }
            Conclusion::Witnessed => "que des témoins du dehors ont vu ce même registre",
            Conclusion::ListedKeys => {
                "que chaque bulletin a été signé par une clé de la liste publiée"
            }
            Conclusion::LastVotes => "que chaque clé a un vote, le dernier",
            Conclusion::NotMoreThanLetters => {
                "qu'il n'y a pas plus de bulletins que de lettres remises"
            }
            Conclusion::SameBallots => "que les bulletins publiés sont ceux du registre",
            Conclusion::ResultFollows => {
                "que le résultat découle des bulletins publiés, jusqu'à la dernière égalité"
            }
            Conclusion::SmallGroupsKept => "qu'aucun chiffre sur un petit groupe n'est publié",
            Conclusion::ChosenOnScreen => {
                "que le serveur a gardé ce que chaque personne a choisi à l'écran"
            }
            Conclusion::LettersToPeople => {
                "que chaque lettre est allée à une personne différente qui peut voter"
            }
            Conclusion::Freedom => "que personne n'a voté sous pression",
        }
    }

    fn summary(&self, exit: u8) -> &'static str {
        match exit {
            0 => "Toutes les vérifications ont été faites et concordent.",
            1 => "Quelque chose ne concorde pas. Les lignes marquées - disent où.",
            _ => {
                "Rien ne diffère, mais tout n'a pas pu être vérifié. Les lignes marquées ? disent pourquoi."
            }
        }
    }
}
