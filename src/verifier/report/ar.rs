//! The report in Arabic.

use super::conclusion::Conclusion;
use super::words::{PlacePart, Words};
use crate::finding::{Blocked, Check, Fault, Notice, Quantity, Status};

pub struct Arabic;

impl Words for Arabic {
    fn bundle(&self) -> &'static str {
        "الحزمة"
    }

    fn title(&self, check: Check) -> &'static str {
        match check {
            Check::V01 => "الملفات هي ملفات البيان",
            Check::V02 => "لكل ورقة كتابتها الوحيدة",
            Check::V03 => "نقطة التحقق هي جذر هذا السجل",
            Check::V04 => "مفتاح السجل وقّع نقاط التحقق",
            Check::V05 => "وقّع عدد كافٍ من الشهود أيضًا",
            Check::V06 => "النقاط السابقة هي بداياته",
            Check::V07 => "الأوراق مرتبة وتثبّت ملفاتها",
            Check::V08 => "قوائم المفاتيح هي قوائم السجل",
            Check::V09 => "كل صوت موقّع بمفتاح من قائمته",
            Check::V10 => "يُحسب لكل مفتاح صوته الأخير",
            Check::V11 => "لا صوت مكرر، والدفعات تخفي الترتيب",
            Check::V12 => "الأصوات ليست أكثر من الرسائل",
            Check::V13 => "الأصوات المنشورة بعدد المحسوبة",
            Check::V14 => "كل صوت محسوب يُفتح على صوت منشور",
            Check::V15 => "كل صوت يتبع القواعد أو يُعدّ ملغى",
            Check::V16 => "القرعة تنتج عن النرد العلني",
            Check::V17 => "النتيجة بعد إعادة العد هي نفسها",
            Check::V18 => "ملفات التصدير فيها الأصوات نفسها",
            Check::V19 => "لا يُنشر رقم عن مجموعة صغيرة",
            Check::V20 => "إيصالك موجود في السجل",
        }
    }

    fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Passed => "سليم",
            Status::Found => "خلاف",
            Status::Blocked => "تعذّر الفحص",
            Status::NotAsked => "لم يُطلب",
        }
    }

    fn more(&self, count: u64) -> String {
        format!("و{count} أخرى")
    }

    fn place_part(&self, part: PlacePart<'_>) -> String {
        match part {
            PlacePart::Contest(id) => format!("الاقتراع {id}"),
            PlacePart::Line(line) => format!("السطر {line}"),
            PlacePart::Leaf(leaf) => format!("الورقة {leaf}"),
        }
    }

    fn quantity(&self, quantity: Quantity) -> &'static str {
        match quantity {
            Quantity::Keys => "المفاتيح",
            Quantity::LettersAndSpares => "الرسائل والاحتياط معًا",
            Quantity::Counted => "الأصوات المحسوبة",
            Quantity::BallotLeaves => "أوراق التصويت",
            Quantity::BatchLeaves => "أوراق الدفعة",
            Quantity::BatchNumber => "رقم الدفعة",
            Quantity::Published => "الأصوات المنشورة",
            Quantity::Blank => "الأصوات البيضاء",
            Quantity::Invalid => "الأصوات الملغاة",
            Quantity::Exported => "الأصوات في ملف التصدير",
            Quantity::ExportedOptions => "الخيارات في ملف التصدير",
            Quantity::Leaves => "الأوراق",
        }
    }

    #[allow(clippy::too_many_lines, reason = "one line per fault")]
    fn fault(&self, fault: &Fault) -> String {
        match fault {
            Fault::Missing => "الملف ناقص".to_owned(),
            Fault::Special => "هذا رابط أو جهاز وليس ملفًا".to_owned(),
            Fault::TooLarge { limit } => {
                format!("أكبر من {limit} بايت التي يقرؤها هذا البرنامج")
            }
            Fault::Unreadable { why } => format!("لا يستطيع النظام قراءته ({why})"),
            Fault::Unlisted => "البيان لا يذكر هذا الملف".to_owned(),
            Fault::ForeignFile => "لا مكان لهذا الملف هنا".to_owned(),
            Fault::UnsafePath => "المسار يخرج من الحزمة".to_owned(),
            Fault::OtherHash { by } => format!("الملف ليس الذي يثبّته {by}"),
            Fault::OtherSize { stated, found } => {
                format!("المذكور {stated} بايت وفيه {found}")
            }
            Fault::ListOrder => "خارج الترتيب أو مذكور مرتين".to_owned(),
            Fault::NotCanonical(why) => format!("ليس قيدًا قانونيًا ({why})"),
            Fault::Shape(member) if member.0.is_empty() => "ليس القيد المنتظر".to_owned(),
            Fault::Shape(member) => format!("{member} ناقص أو غريب أو ليس بصيغته"),
            Fault::LineTooLong { limit } => format!("أطول من {limit} بايت"),
            Fault::LineUnended => "السطر الأخير بلا نهاية".to_owned(),
            Fault::LineForm => "السطر ليس بصيغته".to_owned(),
            Fault::TooMany { limit } => format!("أكثر من {limit} التي يقرؤها هذا البرنامج"),
            Fault::NotANote(why) => format!("ليست مذكرة موقّعة ({why})"),
            Fault::NotACheckpoint => "النص ليس نقطة تحقق".to_owned(),
            Fault::PolicyLine => "ليس سطرًا من سياسة".to_owned(),
            Fault::OtherRoot => "للأوراق جذر آخر".to_owned(),
            Fault::OtherOrigin { stated, expected } => {
                format!("هو من {stated} وليس من {expected}")
            }
            Fault::LogUnsigned => "مفتاح السجل لم يوقّعه".to_owned(),
            Fault::LogSignatureWrong => "توقيع مفتاح السجل غير صحيح".to_owned(),
            Fault::LogKeyOther => "مفتاح السجل ليس الذي تعرفه".to_owned(),
            Fault::CosignatureWrong { witness } => {
                format!("توقيع الشاهد {witness} غير صحيح")
            }
            Fault::QuorumMissed { cosigned } if cosigned.is_empty() => "لم يوقّع أي شاهد".to_owned(),
            Fault::QuorumMissed { cosigned } => {
                format!("وقّع {} فقط، وهذا لا يكفي", cosigned.join(", "))
            }
            Fault::OlderBeyond { size } => format!("يعدّ {size} ورقة، أكثر من الموجود"),
            Fault::OlderShrinks => "لا يعدّ أوراقًا أكثر من الذي قبله".to_owned(),
            Fault::OlderNumber => "في أرقام نقاط التحقق فجوة".to_owned(),
            Fault::OtherElection { stated } => format!("يخص التصويت {stated}"),
            Fault::OutOfPlace { kind } => format!("لا يمكن أن تكون ورقة {kind} هنا"),
            Fault::LeafMissing { kind } => format!("لا توجد ورقة {kind}"),
            Fault::SameOfficer => "يجب أن يفتح موظفان مختلفان، وهذا واحد".to_owned(),
            Fault::OtherContests => "الاقتراعات ليست اقتراعات الأوراق الرسمية".to_owned(),
            Fault::FileUnnamed => "منشور، لكن ورقة result لا تذكره".to_owned(),
            Fault::KeysUnsorted => "المفاتيح غير مرتبة".to_owned(),
            Fault::KeyRepeated => "المفتاح نفسه موجود مرتين".to_owned(),
            Fault::OtherNumber { what, stated, found } => {
                format!("{}: المذكور {stated} والموجود {found}", self.quantity(*what))
            }
            Fault::KeyUnlisted => "مفتاحه ليس في قائمة الاقتراع".to_owned(),
            Fault::BallotSignatureWrong => "توقيعه غير صحيح".to_owned(),
            Fault::CounterRepeated { first } => {
                format!("للمفتاح نفسه العدّاد نفسه كما في الورقة {first}")
            }
            Fault::LeafRepeated { first } => format!("الصوت نفسه في الورقة {first}"),
            Fault::CommitmentRepeated { first } => {
                format!("الالتزام نفسه في الورقة {first}")
            }
            Fault::BatchSmall { count, least } => {
                format!("دفعة من {count}، والحد الأدنى {least}")
            }
            Fault::BatchUnsorted => "أوراق الدفعة غير مرتبة".to_owned(),
            Fault::MoreBallotsThanLetters { counted, bound } => {
                format!("حُسب {counted} صوتًا، وسُلّمت {bound} رسالة وورقة")
            }
            Fault::BoxesOther => "الصناديق ليست صناديق أوراق paper".to_owned(),
            Fault::BallotsUnsorted => "الأصوات غير مرتبة".to_owned(),
            Fault::OpeningMissing => "هذا الصوت المحسوب بلا فتح".to_owned(),
            Fault::OpeningForeign => "هذا لا يفتح أي صوت محسوب".to_owned(),
            Fault::CommitmentOther => "لا يفتح التزام ورقته".to_owned(),
            Fault::BallotUnpublished => "الصوت المفتوح ليس بين المنشورة".to_owned(),
            Fault::BallotUnopened => "لا فتح يعطي هذا الصوت المنشور".to_owned(),
            Fault::PartialForeign => "ليس لأي أمين أو لأي صوت محسوب".to_owned(),
            Fault::PartialWrong => "إثبات فك التشفير الجزئي هذا غير صحيح".to_owned(),
            Fault::SeedForm => "للبذرة 20 رقمًا على الأقل".to_owned(),
            Fault::SeedUnminuted => "المحضر لا يذكر البذرة".to_owned(),
            Fault::SeedEarly => "لا نقطة تحقق بين الإغلاق والبذرة".to_owned(),
            Fault::SeedUnwitnessed => {
                "لم يكن الشهود الذين تطلبهم السياسة قد وقّعوا الإغلاق حين رُمي النرد".to_owned()
            }
            Fault::OrderOther => "البذرة تعطي ترتيب قرعة آخر".to_owned(),
            Fault::ResultOther { stated, computed } => {
                format!("المنشور {stated} والمحسوب {computed}")
            }
            Fault::ExportBallot => "ليس صوتًا من هذا الاقتراع".to_owned(),
            Fault::ExportUnpublished => "هذا الصوت ليس بين المنشورة".to_owned(),
            Fault::BallotUnexported => "هذا الصوت ناقص في ملف التصدير".to_owned(),
            Fault::ExportOption { stated, expected } => {
                format!("{stated} في ملف التصدير و{expected} في التصويت")
            }
            Fault::SmallPublished => "لا تُنشر مجموعة بهذا الصغر أو مجمعة على رأي واحد".to_owned(),
            Fault::WithheldWithoutCause => "غير منشور مع أن المجموعة كبيرة وغير مجمعة".to_owned(),
            Fault::SlipForm => "هذا ليس رمز تتبع".to_owned(),
            Fault::SlipMissing => "لا صوت في السجل بهذا الرمز".to_owned(),
            Fault::PromiseForm => "هذا ليس وعدًا".to_owned(),
            Fault::PromiseUnsigned => "مفتاح السجل لم يوقّع هذا الوعد".to_owned(),
            Fault::PromiseBroken { not_later_than } => {
                format!("وُعد به حتى {not_later_than} وليس في السجل: احتفظ بهذا الملف فهو دليل")
            }
        }
    }

    fn blocked(&self, reason: &Blocked) -> String {
        match reason {
            Blocked::Needs { what, see } => {
                format!("يحتاج إلى {what} الذي تعذّرت قراءته: انظر {}", see.code())
            }
            Blocked::NoOpenings { contest } => {
                format!("لم تُعطَ ملفات فتح {contest} (--annex)")
            }
            Blocked::Withheld { contest } => format!("أصوات {contest} غير منشورة"),
            Blocked::ForeignRule { contest, rule } => {
                format!("{contest} يُحسب وفق {rule} الذي لا يعرفه هذا البرنامج")
            }
            Blocked::ForeignKind { contest, kind } => {
                format!("لاقتراع {contest} أوراق {kind} لا يعرفها هذا البرنامج")
            }
            Blocked::OtherVote { origin } => format!("الوعد من {origin}، وهو تصويت آخر"),
        }
    }

    fn notice(&self, notice: &Notice) -> String {
        match notice {
            Notice::KeyFromBundle { vkey } => {
                format!("أُخذ المفتاح من الحزمة نفسها؛ قارنه مع غيرك: {vkey}")
            }
            Notice::NobodyWatched => "السياسة لا تطلب شهودًا: لم يراقب أحد من الخارج".to_owned(),
            Notice::Cosigned { witnesses } => format!("وقّعه {}", witnesses.join(", ")),
            Notice::ServerHoldsKey => {
                "الخادم يملك مفتاح الفتح: كان يمكنه فتح الأصوات قبل الأوان".to_owned()
            }
            Notice::Withheld { contest } => {
                format!("{contest}: لا يُنشر شيء عن مجموعة بهذا الصغر")
            }
            Notice::DoubleVotes { contest, letters } => format!(
                "{contest}: استُبدلت {letters} رسالة، فقد صوّت {letters} شخصًا على الأكثر مرتين"
            ),
            Notice::MarginReached { contest, letters, margin } => format!(
                "{contest}: استُبدلت {letters} رسالة، ولو نقصت {margin} أصوات لأمكن أن تكون النتيجة أخرى: قد تتوقف النتيجة على أصوات مكررة"
            ),
            Notice::PartialsUnchecked { contest } => {
                format!("لم تُفحص إثباتات أمناء {contest}: النقاط التي عملوا عليها لم تُعطَ")
            }
            Notice::SlipCounts { leaf } => format!("صوتك هو الورقة {leaf} وهو محسوب"),
            Notice::SlipReplaced { leaf, by } => {
                format!(
                    "صوتك هو الورقة {leaf}؛ وتُحسب بدلًا منه الورقة {by} من الرمز نفسه. إن لم تصوّت مرة أخرى فأخبر موظفًا"
                )
            }
            Notice::SlipRetired { leaf } => {
                format!("صوتك هو الورقة {leaf}؛ أُلغي رمزه فلا يُحسب")
            }
            Notice::NoSlip => "لم يُعطَ إيصال".to_owned(),
        }
    }

    fn can_conclude(&self) -> &'static str {
        "يمكنك أن تستنتج"
    }

    fn cannot_conclude(&self) -> &'static str {
        "لا يمكنك أن تستنتج"
    }

    fn conclusion(&self, conclusion: Conclusion) -> &'static str {
        match conclusion {
            Conclusion::Unchanged => "أن شيئًا لم يُغيَّر أو يُحذف بعد كل نقطة تحقق",
            Conclusion::Witnessed => "أن شهودًا من الخارج رأوا هذا السجل نفسه",
            Conclusion::ListedKeys => "أن كل صوت وُقّع بمفتاح من القائمة المنشورة",
            Conclusion::LastVotes => "أن لكل مفتاح صوتًا واحدًا هو الأخير",
            Conclusion::NotMoreThanLetters => "أن الأصوات ليست أكثر من الرسائل المسلّمة",
            Conclusion::SameBallots => "أن الأصوات المنشورة هي أصوات السجل",
            Conclusion::ResultFollows => "أن النتيجة تنتج عن الأصوات المنشورة حتى آخر تعادل",
            Conclusion::SmallGroupsKept => "أن لا رقم منشورًا عن مجموعة صغيرة",
            Conclusion::ChosenOnScreen => "أن الخادم حفظ ما اختاره كل ساكن على الشاشة",
            Conclusion::LettersToPeople => "أن كل رسالة وصلت إلى شخص مختلف يحق له التصويت",
            Conclusion::Freedom => "أن أحدًا لم يصوّت تحت الضغط",
        }
    }

    fn summary(&self, exit: u8) -> &'static str {
        match exit {
            0 => "جرت كل الفحوص وهي متفقة.",
            1 => "هناك خلاف. السطور المعلّمة بـ - تقول أين.",
            _ => "لا خلاف، لكن لم يمكن فحص كل شيء. السطور المعلّمة بـ ? تقول لماذا.",
        }
    }
}
