//! The report in Portuguese.

use super::conclusion::Conclusion;
use super::words::{PlacePart, Words};
use crate::finding::{Blocked, Check, Fault, Notice, Quantity, Status};

pub struct Portuguese;

impl Words for Portuguese {
    fn bundle(&self) -> &'static str {
        "Pacote"
    }

    fn title(&self, check: Check) -> &'static str {
        match check {
            Check::V01 => "os ficheiros são os do manifesto",
            Check::V02 => "cada folha tem a sua única escrita",
            Check::V03 => "o ponto de controlo é a raiz deste livro",
            Check::V04 => "a chave do livro assinou os pontos de controlo",
            Check::V05 => "testemunhas suficientes também assinaram",
            Check::V06 => "os pontos anteriores são o seu começo",
            Check::V07 => "as folhas estão em ordem e fixam os seus ficheiros",
            Check::V08 => "as listas de chaves são as do livro",
            Check::V09 => "cada voto é assinado por uma chave da sua lista",
            Check::V10 => "de cada chave conta o último voto",
            Check::V11 => "nenhum voto está duas vezes, os lotes escondem a ordem",
            Check::V12 => "não há mais votos do que cartas",
            Check::V13 => "tantos votos publicados como contados",
            Check::V14 => "cada voto contado abre para um publicado",
            Check::V15 => "cada voto cumpre as regras ou conta como nulo",
            Check::V16 => "os sorteios vêm dos dados públicos",
            Check::V17 => "o resultado, contado de novo, é o mesmo",
            Check::V18 => "as exportações têm os mesmos votos",
            Check::V19 => "nenhum número de um grupo pequeno é publicado",
            Check::V20 => "o seu talão está no livro",
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Passed => "certo",
            Status::Found => "DIFERE",
            Status::Blocked => "não verificado",
            Status::NotAsked => "não pedido",
        }
    }

    fn more(&self, count: u64) -> String {
        format!("e mais {count}")
    }

    fn place_part(&self, part: PlacePart<'_>) -> String {
        match part {
            PlacePart::Contest(id) => format!("votação {id}"),
            PlacePart::Line(line) => format!("linha {line}"),
            PlacePart::Leaf(leaf) => format!("folha {leaf}"),
        }
    }

    fn quantity(&self, quantity: Quantity) -> &'static str {
        match quantity {
            Quantity::Keys => "chaves",
            Quantity::LettersAndSpares => "cartas e reservas juntas",
            Quantity::Counted => "votos contados",
            Quantity::BallotLeaves => "folhas de voto",
            Quantity::BatchLeaves => "folhas do lote",
            Quantity::BatchNumber => "número do lote",
            Quantity::Published => "votos publicados",
            Quantity::Blank => "votos em branco",
            Quantity::Invalid => "votos nulos",
            Quantity::Exported => "votos na exportação",
            Quantity::ExportedOptions => "opções na exportação",
            Quantity::Leaves => "folhas",
        }
    }

    #[allow(clippy::too_many_lines, reason = "one line per fault")]
    fn fault(&self, fault: &Fault) -> String {
        match fault {
            Fault::Missing => "falta o ficheiro".to_owned(),
            Fault::Special => "isto é uma ligação ou um dispositivo, não um ficheiro".to_owned(),
            Fault::TooLarge { limit } => {
                format!("maior do que os {limit} bytes que este programa lê")
            }
            Fault::Unreadable { why } => format!("o sistema não o consegue ler ({why})"),
            Fault::Unlisted => "o manifesto não indica este ficheiro".to_owned(),
            Fault::ForeignFile => "este ficheiro não pertence aqui".to_owned(),
            Fault::UnsafePath => "o caminho sai do pacote".to_owned(),
            Fault::OtherHash { by } => format!("o ficheiro não é o que {by} fixa"),
            Fault::OtherSize { stated, found } => {
                format!("indica {stated} bytes e tem {found}")
            }
            Fault::ListOrder => "fora de ordem, ou indicado duas vezes".to_owned(),
            Fault::NotCanonical(why) => format!("não é um registo canónico ({why})"),
            Fault::Shape(member) if member.0.is_empty() => {
                "não é o registo que devia ser".to_owned()
            }
            Fault::Shape(member) => format!("{member} falta, é estranho ou não tem a sua forma"),
            Fault::LineTooLong { limit } => format!("mais longa do que {limit} bytes"),
            Fault::LineUnended => "a última linha não tem fim".to_owned(),
            Fault::LineForm => "a linha não tem a sua forma".to_owned(),
            Fault::TooMany { limit } => format!("mais do que os {limit} que este programa lê"),
            Fault::NotANote(why) => format!("não é uma nota assinada ({why})"),
            Fault::NotACheckpoint => "o texto não é um ponto de controlo".to_owned(),
            Fault::PolicyLine => "não é uma linha de política".to_owned(),
            Fault::OtherRoot => "as folhas têm outra raiz".to_owned(),
            Fault::OtherOrigin { stated, expected } => {
                format!("é de {stated}, não de {expected}")
            }
            Fault::LogUnsigned => "a chave do livro não o assinou".to_owned(),
            Fault::LogSignatureWrong => "a assinatura da chave do livro não confere".to_owned(),
            Fault::LogKeyOther => "a chave do livro não é a que conhece".to_owned(),
            Fault::CosignatureWrong { witness } => {
                format!("a assinatura da testemunha {witness} não confere")
            }
            Fault::QuorumMissed { cosigned } if cosigned.is_empty() => {
                "nenhuma testemunha assinou".to_owned()
            }
            Fault::QuorumMissed { cosigned } => {
                format!("só {} assinou, o que não chega", cosigned.join(", "))
            }
            Fault::OlderBeyond { size } => format!("conta {size} folhas, mais do que há"),
            Fault::OlderShrinks => "não conta mais folhas do que o anterior".to_owned(),
            Fault::OlderNumber => "os números dos pontos de controlo têm uma falha".to_owned(),
            Fault::OtherElection { stated } => format!("pertence à votação {stated}"),
            Fault::OutOfPlace { kind } => format!("uma folha {kind} não pode estar aqui"),
            Fault::LeafMissing { kind } => format!("não há folha {kind}"),
            Fault::SameOfficer => "devem abrir duas pessoas diferentes, esta é uma só".to_owned(),
            Fault::OtherContests => "as votações não são as dos boletins".to_owned(),
            Fault::FileUnnamed => "publicado, mas a folha result não o indica".to_owned(),
            Fault::KeysUnsorted => "as chaves não estão em ordem".to_owned(),
            Fault::KeyRepeated => "a mesma chave está duas vezes".to_owned(),
            Fault::OtherNumber { what, stated, found } => {
                format!("{}: indicado {stated}, encontrado {found}", self.quantity(*what))
            }
            Fault::KeyUnlisted => "a sua chave não está na lista da votação".to_owned(),
            Fault::BallotSignatureWrong => "a sua assinatura não confere".to_owned(),
            Fault::CounterRepeated { first } => {
                format!("a mesma chave tem o mesmo contador que na folha {first}")
            }
            Fault::LeafRepeated { first } => format!("o mesmo voto está na folha {first}"),
            Fault::CommitmentRepeated { first } => {
                format!("o mesmo compromisso está na folha {first}")
            }
            Fault::BatchSmall { count, least } => {
                format!("um lote de {count}, o mínimo é {least}")
            }
            Fault::BatchUnsorted => "as folhas do lote não estão em ordem".to_owned(),
            Fault::MoreBallotsThanLetters { counted, bound } => {
                format!("{counted} votos contados, {bound} cartas e papéis entregues")
            }
            Fault::BoxesOther => "as urnas não são as das folhas paper".to_owned(),
            Fault::BallotsUnsorted => "os votos não estão em ordem".to_owned(),
            Fault::OpeningMissing => "este voto contado não tem abertura".to_owned(),
            Fault::OpeningForeign => "isto não abre nenhum voto contado".to_owned(),
            Fault::CommitmentOther => "não abre o compromisso da sua folha".to_owned(),
            Fault::BallotUnpublished => "o voto aberto não está entre os publicados".to_owned(),
            Fault::BallotUnopened => "nenhuma abertura dá este voto publicado".to_owned(),
            Fault::PartialForeign => {
                "não é de nenhum guardião ou de nenhum voto contado".to_owned()
            }
            Fault::PartialWrong => "a prova desta decifração parcial não confere".to_owned(),
            Fault::SeedForm => "uma semente tem pelo menos 20 algarismos".to_owned(),
            Fault::SeedUnminuted => "a ata não tem a semente".to_owned(),
            Fault::SeedEarly => "não há ponto de controlo entre o fecho e a semente".to_owned(),
            Fault::SeedUnwitnessed => {
                "as testemunhas que a política pede não tinham assinado o fecho quando se lançaram os dados"
                    .to_owned()
            }
            Fault::OrderOther => "a semente dá outra ordem de sorteio".to_owned(),
            Fault::ResultOther { stated, computed } => {
                format!("publicado {stated}, contado {computed}")
            }
            Fault::ExportBallot => "não é um voto desta votação".to_owned(),
            Fault::ExportUnpublished => "este voto não está entre os publicados".to_owned(),
            Fault::BallotUnexported => "falta este voto na exportação".to_owned(),
            Fault::ExportOption { stated, expected } => {
                format!("{stated} na exportação, {expected} na votação")
            }
            Fault::SmallPublished => {
                "um grupo tão pequeno, ou unânime, não pode ser publicado".to_owned()
            }
            Fault::WithheldWithoutCause => {
                "não publicado, embora o grupo seja grande e não unânime".to_owned()
            }
            Fault::SlipForm => "isto não é um código de seguimento".to_owned(),
            Fault::SlipMissing => "nenhum voto no livro tem este código".to_owned(),
            Fault::PromiseForm => "isto não é uma promessa".to_owned(),
            Fault::PromiseUnsigned => "a chave do livro não assinou esta promessa".to_owned(),
            Fault::PromiseBroken { not_later_than } => {
                format!(
                    "prometido até {not_later_than} e não está no livro: guarde este ficheiro, é uma prova"
                )
            }
        }
    }

    fn blocked(&self, reason: &Blocked) -> String {
        match reason {
            Blocked::Needs { what, see } => {
                format!("precisa de {what}, que não se pôde ler: ver {}", see.code())
            }
            Blocked::NoOpenings { contest } => {
                format!("as aberturas de {contest} não foram dadas (--annex)")
            }
            Blocked::Withheld { contest } => format!("os votos de {contest} não são publicados"),
            Blocked::ForeignRule { contest, rule } => {
                format!("{contest} conta-se por {rule}, que este programa não conhece")
            }
            Blocked::ForeignKind { contest, kind } => {
                format!("{contest} tem boletins {kind}, que este programa não conhece")
            }
            Blocked::OtherVote { origin } => format!("a promessa é de {origin}, outra votação"),
        }
    }

    fn notice(&self, notice: &Notice) -> String {
        match notice {
            Notice::KeyFromBundle { vkey } => {
                format!("a chave veio do próprio pacote; compare-a com outras pessoas: {vkey}")
            }
            Notice::NobodyWatched => {
                "a política não pede testemunhas: ninguém de fora vigiou".to_owned()
            }
            Notice::Cosigned { witnesses } => format!("assinado por {}", witnesses.join(", ")),
            Notice::ServerHoldsKey => {
                "o servidor tem a chave de abertura: podia ter aberto votos antes do tempo"
                    .to_owned()
            }
            Notice::Withheld { contest } => {
                format!("{contest}: nada se publica de um grupo tão pequeno")
            }
            Notice::DoubleVotes { contest, letters } => format!(
                "{contest}: {letters} cartas foram substituídas, por isso no máximo {letters} pessoas podem ter votado duas vezes"
            ),
            Notice::MarginReached { contest, letters, margin } => format!(
                "{contest}: {letters} cartas foram substituídas, e {margin} votos a menos podiam dar outro resultado: o resultado pode depender de votos repetidos"
            ),
            Notice::PartialsUnchecked { contest } => {
                format!(
                    "as provas dos guardiões de {contest} não foram verificadas: faltam os pontos em que trabalharam"
                )
            }
            Notice::SlipCounts { leaf } => format!("o seu voto é a folha {leaf}, e conta"),
            Notice::SlipReplaced { leaf, by } => {
                format!(
                    "o seu voto é a folha {leaf}; em vez dele conta a folha {by} do mesmo código. Se não votou outra vez, avise um responsável"
                )
            }
            Notice::SlipRetired { leaf } => {
                format!(
                    "o seu voto é a folha {leaf}; o seu código foi retirado, por isso não conta"
                )
            }
            Notice::NoSlip => "não foi dado nenhum talão".to_owned(),
        }
    }

    fn can_conclude(&self) -> &'static str {
        "Pode concluir"
    }

    fn cannot_conclude(&self) -> &'static str {
        "Não pode concluir"
    }

    fn conclusion(&self, conclusion: Conclusion) -> &'static str {
        match conclusion {
            Conclusion::Unchanged => {
                "que nada foi mudado ou tirado depois de cada ponto de controlo"
            }
            Conclusion::Witnessed => "que testemunhas de fora viram este mesmo livro",
            Conclusion::ListedKeys => "que cada voto foi assinado por uma chave da lista publicada",
            Conclusion::LastVotes => "que cada chave tem um voto, o último",
            Conclusion::NotMoreThanLetters => "que não há mais votos do que cartas entregues",
            Conclusion::SameBallots => "que os votos publicados são os do livro",
            Conclusion::ResultFollows => {
                "que o resultado vem dos votos publicados, até ao último empate"
            }
            Conclusion::SmallGroupsKept => "que nenhum número sobre um grupo pequeno é publicado",
            Conclusion::ChosenOnScreen => {
                "que o servidor guardou o que cada pessoa escolheu no ecrã"
            }
            Conclusion::LettersToPeople => {
                "que cada carta foi para uma pessoa diferente com direito a votar"
            }
            Conclusion::Freedom => "que ninguém votou sob pressão",
        }
    }

    fn summary(&self, exit: u8) -> &'static str {
        match exit {
            0 => "Todas as verificações correram e estão certas.",
            1 => "Algo não bate certo. As linhas com - dizem onde.",
            _ => "Nada difere, mas nem tudo se pôde verificar. As linhas com ? dizem porquê.",
        }
    }
}
