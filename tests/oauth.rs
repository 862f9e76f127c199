//! Access tokens, asked of an endpoint on loopback: what is sent, how long an answer is used, and that no
//! error shows a secret.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "clippy.toml frees test functions only, not their helpers"
)]

#[path = "support/token_server.rs"]
mod token_server;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use secrecy::ExposeSecret;
use token_server::TokenServer;
use werkbezoek::config::post::{OAuth, SecretPlace};
use werkbezoek::mail::oauth::Tokens;

/// A client whose secrets lie in a folder.
struct Client {
    folder: tempfile::TempDir,
    oauth: OAuth,
}

impl Client {
    fn of(server: &TokenServer) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let oauth = OAuth {
            token_endpoint: server.endpoint(),
            client_id: "werkbezoek".to_owned(),
            client_secret: Some(secret(folder.path(), "client", "client&geheim")),
            scope: Some("mail.send".to_owned()),
            refresh_token: None,
            ca_file: None,
        };
        Self { folder, oauth }
    }

    fn with_refresh_token(mut self, token: &str) -> Self {
        self.oauth.refresh_token = Some(secret(self.folder.path(), "refresh", token));
        self
    }

    fn token(&self, tokens: &Tokens) -> Result<String, String> {
        let token = tokens.token(&self.oauth);
        token.map(|token| token.expose_secret().to_owned()).map_err(|error| error.to_string())
    }
}

fn secret(folder: &Path, name: &str, words: &str) -> SecretPlace {
    let file = folder.join(name);
    fs::write(&file, words).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    SecretPlace::File(file)
}

fn granted(token: &str, more: &str) -> (u16, String) {
    (200, format!(r#"{{"access_token": "{token}"{more}}}"#))
}

fn refused(error: &str, description: &str) -> (u16, String) {
    (400, format!(r#"{{"error": "{error}", "error_description": "{description}"}}"#))
}

#[test]
fn a_token_is_used_until_its_last_minute_and_shared_by_clones() {
    for (lifetime, asked) in [
        (r#", "expires_in": 3600"#, 1),
        (r#", "expires_in": "3600""#, 1),
        ("", 1),
        (r#", "expires_in": 18446744073709551615"#, 1),
        (r#", "expires_in": "9223372036854775808""#, 1),
        (r#", "expires_in": 60"#, 2),
        (r#", "expires_in": 0"#, 2),
    ] {
        let server = TokenServer::start(vec![granted("een", lifetime), granted("twee", lifetime)]);
        let (client, tokens) = (Client::of(&server), Tokens::new());
        assert_eq!(client.token(&tokens).unwrap(), "een");
        let second = client.token(&tokens.clone()).unwrap();
        assert_eq!(second, if asked == 1 { "een" } else { "twee" }, "{lifetime}");
        assert_eq!(server.asked().len(), asked, "{lifetime}");
    }
}

#[test]
fn a_token_that_was_not_taken_is_asked_for_anew() {
    let server = TokenServer::start(vec![granted("een", ""), granted("twee", "")]);
    let (client, tokens) = (Client::of(&server), Tokens::new());
    client.token(&tokens).unwrap();
    tokens.forget(&client.oauth);
    assert_eq!(client.token(&tokens).unwrap(), "twee");
    let form = "client_id=werkbezoek&grant_type=client_credentials&\
                client_secret=client%26geheim&scope=mail.send";
    assert_eq!(server.asked(), [form; 2]);
}

#[test]
fn the_newest_refresh_token_is_used_and_when_it_fails_the_one_of_config() {
    let server = TokenServer::start(vec![
        granted("een", r#", "expires_in": 0, "refresh_token": "r2""#),
        granted("twee", r#", "expires_in": 0"#),
        refused("invalid_grant", "over"),
        granted("drie", ""),
    ]);
    let (client, tokens) = (Client::of(&server).with_refresh_token("r1"), Tokens::new());
    for token in ["een", "twee", "drie"] {
        assert_eq!(client.token(&tokens).unwrap(), token);
    }
    assert_eq!(used(&server), ["r1", "r2", "r2", "r1"]);
}

/// The refresh tokens that the server was asked with.
fn used(server: &TokenServer) -> Vec<String> {
    let part = |form: &String| form.split("refresh_token=").nth(1).map(ToOwned::to_owned);
    let parts = server.asked().iter().filter_map(part).collect::<Vec<_>>();
    parts.iter().map(|part| part.split('&').next().unwrap().to_owned()).collect()
}

#[test]
fn the_newest_refresh_token_outlives_the_program_and_a_server_in_trouble() {
    let server = TokenServer::start(vec![
        granted("een", r#", "expires_in": 0, "refresh_token": "r2""#),
        refused("temporarily_unavailable", "later"),
        granted("twee", r#", "expires_in": 0, "refresh_token": "r3""#),
        granted("drie", r#", "expires_in": 0"#),
    ]);
    let client = Client::of(&server).with_refresh_token("r1");
    assert_eq!(client.token(&Tokens::new()).unwrap(), "een");
    client.token(&Tokens::new()).unwrap_err();
    assert_eq!(client.token(&Tokens::new()).unwrap(), "twee");
    let kept = client.folder.path().join("refresh.newest");
    assert_eq!(fs::metadata(kept).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(client.folder.path()).unwrap().count(), 3);
    assert_eq!(client.token(&Tokens::new()).unwrap(), "drie");
    assert_eq!(used(&server), ["r1", "r2", "r2", "r3"]);
}

#[test]
fn a_refresh_token_that_somebody_puts_where_config_looks_is_newer() {
    let server = TokenServer::start(vec![
        granted("een", r#", "expires_in": 0, "refresh_token": "r2""#),
        granted("twee", r#", "expires_in": 0"#),
    ]);
    let (client, tokens) = (Client::of(&server).with_refresh_token("r1"), Tokens::new());
    client.token(&tokens).unwrap();
    let named = secret(client.folder.path(), "refresh", "r9");
    assert_eq!(client.oauth.refresh_token, Some(named));
    let kept = fs::metadata(client.folder.path().join("refresh.newest")).unwrap();
    let later = kept.modified().unwrap() + std::time::Duration::from_secs(60);
    let file = fs::File::options().write(true).open(client.folder.path().join("refresh")).unwrap();
    file.set_modified(later).unwrap();
    client.token(&tokens).unwrap();
    assert_eq!(used(&server), ["r1", "r9"]);
}

#[test]
fn where_no_token_can_be_kept_the_newest_is_known_until_the_program_ends() {
    let server = TokenServer::start(vec![
        granted("een", r#", "expires_in": 0, "refresh_token": "r2""#),
        granted("twee", r#", "expires_in": 0"#),
    ]);
    let (client, tokens) = (Client::of(&server).with_refresh_token("r1"), Tokens::new());
    // Nothing can be put in the place of a folder.
    fs::create_dir(client.folder.path().join("refresh.newest")).unwrap();
    client.token(&tokens).unwrap();
    client.token(&tokens).unwrap();
    assert_eq!(used(&server), ["r1", "r2"]);
}

#[test]
fn an_error_names_place_and_remedy_and_no_secret() {
    for (answer, said) in [
        (refused("invalid_client", "run out"), "invalid_client: run out; check `client_id` and"),
        (refused("invalid_scope", "no"), "invalid_scope: no; check `scope`"),
        (refused("invalid_grant", "used"), "let the owner of the mailbox grant access"),
        (refused("other", "a\\nb client&geheim"), "other: a b ***; check what the provider"),
        ((404, "<html>not here</html>".to_owned()), "answered 404 and no token"),
        ((302, String::new()), "answered 302 and no token"),
        ((200, "x".repeat(100_000)), "no answer from"),
    ] {
        let server = TokenServer::start(vec![answer]);
        let error = Client::of(&server).token(&Tokens::new()).unwrap_err();
        assert!(error.contains(said), "`{error}` does not say `{said}`");
        assert!(error.contains(&server.endpoint()), "{error}");
        assert!(!error.contains("geheim"), "{error}");
    }
}

#[test]
fn an_endpoint_that_is_not_there_is_named() {
    let server = TokenServer::start(Vec::new());
    let mut client = Client::of(&server);
    client.oauth.token_endpoint = "http://127.0.0.1:1/token".to_owned();
    let error = client.token(&Tokens::new()).unwrap_err();
    assert!(error.starts_with("no answer from http://127.0.0.1:1/token ("), "{error}");
}
