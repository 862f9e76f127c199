//! Keeps us from saying a wrong password again and again: many servers lock an account after ten.
//!
//! For passwords only. A token is had anew for the next try, and a server locks nobody out for an old
//! one.

use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};

use crate::config::post::{Login, Proof, SecretPlace};

/// After a login that was refused none is tried for so long, unless the password is another by then.
const WAIT: Duration = Duration::from_secs(15 * 60);

/// Falls shut when a login is refused.
#[derive(Debug, Default)]
pub struct Latch {
    place: Option<SecretPlace>,
    /// When the login was refused, and the password that was said.
    shut: Option<(Instant, Option<SecretString>)>,
}

impl Latch {
    pub fn of(login: Option<&Login>) -> Self {
        let place = login.and_then(|login| match &login.proof {
            Proof::Password(place) => Some(place.clone()),
            Proof::OAuth(_) => None,
        });
        Self { place, shut: None }
    }

    /// The server has refused the login.
    pub fn shut(&mut self) {
        self.shut_at(Instant::now());
    }

    fn shut_at(&mut self, now: Instant) {
        self.shut = self.place.is_some().then(|| (now, self.password()));
    }

    /// Whether no login is to be tried now.
    pub fn is_shut(&self) -> bool {
        self.is_shut_at(Instant::now())
    }

    fn is_shut_at(&self, now: Instant) -> bool {
        let shown = |secret: &Option<SecretString>| {
            secret.as_ref().map(|secret| secret.expose_secret().to_owned())
        };
        self.shut.as_ref().is_some_and(|(since, said)| {
            now.saturating_duration_since(*since) < WAIT && shown(said) == shown(&self.password())
        })
    }

    /// `None` while it cannot be read, such as when somebody is replacing it.
    fn password(&self) -> Option<SecretString> {
        self.place.as_ref().and_then(|place| place.read().ok())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    use super::*;

    fn write(file: &Path, password: &str) {
        fs::write(file, password).unwrap();
        fs::set_permissions(file, fs::Permissions::from_mode(0o600)).unwrap();
    }

    #[test]
    fn a_refused_password_is_not_said_again_for_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("password");
        write(&file, "geheim");
        let proof = Proof::Password(SecretPlace::File(file.clone()));
        let mut latch = Latch::of(Some(&Login { user: "bot".to_owned(), proof }));
        let now = Instant::now();
        assert!(!latch.is_shut_at(now));
        latch.shut_at(now);
        assert!(latch.is_shut_at(now));
        assert!(latch.is_shut_at(now + WAIT - Duration::from_secs(1)));
        assert!(!latch.is_shut_at(now + WAIT));
        write(&file, "beter");
        assert!(!latch.is_shut_at(now), "another password is tried at once");
        latch.shut_at(now);
        assert!(latch.is_shut_at(now));
    }

    #[test]
    fn where_no_password_is_said_nothing_falls_shut() {
        let mut latch = Latch::of(None);
        latch.shut();
        assert!(!latch.is_shut());
    }
}
