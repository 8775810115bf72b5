### المقترحات: الكتابة، القراءة قبل النشر، التأييد، النقاش، البحث.

wrong-now = هذا غير ممكن الآن. المواعيد في الصفحة الأولى للعملية.
wrong-all-given = أنتم تؤيدون العدد الذي تسمح به القواعد: { $n }. اسحبوا تأييدًا أولًا.
wrong-photo-large = هذه الصورة أكبر من 8 ميغابايت، أو نقاطها كثيرة جدًا. اختاروا صورة أخرى، أو تابعوا من دونها.
wrong-code = لا يوجد مقترح بهذا الرمز. راجعوه حرفًا حرفًا.
wrong-state = لم يعد المقترح حيث كان. افتحوا الصفحة مرة أخرى.
wrong-phase = هذه الخطوة تنتمي إلى مرحلة أخرى من العملية.
wrong-reason = اكتبوا سببًا لكل معيار لم يتحقق. سيراه السكان.
wrong-price = اكتبوا سعرًا أكبر من صفر.
wrong-number = رقم البطاقة هو 1 أو أكثر.
wrong-itself = لا يمكن أن يصبح مقترح جزءًا من نفسه.
a-comment = تعليق
a-proposal = مقترح
act-answered = أجاب على مقترح باسم دائرة
act-behalf = أرسل مقترحًا عن شخص في مكتب
act-heard = نظر في اعتراض: { $outcome }
act-read = قرأ ما أُرسل: { $outcome }
act-rules = حدّد قواعد المقترحات
act-second = نظر في رفض كشخص ثانٍ: { $outcome }
after = هذه النسخة
alike = هل هو أحد هذه؟
amendment-accept = نقبل هذا التعديل
amendment-decline = لا نقبله
amendments = تعديلات يقترحها آخرون
answer-go = أجيبوا
answer-lead = الجواب علني فورًا باسم دائرتكم: { $team }.
answer-number = رقم المقترح
answer-title = الإجابة باسم دائرة
answer-unknown = لا يوجد مقترح منشور بهذا الرقم.
answer-words = الجواب، يقرؤه الجميع
any-area = في كل مكان
any-language = بأي لغة
any-state = في أي حالة
any-theme = عن أي موضوع
area = أين
ask-for = طلب تعديل: { $what }
asked-accept = أنا من أصحاب هذا المقترح
asked-note = أعطاكم أحدهم رمزًا لتصبحوا من أصحاب مقترحه. اكتبوه هنا. وإن لم ترغبوا فلا تفعلوا شيئًا.
asked-title = هل طُلب منكم أن تكونوا من أصحاب مقترح؟
author = مقترح من
author-accepted = صاحب المقترح
author-ask = اطلبوا منه
author-asked = طُلب منه
author-code = أعطوهم هذا الرمز. يكتبونه مع بطاقتهم في «ما أقف وراءه». لن يظهر مرة أخرى.
author-declined = لم يرغب
author-name = الاسم الذي يظهر
authors = أصحاب المقترح
authors-note = يمكنكم أن تطلبوا من آخرين أن يكونوا معكم. يُحسبون حين يقبلون ببطاقتهم.
before = النسخة السابقة
begin-go = ابدؤوا مقترحًا
begin-note = لا تحتاجون إلى حساب. تُحفظ المسودة 30 يومًا تحت رمز تحصلون عليه الآن.
begin-open = المقترحات مفتوحة الآن.
begin-title = اقترحوا شيئًا
behalf-done = تم الإرسال.
behalf-go = أرسلوه
behalf-lead = جاء شخص برمز مسودة ويطلب إرسالها. اقرؤوها له أولًا. ويُذكر بجانب اسمه أن مكتبًا أرسلها.
behalf-title = إرسال مسودة عن شخص
by-association = جمعية
by-desk = كُتب في مكتب: { $desk }
card-counts = المؤيدون: { $supports }. التعليقات: { $comments }.
change-it = تغيير إجاباتي
change-names = يقول الكثير عن شخص معين.
change-photo = الصورة غير مناسبة، أو تُظهر أشخاصًا.
change-place = المكان ناقص أو خاطئ.
change-several = هذه عدة أفكار. أرسلوا مقترحًا لكل منها.
change-tone = بعض الكلمات مخالفة للقواعد. قولوها بطريقة أخرى.
change-unclear = ليس واضحًا ما المطلوب.
charter-against = ما يُفعل لمواجهته
charter-lead = ما تقوم عليه هذه العملية وما قد يسوء. لا يُقبل أي مقترح قبل كتابة هذا.
charter-owner = من يتولى ذلك
charter-review = يُراجع في
charter-risk = ما قد يسوء
charter-stakeholders = من يشارك، وما يمكنه أن يقرر
charter-title = الميثاق: القيم والمخاطر
charter-values = ما تقوم عليه
closed-note = المواعيد في الصفحة الأولى. يمكنكم القراءة، والتأييد أو النقاش في وقته.
closed-title = المقترحات مغلقة الآن
code = رمز المقترح
code-go = تابعوا
code-keep = احفظوا هذا الرمز. من يملكه يستطيع تغيير المقترح.
code-note = بالرمز تتابعون المسودة أو ترون أين وصل مقترحكم.
code-title = لدي رمز
comment-refused = مرفوض
comment-returned = يطلب المشرف تعديلًا
comment-waiting = ينتظر المشرف. أنتم فقط ترونه.
cost = كم يكلّف
cost-ask = هل تعرفون كم يكلّف؟
cost-known = نعم، تقريبًا
cost-title = كم يكلّف؟
cost-unknown = لا أعرف
desk-no-rules = لا تُقبل المقترحات: القواعد والميثاق ناقصة.
desk-title = المقترحات
discussion = النقاش
drop = حذف المسودة
earlier = الصفحة السابقة
export-api = للبرامج: JSON
export-csv = الكل في جدول: CSV
export-feed = الأحدث كتغذية: Atom
filters = تحديد أدق
front-lead = كل من يعيش هنا يمكنه أن يقترح بلغته.
front-title = تقديم المقترحات
go-on = تابعوا
ground-hatred = محتوى عنصري أو تحريض على الكراهية.
ground-insult = قلة احترام واضحة: شتيمة بدل حجة.
ground-off-topic = خارج الموضوع بوضوح.
ground-platform = تكرار متواصل لاستعمال هذا المكان منبرًا.
kind-amendment = أقترح صياغة أخرى
kind-comment = أقول شيئًا عنه
landmark = شارع أو مكان
landmark-hint = مثلًا: خلف المدرسة، عند النهر
language = اللغة
later = الصفحة التالية
list-all = المقترحات: { $n }
list-none = لا نتائج. جرّبوا كلمات أقل أو ابحثوا في كل مكان.
list-propose = اقترحوا شيئًا
list-title = مقترحات السكان
map-title = المقترحات حسب المنطقة
mark-accepted = صياغة أخرى: قبلها أصحابه
mark-amendment = يقترح صياغة أخرى
mark-declined = صياغة أخرى: لم يقبلها أصحابه
mark-department = جواب الدائرة
merged-into = أصبح هذا المقترح جزءًا من رقم { $n }.
mine-title = مقترحي
money = { $sum }
more = المزيد
number = مقترح رقم { $n }
number-title = { $title }: مقترح { $n }
object-go = اعترضوا
object-note = لكم 14 يومًا لتقولوا لماذا كان خطأ. يقرر شخص لم يشارك فيه.
object-title = الاعتراض على الرفض
object-words = لماذا كان خطأ
objections-lead = ترون اعتراضات على رفض لم تشاركوا فيه.
objections-none = لا اعتراض بانتظاركم.
objections-overturn = كان الرفض خطأ: انشروه
objections-says = يقول صاحبه
objections-title = اعتراضات على الرفض
objections-uphold = يبقى الرفض
order = الترتيب
order-newest = الأحدث أولًا
order-random = بالقرعة
order-supported = الأكثر تأييدًا أولًا
own-link = ما أقف وراءه
own-none = لا مقترحات لكم بعد.
own-title = مقترحاتي
page-of = صفحة { $n } من { $of }
pages = الصفحات
part = أصبح رقم { $n } جزءًا منه
photo = صورة
photo-alt = صورة من أصحاب المقترح
photo-clean = صُغّرت. أزيل منها المكان والوقت والكاميرا.
photo-drop = إزالة الصورة
photo-lead = الصورة تساعد وليست ضرورية. أظهروا المكان لا الأشخاص. يُزال ما كتبته الكاميرا فيها.
photo-none = تابعوا دون صورة
photo-on = تابعوا
photo-send = أرسلوا الصورة
photo-there = الصورة موجودة
photo-title = هل لديكم صورة؟
place-map = رسم للمكان. اضغطوا حيث ينبغي أن يكون، أو اختاروا منطقة أدناه.
place-title = أين ينبغي أن يكون؟
fingerprint = SHA-256
poster = ملصق للطباعة
poster-call = دون هاتف من هذا النوع، اتصلوا
poster-print = اطبعوا هذه الصفحة على A4 أو A3 وعلّقوها.
poster-qr = عنوان المقترح كصورة مربعة
poster-read = اقرؤوه وأيدوه وناقشوه هنا
poster-title = ملصق المقترح { $n }
published-on = نُشر في
put-away = أخفوا الرمز، كما في هاتف مشترك
queue-empty = قُرئ كل شيء.
queue-late = شيء ينتظر المشرف منذ { $n ->
    [zero] { $n } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
    }. القواعد تعد بأقل.
queue-lead = ما أُرسل أولًا. شخص واحد ينشر أو يطلب تعديلًا؛ والرفض يحتاج اثنين.
queue-title = للقراءة قبل النشر
reach = عنوان بريد إلكتروني أو رقم هاتف
reach-ask = كيف نصل إليكم؟
reach-desk = أنظر هنا برمزي أو آتي إلى مكتب
reach-lead = لا يراه إلا من يعمل على مقترحكم. وهو مختوم.
reach-message = برسالة إلى
reach-title = إذا كان لدينا سؤال
refuse-for = رفض مع شخص ثانٍ: { $what }
register-each = كل رفض
register-grounds = العدد لكل سبب
register-lead = كل رفض مع سببه وما آل إليه الاعتراض. لا يُذكر شخص ولا نص.
register-line = { $day }: { $what }
register-none = لم يُرفض شيء.
register-title = سجل الرفض
register-why = { $ground } { $stage }
rule-moderated = يقرأ مشرف كل شيء قبل النشر خلال { $n ->
    [zero] { $n } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
    }.
rule-names = تختارون الاسم الذي يظهر. ليس ضروريًا أن يكون اسمكم.
rule-supports = يمكن لكل شخص تأييد { $n ->
    [zero] { $n } مقترحًا
    [one] مقترح واحد
    [two] مقترحين
    [few] { $n } مقترحات
    [many] { $n } مقترحًا
   *[other] { $n } مقترحًا
    }.
rule-threshold = يحتاج المقترح ليستمر إلى { $n ->
    [zero] { $n } مؤيدًا
    [one] مؤيد واحد
    [two] مؤيدَين
    [few] { $n } مؤيدين
    [many] { $n } مؤيدًا
   *[other] { $n } مؤيدًا
    }.
rules-go = قبول المقترحات بهذه القواعد
rules-lead = لا أحد يقترح قبل كتابة الميثاق. الجميع يقرؤه.
rules-read = ساعات القراءة قبل النشر
rules-supports = عدد المقترحات التي يؤيدها الشخص؛ 0 دون حد
rules-threshold = عدد المؤيدين اللازم؛ 0 لا يلزم
rules-title = قواعد المقترحات
say-again = أرسلوه مرة أخرى
say-answer = أجيبوا
say-go = أرسلوا إلى المشرف
say-kind = ما هو
say-lead = يقرؤه مشرف أولًا خلال { $n ->
    [zero] { $n } ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $n } ساعات
    [many] { $n } ساعة
   *[other] { $n } ساعة
    }.
say-side = في أي عمود
say-title = قولوا شيئًا
say-words = كلماتكم
search = ابحثوا عن كلمات بأي لغة
search-go = ابحثوا
second-confirm = أوافق: ارفضوه
second-lead = يريد شخص آخر رفض هذا. لا يُرفض إلا إذا وافقتم.
second-none = لا رفض بانتظاركم.
second-reason = السبب وكلمات لصاحبه
second-title = رفض يحتاج شخصًا ثانيًا
second-undo = لا أوافق: يعود إلى الدور
see-original = الأصل
see-public = كما يراه الجميع
send-card = لإرساله تُظهرون بطاقة السكن: هكذا يتكلم كل شخص مرة.
send-desk = ليس لديكم بطاقة؟ احملوا الرمز إلى مكتب أو وسيط ليرسله عنكم.
send-go = أرسلوا مقترحي
send-in = أظهروا البطاقة وأرسلوا
send-note = يقرؤه مشرف قبل الجميع.
send-title = أُجيب عن كل شيء
shown = الاسم الذي يراه الجميع
shown-hint = اسمكم أو غيره أو اسم مجموعتكم
side-against = ضد
side-for = مع
side-question = أسئلة
stage-appealed = يوجد اعتراض قيد النظر.
stage-final = لم يعترض أحد.
stage-overturned = كان الاعتراض محقًا: نُشر.
stage-upheld = يبقى الرفض بعد الاعتراض.
state = الحالة
state-appealed = اعتراض قيد النظر
state-draft = مسودة
state-evaluating = قيد الدراسة
state-feasible = ممكن
state-few = تأييد غير كافٍ
state-funded = سيُنجز
state-infeasible = غير ممكن
state-merged = ضُم إلى غيره
state-not-funded = لم يُموَّل
state-project = على البطاقة
state-published = منشور
state-refusal-appealed = اعتراض على الرفض قيد النظر
state-refused = مرفوض
state-returned = يحتاج تعديلًا
state-submitted = مُرسل
state-withdrawn = مسحوب
support = أؤيد هذا
support-card = ستُطلب منكم بطاقة السكن.
supports = المؤيدون: { $n }
take-away = للتنزيل
take-away-comment = احذفوه
take-back = اسحبوا التأييد
theme = الموضوع
theme-care = الصحة والغذاء ورعاية الناس
theme-learn = مدارس ولغات وأدوات
theme-memory = التاريخ والثقافة
theme-move = شوارع وحافلات وأدراج
theme-nature = أشجار وماء وحيوانات
theme-play = رياضة وألعاب
theme-title = عمّ يتحدث؟
threshold = العدد اللازم: { $n }
title = العنوان
title-hint = اسم قصير. عدد الأحرف { $most } على الأكثر.
title-title = ماذا تقترحون؟
told-title = ما يقوله المشرف
translated = مترجم من { $from }. { $who }
unfinished = لم يُجب عن كل شيء
until = تُقبل المقترحات حتى { $until }.
verdict = ماذا تقولون؟
verdict-change = طلب تعديلًا
verdict-go = قرروا
verdict-publish = انشروا
verdict-refuse = رفض
verdict-words = كلمات لصاحبه
verdict-words-hint = لازمة للتعديل والرفض. يقرؤها صاحبه فقط.
version = نسخة { $n }
versions = النسخ: { $n }
versions-lead = ما أُرسل لا يتغير أبدًا. سطر الرموز هو ختم كل نسخة.
versions-title = نسخ المقترح { $n }
whole-place = المكان كله
whose = من يقترح؟
whose-group = مجموعة أو جمعية
whose-person = شخص
whose-title = باسم من؟
withdraw = سحب المقترح
words = ماذا ولماذا
words-hint = عدد الأحرف { $most } على الأكثر.
words-title = ماذا ينبغي أن يُفعل ولماذا؟
written-by = يظهر باسم: { $who }
written-in = كُتب بـ { $language }
you-support = أنتم تؤيدون هذا.
newcomers-again = شاركوا من قبل
newcomers-first = لأول مرة
newcomers-how = يُحسب مرة واحدة كل من يقترح أو يؤيد أو يعلّق ببطاقته. لا يُذكر اسم أحد، ولا يقال شيء عن الأصل، ولا تُحسب زيارة أي صفحة. ولا تُحسب الأصوات هنا: لا أحد يعرف من يصوّت.
newcomers-kept = أنك شاركت في عملية: بصمة لقيدك صُنعت لهذه العملية وحدها
newcomers-lead = كم شخصًا يشارك لأول مرة، بحسب ما أوصله إلى قائمة السكان. الأعداد دون العشرة لا تُعرض.
newcomers-none = لم يشارك أحد بعد.
newcomers-title = إلى من يصل
newcomers-why = ليرى الجميع هل يشارك أشخاص جدد. ولا تقول شيئًا عمّا فعلته.
amendments-note = ما تقبلونه بلغة مقترحكم يصبح فقرته الأخيرة. وتبقى النسخ السابقة مقروءة.
