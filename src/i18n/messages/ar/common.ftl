### مسودة: يجب أن يراجع وسيط بشري هذه النصوص قبل أي استخدام حقيقي.
### ما تشترك فيه كل الصفحات. كلمات بسيطة، وفكرة واحدة في كل جملة.

## الإطار
skip = انتقل إلى المحتوى الرئيسي
languages = اللغات
problem-prefix = مشكلة:
main-navigation = الرئيسية

## أسفل الصفحة
footer-help = هل تحتاج إلى مساعدة؟
footer-count = كيف نعدّ الأصوات
footer-data = بياناتك
footer-help-page = كيف تحصل على المساعدة
footer-rules = القواعد بكلمات بسيطة
footer-audit = تحقق من النتيجة بنفسك
footer-safe = هل هذا آمن؟
footer-keep = ما نحتفظ به ومدته
footer-accessibility = بيان سهولة الاستخدام
footer-display = حجم النص والتباين
footer-about = { -morada } برنامج حر لاتخاذ القرار معًا.
footer-demo = هذا عرض تجريبي. مشاريعه وأرقامه مخترعة.
footer-phone = اتصل على { $phone }

## الأعداد
projects = { $n ->
    [zero] لا مشاريع
    [one] مشروع واحد
    [two] مشروعان
    [few] { $n } مشاريع
    [many] { $n } مشروعًا
   *[other] { $n } مشروع
}

## الأيام والأوقات
# The mark turns what has only gaps; without it the day would stand left of its month.
weekday-moment = { "\u200F" }{ $weekday } { $day }، { $time }
weekday-day = { "\u200F" }{ $weekday } { $day }
day-range = { $from } – { $to }

## المشكلات في أعلى النموذج
fault-summary = { $n ->
    [zero] لا مشكلة
    [one] هناك مشكلة
    [two] هناك مشكلتان
    [few] هناك { $n } مشكلات
    [many] هناك { $n } مشكلة
   *[other] هناك { $n } مشكلة
}

## حجم النص والتباين
display-title = حجم النص والتباين
display-lead = اختر ما تسهل عليك قراءته. نحفظه في متصفحك فقط.
display-size = حجم النص
display-size-normal = عادي
display-size-large = كبير
display-size-huge = كبير جدًا
display-contrast = التباين
display-contrast-normal = ألوان عادية
display-contrast-high = أبيض وأصفر على أسود
display-save = استخدم هذا
display-bigger = نص أكبر
display-smaller = نص عادي

## صفحات الرفض
not-found-title = هذه الصفحة ليست هنا
not-found-what = قد يكون العنوان خاطئًا، أو نُقلت الصفحة.
refused-title = بقيت هذه الصفحة مفتوحة مدة طويلة
refused-what = لم نتأكد من أن هذا جاء من صفحتنا. لم يتغير شيء.
refused-do = ارجع، وحمّل الصفحة من جديد، ثم أرسل مرة أخرى.
too-large-title = هذا أكثر مما يمكن إرساله مرة واحدة
too-large-what = ما أرسلته أكبر مما نستطيع استلامه. لم يتغير شيء.
unreadable-title = لم نستطع قراءة ما أُرسل
unreadable-what = كان هناك شيء ناقص أو مختلط. لم يتغير شيء.
too-many-title = انتظر قليلًا
too-many-what = كانت هناك محاولات كثيرة من هذا الاتصال. لم يتغير شيء.
too-many-do = { $minutes ->
    [zero] حاول الآن من جديد، أو اطلب المساعدة.
    [one] حاول من جديد بعد دقيقة، أو اطلب المساعدة.
    [two] حاول من جديد بعد دقيقتين، أو اطلب المساعدة.
    [few] حاول من جديد بعد { $minutes } دقائق، أو اطلب المساعدة.
    [many] حاول من جديد بعد { $minutes } دقيقة، أو اطلب المساعدة.
   *[other] حاول من جديد بعد { $minutes } دقيقة، أو اطلب المساعدة.
}
broken-title = حدث عطل عندنا
broken-what = لم نستطع عرض هذه الصفحة. ارجع وحاول من جديد.
broken-do = إن كنت ترسل صوتك، فابحث أولًا عن قسيمتك. إرساله مرتين لا يضر: يُحسب صوتك الأخير.
busy-title = المكان ممتلئ
busy-what = هناك ناس كثيرون هنا الآن. لم يتغير شيء.
busy-do = انتظر دقيقة، ثم أرسل مرة أخرى.
full-title = المخزن ممتلئ
full-what = لم نستطع حفظ ما أرسلته. لم يتغير شيء.
full-do = حاول لاحقًا، أو اذهب إلى مكتب. أخبر أحدًا: يحتاج الخادم إلى مساحة أكبر.
to-start = إلى الصفحة الأولى
to-help = كيف تحصل على المساعدة
not-allowed-title = دورك لا يسمح بهذا
not-allowed-what = أنت مسجل الدخول، لكن هذا من عمل شخص آخر. لم يتغير شيء.
not-allowed-do = اسأل أحد المشرفين عن أدوارك.
