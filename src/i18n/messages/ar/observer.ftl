### مسودة: يجب أن يراجع وسيط بشري هذه النصوص قبل أي استخدام حقيقي.
### النتائج خطوة بخطوة، وما يتحقق منه المراقبون.

## النتائج
results-title = النتائج
results-lead = عُدّت كل الأصوات. اختر ورقة لترى ما تقرر ولماذا.
results-none = لا نتيجة بعد. تظهر حين تُعدّ الأصوات وينشرها مسؤولان.
results-open = شاهد النتيجة
result-tag = النتيجة النهائية
result-headline = { $n ->
    [zero] لن يُبنى أي مشروع
    [one] سيُبنى مشروع واحد
    [two] سيُبنى مشروعان
    [few] ستُبنى { $n } مشاريع
    [many] سيُبنى { $n } مشروعًا
   *[other] سيُبنى { $n } مشروع
}
result-adopted = الجواب نعم
result-rejected = الجواب لا
result-voted = { $n ->
    [zero] <b>لم يُعدّ أي صوت.</b>
    [one] <b>عُدّ صوت واحد.</b>
    [two] <b>عُدّ صوتان.</b>
    [few] <b>عُدّت { $n } أصوات.</b>
    [many] <b>عُدّ { $n } صوتًا.</b>
   *[other] <b>عُدّ { $n } صوت.</b>
}
result-helped = { $percent } من كل 100 ساعدوا في دفع ثمن مشروع واحد على الأقل.
result-blank = { $n ->
    [zero] لم يكن أي منها أبيض.
    [one] كان واحد منها أبيض.
    [two] كان اثنان منها أبيضين.
    [few] كانت { $n } منها بيضاء.
    [many] كان { $n } منها أبيض.
   *[other] كان { $n } منها أبيض.
}
result-broken = { $n ->
    [zero] لم يخالف أي صوت قواعد الورقة.
    [one] خالف صوت واحد قواعد الورقة ولم يُحسب لأي مشروع.
    [two] خالف صوتان قواعد الورقة ولم يُحسبا لأي مشروع.
    [few] خالفت { $n } أصوات قواعد الورقة ولم تُحسب لأي مشروع.
    [many] خالف { $n } صوتًا قواعد الورقة ولم تُحسب لأي مشروع.
   *[other] خالف { $n } صوت قواعد الورقة ولم تُحسب لأي مشروع.
}
result-withheld = صوّت هنا عدد قليل جدًا، أو صوّت الجميع بالطريقة نفسها، فتكشف الأرقام كيف صوّت شخص بعينه. لذلك ننشر ما تقرر فقط.
result-bar = أُنفق { $spent } من { $whole }
result-rest = <b>{ $money }</b> لم تُنفق.
result-all-spent = أُنفق المال كله.
result-money = كيف أُنفق مالك
result-share-start = { $money } ÷ { $people } صوت = <b>{ $share } لكل واحد.</b> المشروع الأقل تكلفة على كل داعم يأتي أولًا.
result-share-end = بعض الحصص لم يمكن استعمالها، لأن قلة اختاروا المشروع نفسه. لذلك رُفعت كل الحصص شيئًا فشيئًا، إلى أن لم يتسع المال لمشروع آخر. <b>كانت الحصة النهائية { $share }.</b>
result-why-shares = اقرأ القواعد بكلمات بسيطة
result-neighbour = حصة أحد الجيران
result-neighbour-who = { $n ->
    [zero] مثال: شخص لم يختر شيئًا { $list }.
    [one] مثال: شخص اختار المشروع { $list }.
    [two] مثال: شخص اختار المشروعين { $list }.
    [few] مثال: شخص اختار المشاريع { $list }.
    [many] مثال: شخص اختار المشاريع { $list }.
   *[other] مثال: شخص اختار المشاريع { $list }.
}
result-paid = { $money } للمشروع { $n }، { $title }
result-paid-all = { $money } للمشروع { $n }، { $title } (كل ما بقي)
result-paid-none = لا شيء للمشروع { $n }، { $title }. كانت الحصة قد أُنفقت.
result-not-built = لا شيء للمشروع { $n }، { $title }. لم يُبنَ.
result-kept = { $money } لم تُستعمل.
result-share-bar = حصة واحدة قدرها { $share }
result-own = انظر أين ذهبت حصتك
result-own-note = اختر مشاريعك من جديد. لا يُحفظ شيء، ولا يعرف أحد ما اخترته.
result-own-go = أظهر حصتي
result-own-title = أين ذهبت حصتك
result-own-back = عودة إلى النتيجة
result-own-of = كانت حصتك { $share }.
result-steps = خطوة بخطوة
result-steps-note = الأصفر هو المال المنفق في هذه الخطوة. الأخضر أُنفق قبلها.
result-step = الخطوة { $n }. { $title }
result-step-who = { $people ->
    [zero] لم يختره أحد · يكلف { $cost }
    [one] اختاره شخص واحد · يكلف { $cost }
    [two] اختاره شخصان · يكلف { $cost }
    [few] اختاره { $people } أشخاص · يكلف { $cost }
    [many] اختاره { $people } شخصًا · يكلف { $cost }
   *[other] اختاره { $people } شخص · يكلف { $cost }
}
result-step-paid = { $n ->
    [zero] لم يدفع أحد { $money }.
    [one] دفع داعم واحد { $money }.
    [two] دفع داعمان { $money } لكل واحد.
    [few] دفع { $n } داعمين { $money } لكل واحد.
    [many] دفع { $n } داعمًا { $money } لكل واحد.
   *[other] دفع { $n } داعم { $money } لكل واحد.
}
result-step-all = { $n ->
    [zero] لم يدفع أحد كل ما بقي لديه.
    [one] دفع واحد كل ما بقي لديه.
    [two] دفع اثنان كل ما بقي لديهما.
    [few] دفع { $n } كل ما بقي لديهم.
    [many] دفع { $n } كل ما بقي لديهم.
   *[other] دفع { $n } كل ما بقي لديهم.
}
result-step-sum = أُنفق { $money } حتى الآن
result-step-bar = بعد الخطوة { $n } أُنفق { $spent } من { $whole }
result-step-more = { $n ->
    [zero] لا خطوات أخرى
    [one] أظهر خطوة أخرى
    [two] أظهر خطوتين أخريين
    [few] أظهر { $n } خطوات أخرى
    [many] أظهر { $n } خطوة أخرى
   *[other] أظهر { $n } خطوة أخرى
}
result-step-votes = { $votes ->
    [zero] لا أصوات · يكلف { $cost }
    [one] صوت واحد · يكلف { $cost }
    [two] صوتان · يكلف { $cost }
    [few] { $votes } أصوات · يكلف { $cost }
    [many] { $votes } صوتًا · يكلف { $cost }
   *[other] { $votes } صوت · يكلف { $cost }
}
result-step-funded = يتسع له المال. بقي { $money }.
result-step-dear = يكلف أكثر من { $money } الباقية، لذلك نتجاوزه.
result-step-stopped = كان العدّ قد توقف.
result-table = كل المشاريع
result-table-project = المشروع
result-table-cost = التكلفة
result-table-votes = اختاره
result-table-why = النتيجة والسبب
result-built = سيُبنى
result-not = لم يُموَّل
why-shares = بقي لدى داعميه معًا { $left }. يكلف { $cost }.
why-nobody = لم يختره أحد.
why-dear = يكلف { $cost }. كان قد بقي { $left }.
why-stopped = توقف العدّ قبله، عند مشروع لم يتسع له المال.
why-other = لم تختره القاعدة. كل الخطوات في الملفات المنشورة.
why-withheld = الأرقام غير منشورة.
built-shares = { $n ->
    [zero] دُفع ثمنه في الخطوة { $step } دون أحد.
    [one] دفع ثمنه في الخطوة { $step } شخص واحد.
    [two] دفع ثمنه في الخطوة { $step } شخصان.
    [few] دفع ثمنه في الخطوة { $step } { $n } أشخاص.
    [many] دفع ثمنه في الخطوة { $step } { $n } شخصًا.
   *[other] دفع ثمنه في الخطوة { $step } { $n } شخص.
}
built-votes = اتسع له المال في الخطوة { $step }.
ties-title = حالات التساوي
tie-cheaper = تساوت المشاريع { $list }. جاء الأرخص أولًا.
tie-more-votes = تساوت المشاريع { $list }. جاء الأكثر أصواتًا أولًا.
tie-lot = تساوت المشاريع { $list }. قررت القرعة: الترتيب هو { $list }.
motion-yes = نعم
motion-no = لا
motion-abstain = دون رأي
motion-blank = أبيض
motion-rule = تفوز نعم حين يقولها عدد أكبر ممن يقولون لا.
motion-bar = نعم { $yes }، لا { $no }

## التحقق
audit-title = تحقق بنفسك
audit-lead = لست مضطرًا إلى الثقة بنا. كل صوت موجود في قائمة علنية دون أسماء. يستطيع أي شخص أن يعدّ من جديد.
audit-numbers = أرقام يجب أن تتطابق
audit-letters = رسائل فيها رمز
audit-spares = رسائل احتياطية
audit-counted = أصوات في القائمة تُحسب
audit-papers = الورقة
audit-leaves = عدد القيود في القائمة العلنية
audit-turnout-note = ما دام التصويت مفتوحًا لا تزيد هذه الأرقام إلا حين تدخل المجموعة التالية من الأصوات القائمة.
audit-seal = ختم الصندوق
audit-seal-note = الختم يخص هذه القائمة دون غيرها. اسأل مراقبًا عن ختمه. يجب أن يكون مطابقًا.
audit-seal-none = لا ختم للقائمة بعد.
audit-checkpoint-link = افتح الختم الموقّع
audit-witnesses = { $n ->
    [zero] لم يوقّع أي مراقب مستقل هذا الختم بعد
    [one] وقّع مراقب مستقل واحد هذا الختم
    [two] وقّع مراقبان مستقلان هذا الختم
    [few] وقّع { $n } مراقبين مستقلين هذا الختم
    [many] وقّع { $n } مراقبًا مستقلًا هذا الختم
   *[other] وقّع { $n } مراقب مستقل هذا الختم
}
audit-witnesses-none = لا أحد من الخارج يراقب هذا التصويت. هذا أضعف: انظر «هل هذا آمن؟».
audit-key-server = المفتاح الذي يفتح الأصوات في هذا الخادم وحده. لا يجوز ذلك إلا في تصويت صغير. الأمناء أكثر أمانًا.
audit-key-trustees = لا تُفتح الأصوات إلا باجتماع { $threshold } من { $shares } أمناء.
audit-rule = قاعدة العدّ
audit-stage = أين وصلنا
audit-stage-sealed = مختوم. لم يبدأ التصويت.
audit-stage-open = التصويت مفتوح. لا أحد يرى ما صُوّت له.
audit-stage-closed = أُغلق التصويت. لم تُفتح الأصوات بعد.
audit-stage-counted = فُتحت الأصوات وعُدّت. لم ينشرها المسؤولان بعد.
audit-stage-published = النتيجة علنية.
audit-find = هل صوتي في الصندوق؟
audit-files = كل ما نُشر
audit-files-note = نزّل الملفات، أو أعطها كلها لبرنامج المراقبين. يعمل دون هذا الخادم.
audit-command = يكفي البرنامج وأمران:
audit-none = تأتي الملفات مع النتيجة. حتى ذلك الحين الختم وقائمة القيود علنيان.
audit-zip = نزّل كل شيء
audit-checked = ما يتحقق منه البرنامج
audit-check-1 = كل قيود القائمة موجودة، والختم يخص هذه القائمة.
audit-check-2 = على الختم توقيعنا وتواقيع المراقبين.
audit-check-3 = كل صوت جاء برمز من قائمة الرموز، ولا يُحسب إلا الصوت الأخير لكل رمز.
audit-check-4 = لا تُحسب أصوات أكثر من الرسائل المسلّمة.
audit-check-5 = الأصوات المنشورة هي التي في القائمة.
audit-check-6 = سُحبت القرعة بعد إغلاق التصويت.
audit-check-7 = النتيجة تنتج من الأصوات بالقاعدة المختومة، حتى آخر سنت.
audit-size = { $n } كيلوبايت

# What a witness needs, and whether enough have signed.
witness-title = للشهود
witness-lead = ينظر الشاهد في القائمة من حين إلى آخر ويوقّع ختمها. هكذا لا يستطيع أحد أن يعرض قائمة على بعض الناس وقائمة أخرى على غيرهم.
witness-who = من وقّع الختم الأخير
witness-enough = وقّع عدد كافٍ من الشهود.
witness-missing = لم يوقّع عدد كافٍ من الشهود بعد. لا ضرر في ذلك ما داموا يراجعون؛ وبعد الإغلاق انتظرهم.
witness-signed = وقّع: { $when }
witness-unsigned = لم يوقّع هذا الختم بعد
witness-how = كيف توقّع
witness-step-1 = نزّل الختم. إن كنت وقّعت من قبل فنزّل أيضًا الإثبات من عدد القيود التي وقّعتها آخر مرة.
witness-step-2 = شغّل البرنامج. يرفض إن سُحب شيء أو تغيّر.
witness-step-3 = الصق أدناه السطر الذي يكتبه. لا حاجة إلى حساب: مفتاحك وحده يستطيع أن يصنعه.
witness-checkpoint = نزّل الختم
witness-old = القيود التي وقّعتها آخر مرة
witness-proof = نزّل الإثبات
witness-line = السطر الذي كتبه البرنامج
witness-line-hint = يبدأ بشرطة ثم اسمك.
witness-line-fault = هذا ليس سطرًا يكتبه البرنامج. انسخه كاملًا مع الشرطة في أوله.
witness-stranger = هذا السطر لا يناسب. ربما صار للقائمة ختم أحدث: نزّله ووقّع من جديد. أو أن مفتاحك ليس في قائمة الشهود المختومة.
witness-go = سلّم السطر
witness-http = يستطيع برنامج أن يفعل كل ذلك وحده: morada-verify witness serve يجيب عبر الشبكة، وهذا الخادم يسأله.
audit-notices = إعلانات عن هذا التصويت
audit-notices-note = ما كان على المسؤولين قوله خلال التصويت. كل إعلان موجود في القائمة العلنية ولا يمكن سحبه.
audit-notice-entry = القيد { $n } من القائمة
