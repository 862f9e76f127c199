//! What a panic says of itself: which thread and where in the code, and no more.
//!
//! Its message is left out. That of the standard library for a bad cut in a text quotes the text, and
//! here that is the mail of a guest, which has no business in a log.

/// From now on, a panic anywhere in the program says where it was, through `say`, caught or not.
pub fn say_where_only(say: impl Fn(&str) + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let name = thread.name().unwrap_or("without a name");
        let place = panic.location().map(ToString::to_string);
        say(&format!("panic in thread `{name}` at {}", place.as_deref().unwrap_or("?")));
    }));
}
