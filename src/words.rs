//! The words of the bot: templates turned into letters, chat lines and calendar objects.
//!
//! The sentences stand in `templates/`, where a colleague at M50 edits them; here is only how facts
//! are laid before a template and how its result becomes bytes. Pure: the sources are handed in, the
//! time is an argument, and the same facts give the same bytes.

mod cell;
pub mod chat;
pub mod chat_specimen;
pub mod dates;
mod export;
mod facts;
pub mod feed;
pub mod ical;
mod letter;
mod markup;
mod mime;
pub mod specimen;
mod thread;
mod values;
mod visible;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};

/// In templates: whether a letter is shown in chat, before it goes.
const IN_CHAT: &str = "in_chat";

/// A template that cannot be used, with its place and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum WordsError {
    /// A typing error in a template, or a name that its facts do not have.
    #[error("template `{name}`, line {line}: {detail}")]
    Template { name: String, line: usize, detail: String },
    #[error("template `{name}` is missing; put it back in the templates folder")]
    Missing { name: String },
    #[error("letter `{letter}` cannot be built: {detail}")]
    Mime { letter: String, detail: String },
}

/// All templates, parsed once.
#[derive(Debug)]
pub struct Words {
    env: Environment<'static>,
}

impl Words {
    /// Takes the templates as pairs of name (`nl/voorstel.md`, `chat/overzicht.txt`) and source.
    ///
    /// # Errors
    /// The first template that does not parse, with its line.
    pub fn from_sources(
        sources: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, WordsError> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|name| {
            let own = chat::escaping(name).or_else(|| export::escaping(name));
            own.unwrap_or_else(|| values::escaping(name))
        });
        env.add_global(IN_CHAT, false);
        dates::register(&mut env);
        values::register(&mut env);
        for (name, source) in sources {
            set_syntax(&mut env, &name);
            // The engine takes off one line break at the end; a letter that is included keeps its own.
            let source = if is_letter(&name) { source + "\n" } else { source };
            env.add_template_owned(name.clone(), source).map_err(|e| template_error(&name, &e))?;
        }
        Ok(Self { env })
    }

    /// Renders one template with its facts.
    pub(crate) fn render(&self, name: &str, facts: minijinja::Value) -> Result<String, WordsError> {
        let template = self
            .env
            .get_template(name)
            .map_err(|_| WordsError::Missing { name: name.to_owned() })?;
        template.render(facts).map_err(|e| template_error(name, &e))
    }
}

/// In chat a line that holds only a tag leaves no empty line behind. In a letter it does: there an
/// empty line only parts paragraphs, and a sentence may end in a tag without losing its line break.
fn set_syntax(env: &mut Environment<'static>, name: &str) {
    let trims = !is_letter(name);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(trims).lstrip_blocks(trims).build() {
        env.set_syntax(syntax);
    }
}

/// Letters and their parts are Markdown.
fn is_letter(name: &str) -> bool {
    name.ends_with(".md")
}

fn template_error(name: &str, error: &minijinja::Error) -> WordsError {
    WordsError::Template {
        name: error.name().unwrap_or(name).to_owned(),
        line: error.line().unwrap_or(0),
        detail: error.to_string(),
    }
}
