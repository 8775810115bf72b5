//! What a template can say besides plain values.
//!
//! `{{t key n=…}}` says a message in text, `{{t_attr …}}` inside an attribute, `{{t_html …}}` a message with the
//! wrappers `<b>` and `<a>`. `{{say message}}` says a [`Message`] that a view carries, `{{say_link …}}` one with a link in it. All of them escape what
//! fills the gaps. `{{words …}}` shows what somebody wrote, `{{prose …}}` the same with its addresses as links. `if`, `unless` and `each` are registered again because strict mode alone lets them pass over a
//! missing name in silence.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use handlebars::{
    BlockContext, Context, Handlebars, Helper, HelperDef, HelperResult, JsonTruthy, Output,
    PathAndJson, RenderContext, RenderError, RenderErrorReason, Renderable, ScopedJson,
    html_escape,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::draw;
use super::prose::linked;
use crate::i18n::format::Amount;
use crate::i18n::lang::{Lang, direction_of};
use crate::i18n::message::Message;
use crate::i18n::voice::{Said, Voice, count};
use crate::i18n::zone::Moment;

/// Registers every helper for one language.
pub(super) fn register(registry: &mut Handlebars<'static>, voice: &Arc<Voice>) {
    registry.register_helper("if", Box::new(Condition { wanted: true }));
    registry.register_helper("unless", Box::new(Condition { wanted: false }));
    registry.register_helper("each", Box::new(Each));

    let speech = |source, place| Box::new(Speech { voice: voice.clone(), source, place });
    registry.register_helper("t", speech(Source::Key, Place::Text));
    registry.register_helper("t_attr", speech(Source::Key, Place::Attribute));
    registry.register_helper("t_html", speech(Source::Key, Place::Wrapped));
    registry.register_helper("say", speech(Source::Message, Place::Text));
    registry.register_helper("say_attr", speech(Source::Message, Place::Attribute));
    registry.register_helper("say_link", speech(Source::Message, Place::Wrapped));

    let voice_of = || voice.clone();
    value(registry, "num", voice_of(), |voice, n: u64| voice.formats.number(n));
    value(registry, "decimal", voice_of(), |voice, n: String| voice.formats.decimal(&n));
    value(registry, "money", voice_of(), |voice, amount: Amount| voice.formats.money(&amount));
    value(registry, "day", voice_of(), |voice, moment: Moment| voice.formats.day(&moment));
    value(registry, "month_day", voice_of(), |v, moment: Moment| v.formats.month_day(&moment));
    value(registry, "time", voice_of(), |voice, moment: Moment| voice.formats.time(&moment));
    value(registry, "moment", voice_of(), |voice, moment: Moment| voice.moment(&moment));
    value(registry, "weekday_day", voice_of(), |voice, moment: Moment| {
        weekday(voice, "common.weekday-day", &moment)
    });
    value(registry, "weekday_moment", voice_of(), |voice, moment: Moment| {
        weekday(voice, "common.weekday-moment", &moment)
    });

    value(registry, "days_range", voice_of(), day_range);

    let lang = voice.lang();
    markup(registry, "words", move |h| Ok(words(lang, &param(h, 0)?, html_escape)));
    markup(registry, "prose", move |h| Ok(words(lang, &param(h, 0)?, linked)));
    markup(registry, "csrf", |h| {
        let token: String = param(h, 0)?;
        Ok(format!("<input type=\"hidden\" name=\"csrf\" value=\"{}\">", html_escape(&token)))
    });
    draw::register(registry, lang.dir());
}

/// A text that people wrote, in the language they wrote it in.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// BCP 47.
    pub lang: String,
}

/// Wraps the words, as `html` writes them, in their language and direction when these are not the page's own.
fn words(page: Lang, words: &Words, html: fn(&str) -> String) -> String {
    let text = html(&words.text);
    if words.lang == page.code() {
        return text;
    }
    let (lang, dir) = (html_escape(&words.lang), direction_of(&words.lang).as_str());
    format!("<span lang=\"{lang}\" dir=\"{dir}\">{text}</span>")
}

/// From one day to another, both without their year.
fn day_range(voice: &Voice, (from, to): (Moment, Moment)) -> String {
    let mut args = FluentArgs::new();
    args.set("from", voice.formats.month_day(&from));
    args.set("to", voice.formats.month_day(&to));
    voice.say_with("common.day-range", &args).map(|said| said.text).unwrap_or_default()
}

fn weekday(voice: &Voice, key: &str, moment: &Moment) -> String {
    let mut args = FluentArgs::new();
    args.set("weekday", voice.formats.weekday(moment));
    args.set("day", voice.formats.month_day(moment));
    args.set("time", voice.formats.time(moment));
    voice.say_with(key, &args).map(|said| said.text).unwrap_or_default()
}

/// Where the message comes from.
#[derive(Clone, Copy)]
enum Source {
    /// Its key is the first parameter, what fills its gaps the named ones.
    Key,
    /// The first parameter is a whole [`Message`].
    Message,
}

/// Where the message goes.
#[derive(Clone, Copy)]
enum Place {
    /// Text: a message in the fallback language is marked as such.
    Text,
    /// The value of an attribute, where no mark can stand.
    Attribute,
    /// Text whose message has the wrappers `<b>` and `<a>`; a test lets message files have no others.
    Wrapped,
}

struct Speech {
    voice: Arc<Voice>,
    source: Source,
    place: Place,
}

impl Speech {
    fn said(&self, h: &Helper<'_>) -> Result<Said, RenderError> {
        let said = match self.source {
            Source::Message => {
                let message: Message = param(h, 0)?;
                match self.place {
                    Place::Text | Place::Attribute => self.voice.say(&message),
                    Place::Wrapped => self.voice.say(&message.escaped(html_escape)),
                }
            }
            Source::Key => {
                let key: String = param(h, 0)?;
                let mut args = FluentArgs::new();
                for (name, value) in h.hash() {
                    args.set((*name).to_owned(), self.gap(name, value)?);
                }
                self.voice.say_with(&key, &args)
            }
        };
        said.map_err(|fault| RenderErrorReason::Other(fault.to_string()).into())
    }

    fn gap(
        &self,
        name: &str,
        value: &PathAndJson<'_>,
    ) -> Result<FluentValue<'static>, RenderError> {
        if value.is_value_missing() {
            return Err(missing(name));
        }
        match value.value() {
            Value::String(text) => Ok(FluentValue::from(match self.place {
                Place::Wrapped => html_escape(text),
                Place::Text | Place::Attribute => text.clone(),
            })),
            Value::Number(n) => n.as_u64().map(count).ok_or_else(|| not_this(name, "a count")),
            _ => Err(not_this(name, "a count or a text")),
        }
    }

    fn html(&self, h: &Helper<'_>, said: &Said) -> String {
        let text = match self.place {
            Place::Text | Place::Attribute => html_escape(&said.text),
            Place::Wrapped => {
                let named = |name| h.hash_get(name).and_then(|v| v.value().as_str());
                let href = match (named("href"), named("base"), named("link")) {
                    (Some(href), _, _) => href.to_owned(),
                    (None, Some(base), Some(link)) => format!("{base}/{link}"),
                    (None, _, _) => String::new(),
                };
                said.text.replace("<a>", &format!("<a href=\"{}\">", html_escape(&href)))
            }
        };
        if said.lang == self.voice.lang() || matches!(self.place, Place::Attribute) {
            return text;
        }
        let (lang, dir) = (said.lang.code(), said.lang.dir().as_str());
        format!("<span lang=\"{lang}\" dir=\"{dir}\">{text}</span>")
    }
}

impl HelperDef for Speech {
    /// As a part of another expression: the bare words, escaped by whoever shows them.
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(Value::String(self.said(h)?.text)))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let said = self.said(h)?;
        Ok(out.write(&self.html(h, &said))?)
    }
}

/// `if` and `unless` that fail on a missing name.
#[derive(Clone, Copy)]
struct Condition {
    wanted: bool,
}

impl HelperDef for Condition {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        r: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = present(h, 0)?.value().is_truthy(false);
        let chosen = if value == self.wanted { h.template() } else { h.inverse() };
        chosen.map_or(Ok(()), |template| template.render(r, ctx, rc, out))
    }
}

/// `each` that fails on a missing name and on what is no list.
#[derive(Clone, Copy)]
struct Each;

impl HelperDef for Each {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        r: &'reg Handlebars<'reg>,
        ctx: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = present(h, 0)?;
        let list = value.value().as_array().ok_or_else(|| not_this("each", "a list"))?;
        let Some(template) = h.template() else { return Ok(()) };
        if list.is_empty() {
            return h.inverse().map_or(Ok(()), |empty| empty.render(r, ctx, rc, out));
        }
        let path = value.context_path();
        for (index, item) in list.iter().enumerate() {
            let mut block = BlockContext::new();
            match path {
                Some(path) => {
                    path.clone_into(block.base_path_mut());
                    block.base_path_mut().push(index.to_string());
                }
                None => block.set_base_value(item.clone()),
            }
            block.set_local_var("index", index.into());
            block.set_local_var("first", (index == 0).into());
            block.set_local_var("last", (index + 1 == list.len()).into());
            rc.push_block(block);
            let outcome = template.render(r, ctx, rc, out);
            rc.pop_block();
            outcome?;
        }
        Ok(())
    }
}

/// A helper whose value is text; it is escaped where it is shown.
struct ValueOf<T, F> {
    voice: Arc<Voice>,
    write: F,
    kind: std::marker::PhantomData<fn(T)>,
}

fn value<T, F>(registry: &mut Handlebars<'static>, name: &str, voice: Arc<Voice>, write: F)
where
    T: DeserializeOwned + 'static,
    F: Fn(&Voice, T) -> String + Send + Sync + 'static,
{
    registry
        .register_helper(name, Box::new(ValueOf { voice, write, kind: std::marker::PhantomData }));
}

impl<T: DeserializeOwned, F: Fn(&Voice, T) -> String> HelperDef for ValueOf<T, F> {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(Value::String((self.write)(&self.voice, param(h, 0)?))))
    }
}

/// A helper that writes markup of its own and has escaped what it was given.
struct Markup<F>(F);

pub(super) fn markup<F>(registry: &mut Handlebars<'static>, name: &str, write: F)
where
    F: Fn(&Helper<'_>) -> Result<String, RenderError> + Send + Sync + 'static,
{
    registry.register_helper(name, Box::new(Markup(write)));
}

impl<F: Fn(&Helper<'_>) -> Result<String, RenderError>> HelperDef for Markup<F> {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        Ok(out.write(&(self.0)(h)?)?)
    }
}

/// The parameter at `index`, which must be of type `T`.
pub(super) fn param<T: DeserializeOwned>(h: &Helper<'_>, index: usize) -> Result<T, RenderError> {
    read(h.name(), present(h, index)?)
}

/// The named parameter, which must be of type `T`.
pub(super) fn named<T: DeserializeOwned>(h: &Helper<'_>, name: &str) -> Result<T, RenderError> {
    read(name, h.hash_get(name).ok_or_else(|| missing(name))?)
}

fn read<T: DeserializeOwned>(name: &str, value: &PathAndJson<'_>) -> Result<T, RenderError> {
    if value.is_value_missing() {
        return Err(missing(name));
    }
    T::deserialize(value.value())
        .map_err(|fault| RenderErrorReason::Other(format!("{name}: {fault}")).into())
}

fn present<'a, 'rc>(h: &'a Helper<'rc>, index: usize) -> Result<&'a PathAndJson<'rc>, RenderError> {
    h.param(index).filter(|value| !value.is_value_missing()).ok_or_else(|| missing(h.name()))
}

fn missing(name: &str) -> RenderError {
    RenderErrorReason::Other(format!("{name}: the view has no such name")).into()
}

fn not_this(name: &str, wanted: &str) -> RenderError {
    RenderErrorReason::Other(format!("{name} wants {wanted}")).into()
}
