//! The press: turns a view into HTML in one language.
//!
//! Handlebars in strict mode, one registry per language, so that a helper knows its language by construction.
//! Templates choose and repeat and nothing else. Whatever is shown is escaped; the few helpers that write markup
//! live in [`helpers`](super::helpers) and [`draw`](super::draw).

use std::collections::BTreeMap;
use std::sync::Arc;

use handlebars::{Context, Handlebars, RenderError, TemplateError};
use rust_embed::RustEmbed;

use super::helpers;
use crate::i18n::lang::Lang;
use crate::i18n::voice::{Voice, VoiceError, Voices};

/// The templates, read from the source folder in debug builds and carried inside release builds.
#[derive(RustEmbed)]
#[folder = "templates"]
#[include = "*.hbs"]
pub(super) struct Templates;

/// Every language's registry of templates.
pub struct Press(BTreeMap<Lang, Printer>);

struct Printer {
    voice: Arc<Voice>,
    registry: Handlebars<'static>,
}

/// Why the press cannot be set up. A programming mistake, found by the first test that runs.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// A template that does not parse.
    #[error("template: {0}")]
    Template(Box<TemplateError>),
    /// Messages that do not parse.
    #[error("messages: {0}")]
    Messages(#[from] VoiceError),
}

impl Press {
    /// Loads all templates and messages.
    ///
    /// # Errors
    /// [`PressError`] when one of them does not parse.
    pub fn load() -> Result<Self, PressError> {
        let mut templates = Handlebars::new();
        templates.set_strict_mode(true);
        templates.set_prevent_indent(true);
        for path in Templates::iter() {
            let file = Templates::get(&path).expect("the file that was just listed");
            let name = path.trim_end_matches(".hbs");
            let text = String::from_utf8_lossy(&file.data);
            templates
                .register_template_string(name, text)
                .map_err(|fault| PressError::Template(Box::new(fault)))?;
        }
        let voices = Voices::load()?;
        let printer = |lang| {
            let voice = voices.of(lang);
            let mut registry = templates.clone();
            helpers::register(&mut registry, &voice);
            (lang, Printer { voice, registry })
        };
        Ok(Self(Lang::all().map(printer).collect()))
    }

    /// How a language speaks.
    pub fn voice(&self, lang: Lang) -> &Voice {
        &self.printer(lang).voice
    }

    /// Renders one template.
    ///
    /// # Errors
    /// [`RenderError`] when the view lacks a name that the template uses, or a message is missing.
    pub fn render(
        &self,
        lang: Lang,
        template: &str,
        context: &Context,
    ) -> Result<String, Box<RenderError>> {
        self.printer(lang).registry.render_with_context(template, context).map_err(Box::new)
    }

    fn printer(&self, lang: Lang) -> &Printer {
        self.0.get(&lang).expect("every language of Lang::all has a printer")
    }
}
