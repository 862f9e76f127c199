//! Mail over servers: where they are, how to log in, and what the folders are called.
//!
//! Plain text is for this machine alone: a password never crosses a network that way. Secrets are
//! named here and never held: they are read from the environment or from a file when a connection
//! needs them, so that a changed password needs no restart.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;
use toml::Spanned;

use super::fault::{ConfigError, Faults};
use super::file::{
    ConfigFile, ConnectionFile, FolderNamesFile, OAuthFile, OwnCopyFile, ServerFile,
};
use super::values::{Place, Text};
use super::{beside, key};

/// Mail over IMAP and SMTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostSettings {
    pub imap: Server,
    pub smtp: Server,
    pub folders: FolderNames,
    pub own_copy: OwnCopy,
    /// How often the whole inbox is compared with what we know of it.
    pub poll: Duration,
    /// Under which names our mail service publishes its keys (RFC 6376); empty: the usual ones.
    pub dkim_selectors: Vec<String>,
}

/// One server, and how we log in there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// Certificates to trust besides those of the operating system, as PEM.
    pub ca_file: Option<PathBuf>,
    /// `None`: the server asks for no name (a relay on this machine).
    pub login: Option<Login>,
}

/// How a connection is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// TLS after STARTTLS; without it no further word is spoken.
    StartTls,
    /// Plain text, to this machine only.
    None,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    pub user: String,
    pub proof: Proof,
}

/// What proves that we are who we say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    Password(SecretPlace),
    /// An access token (XOAUTH2).
    OAuth(Box<OAuth>),
}

/// How access tokens are had (RFC 6749): for ourselves (client credentials) or, with a refresh token,
/// in the name of the mailbox.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OAuth {
    pub token_endpoint: String,
    pub client_id: String,
    pub client_secret: Option<SecretPlace>,
    pub scope: Option<String>,
    pub refresh_token: Option<SecretPlace>,
    /// Certificates to trust at the token endpoint besides those of the operating system, as PEM.
    pub ca_file: Option<PathBuf>,
}

/// The names of folders in the box; `None`: found by its use (RFC 6154), else by the usual name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderNames {
    pub processed: String,
    pub review: String,
    pub quarantine: String,
    pub sent: Option<String>,
    pub junk: Option<String>,
}

impl Default for FolderNames {
    fn default() -> Self {
        Self {
            processed: "Verwerkt".to_owned(),
            review: "Ter beoordeling".to_owned(),
            quarantine: "Quarantaine".to_owned(),
            sent: None,
            junk: None,
        }
    }
}

/// Where our own copy of a letter comes from: it shows staff what left, and it settles the doubt when
/// a server's answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnCopy {
    /// We put it into Sent after the server took the letter.
    Append,
    /// The server puts it into Sent by itself, as Exchange Online and Gmail do.
    Server,
    /// We are a blind recipient of every letter: the surest proof, at twice the mail.
    Bcc,
}

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretPlace {
    Environment(String),
    File(PathBuf),
}

impl SecretPlace {
    /// The secret, without the line break behind it.
    ///
    /// # Errors
    /// When it is not there, empty, or readable by others on this machine.
    pub fn read(&self) -> Result<SecretString, ConfigError> {
        let (place, text) = match self {
            Self::Environment(name) => {
                let place = format!("environment variable {name}");
                let value = std::env::var(name).map_err(|_| {
                    let remedy = "set it before the bot starts, or name a file with `..._file`";
                    ConfigError::about(&place, "is not set", remedy)
                })?;
                (place, value)
            }
            Self::File(path) => {
                let place = path.display().to_string();
                let text = std::fs::read_to_string(path).map_err(|error| {
                    let remedy = "put the secret there on one line, for the bot's account alone";
                    ConfigError::about(&place, format!("cannot be read: {error}"), remedy)
                })?;
                key::refuse_open_file(path)?;
                (place, text)
            }
        };
        let secret = text.trim_end_matches(['\r', '\n']);
        if secret.is_empty() {
            return Err(ConfigError::about(&place, "is empty", "put the secret there"));
        }
        Ok(SecretString::from(secret))
    }
}

impl PostSettings {
    /// Every secret that connections will need.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretPlace> {
        [&self.imap, &self.smtp].into_iter().filter_map(|server| server.login.as_ref()).flat_map(
            |login| match &login.proof {
                Proof::Password(place) => vec![place],
                Proof::OAuth(oauth) => {
                    oauth.client_secret.iter().chain(&oauth.refresh_token).collect()
                }
            },
        )
    }
}

/// The settings as config gives them. Usable only if no fault was noted.
pub(super) fn settings(
    file: &ConfigFile,
    path: &Path,
    faults: &mut Faults<'_>,
) -> Option<PostSettings> {
    let mail = &file.mail;
    let oauth = match &mail.oauth {
        Some(oauth) => Tokens::of(oauth_of(oauth.get_ref(), path, faults)),
        None => Tokens::NotAsked,
    };
    let missing = |section: &str, faults: &mut Faults<'_>| {
        let what = format!("mail over servers needs a section [mail.{section}]");
        faults.at(mail.transport.as_ref().map(Spanned::span), what, "add it with at least `host`");
    };
    let Some(imap) = &mail.imap else {
        missing("imap", faults);
        return None;
    };
    let Some(smtp) = &mail.smtp else {
        missing("smtp", faults);
        return None;
    };
    let imap_server = server(imap, Ports { tls: 993, plain: 143 }, path, &oauth, faults);
    if imap.get_ref().user.is_none() {
        let remedy = "add `user`, and `password_env` or `password_file` or a section [mail.oauth]";
        faults.at(imap.span(), "nobody can read a mailbox without logging in", remedy);
    }
    let mut smtp_server = server(smtp, Ports { tls: 465, plain: 587 }, path, &oauth, faults);
    // One account for both is the rule; a relay on this machine asks for none.
    if smtp_server.login.is_none() && smtp_server.security != Security::None {
        smtp_server.login = imap_server.login.clone();
    }
    Some(PostSettings {
        imap: imap_server,
        smtp: smtp_server,
        folders: folders(mail.folders.as_ref(), faults),
        own_copy: match mail.own_copy {
            None | Some(OwnCopyFile::Append) => OwnCopy::Append,
            Some(OwnCopyFile::Server) => OwnCopy::Server,
            Some(OwnCopyFile::Bcc) => OwnCopy::Bcc,
        },
        dkim_selectors: mail.dkim_selectors.iter().map(|name| name.0.clone()).collect(),
        poll: Duration::from_secs(60 * mail.poll_minutes.map_or(3, |minutes| u64::from(minutes.0))),
    })
}

/// Every folder has its own work: mail that waits for a person must not lie in Junk, say.
fn folders(file: Option<&Spanned<FolderNamesFile>>, faults: &mut Faults<'_>) -> FolderNames {
    let given = file.map(Spanned::get_ref);
    let named = |name: fn(&FolderNamesFile) -> Option<&Text>| {
        given.and_then(name).map(|name| name.0.clone())
    };
    let usual = FolderNames::default();
    let names = FolderNames {
        processed: named(|it| it.processed.as_ref()).unwrap_or(usual.processed),
        review: named(|it| it.review.as_ref()).unwrap_or(usual.review),
        quarantine: named(|it| it.quarantine.as_ref()).unwrap_or(usual.quarantine),
        sent: named(|it| it.sent.as_ref()),
        junk: named(|it| it.junk.as_ref()),
    };
    let ours = [&names.processed, &names.review, &names.quarantine];
    let all = ours.into_iter().chain(&names.sent).chain(&names.junk);
    let mut taken: BTreeSet<String> =
        ["inbox", "junk", "trash", "drafts"].map(ToOwned::to_owned).into();
    if let Some(junk) = &names.junk {
        taken.remove(&junk.to_lowercase());
    }
    for name in all {
        if !taken.insert(name.to_lowercase()) {
            let what = format!("the folder `{name}` has other work already");
            faults.at(file.map(Spanned::span), what, "give each folder a name of its own");
        }
    }
    names
}

/// Whether config says how access tokens are had.
enum Tokens {
    NotAsked,
    /// It does, and not well: that fault is noted and need not lead to others.
    Faulty,
    Had(Box<OAuth>),
}

impl Tokens {
    fn of(oauth: Option<OAuth>) -> Self {
        oauth.map_or(Self::Faulty, |oauth| Self::Had(Box::new(oauth)))
    }
}

/// The usual ports of a protocol.
struct Ports {
    tls: u16,
    plain: u16,
}

fn server(
    file: &Spanned<ServerFile>,
    ports: Ports,
    path: &Path,
    oauth: &Tokens,
    faults: &mut Faults<'_>,
) -> Server {
    let given = file.get_ref();
    let security = match given.security.as_ref().map(Spanned::get_ref) {
        None | Some(ConnectionFile::Tls) => Security::Tls,
        Some(ConnectionFile::Starttls) => Security::StartTls,
        Some(ConnectionFile::None) => Security::None,
    };
    let host = given.host.0.clone();
    if !is_host(&host) {
        let what = format!("`{host}` is no name of a server");
        faults.at(
            file.span(),
            what,
            "write only the name, as in \"imap.m50.example\"; `port` apart",
        );
    }
    let ca_file = ca_file(given.ca_file.as_ref(), file.span(), path, faults);
    if security == Security::None && !is_this_machine(&host) {
        let what = format!("mail and password would cross the network to `{host}` in plain text");
        let span = given.security.as_ref().map(Spanned::span);
        faults.at(span, what, "use \"tls\" or \"starttls\"; \"none\" is for 127.0.0.1 only");
    }
    let usual = if security == Security::Tls { ports.tls } else { ports.plain };
    let port = given.port.map(|port| u16::try_from(port.0).unwrap_or(usual));
    Server {
        host,
        port: port.unwrap_or(usual),
        security,
        ca_file,
        login: login(given, file, path, oauth, faults),
    }
}

/// A file with certificates to trust, which must be there.
pub(super) fn ca_file(
    place: Option<&Place>,
    section: Range<usize>,
    path: &Path,
    faults: &mut Faults<'_>,
) -> Option<PathBuf> {
    let file = place.map(|place| beside(path, &place.0));
    if let Some(missing) = file.as_ref().filter(|file| !file.is_file()) {
        let what = format!("`ca_file` {} is not there", missing.display());
        let remedy = "put the authority's certificate there, or leave the line out";
        faults.at(section, what, remedy);
    }
    file
}

pub(super) fn password_in_file(span: Range<usize>, faults: &mut Faults<'_>) {
    let remedy = "name its place with `password_env` or `password_file`, and choose another password: \
                  this one has been written down";
    faults.at(span, "a password never stands in this file", remedy);
}

fn login(
    given: &ServerFile,
    file: &Spanned<ServerFile>,
    path: &Path,
    oauth: &Tokens,
    faults: &mut Faults<'_>,
) -> Option<Login> {
    if let Some(password) = &given.password {
        password_in_file(password.span(), faults);
        return None;
    }
    let password = secret(given.password_env.as_ref(), given.password_file.as_ref(), path);
    if given.password_env.is_some() && given.password_file.is_some() {
        let what = "the password has two places";
        faults.at(file.span(), what, "leave out `password_env` or `password_file`");
    }
    if password.is_some() && !matches!(oauth, Tokens::NotAsked) {
        let what = "there is a password and a section [mail.oauth]";
        faults.at(file.span(), what, "leave out the password, or that section");
    }
    let user = given.user.as_ref()?.0.clone();
    match (password, oauth) {
        (Some(place), _) => Some(Login { user, proof: Proof::Password(place) }),
        (None, Tokens::Had(oauth)) => Some(Login { user, proof: Proof::OAuth(oauth.clone()) }),
        (None, Tokens::Faulty) => None,
        (None, Tokens::NotAsked) => {
            let what = format!("nothing proves that we are `{user}`");
            let remedy = "add `password_env` or `password_file`, or a section [mail.oauth]";
            faults.at(file.span(), what, remedy);
            None
        }
    }
}

fn oauth_of(file: &OAuthFile, path: &Path, faults: &mut Faults<'_>) -> Option<OAuth> {
    let endpoint = file.token_endpoint.get_ref().0.clone();
    let host = endpoint.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next());
    let safe = endpoint.starts_with("https://") || host.is_some_and(is_this_machine);
    if !safe {
        let what = format!("`{endpoint}` is no https address; secrets would be sent in plain text");
        faults.at(file.token_endpoint.span(), what, "write it as https://...");
        return None;
    }
    let client_secret =
        secret(file.client_secret_env.as_ref(), file.client_secret_file.as_ref(), path);
    let refresh_token =
        secret(file.refresh_token_env.as_ref(), file.refresh_token_file.as_ref(), path);
    if client_secret.is_none() && refresh_token.is_none() {
        let what = "nothing proves who asks for a token";
        let remedy = "add `client_secret_env` or `client_secret_file`, and for an account of a \
                      person `refresh_token_env` or `refresh_token_file`";
        faults.at(file.token_endpoint.span(), what, remedy);
    }
    Some(OAuth {
        token_endpoint: endpoint,
        client_id: file.client_id.0.clone(),
        client_secret,
        scope: file.scope.as_ref().map(|scope| scope.0.clone()),
        refresh_token,
        ca_file: file.ca_file.as_ref().map(|place| beside(path, &place.0)),
    })
}

pub(super) fn secret(
    variable: Option<&Text>,
    file: Option<&Place>,
    path: &Path,
) -> Option<SecretPlace> {
    let in_file = || file.map(|place| SecretPlace::File(beside(path, &place.0)));
    variable.map(|name| SecretPlace::Environment(name.0.clone())).or_else(in_file)
}

/// A name or an address, and nothing before or behind it.
fn is_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_name = !host.contains(['/', ':', '@']) && !host.contains(char::is_whitespace);
    is_name || bare.parse::<std::net::IpAddr>().is_ok()
}

pub(super) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}
