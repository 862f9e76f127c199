//! What the rounds hear of a mailbox that does not let us in.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use werkbezoek::config::post::{
    FolderNames, Login, OwnCopy, PostSettings, Proof, SecretPlace, Security, Server,
};
use werkbezoek::mail::imap::{ImapBox, Patience};
use werkbezoek::mail::oauth::Tokens;
use werkbezoek::mail::opener::Opener;
use werkbezoek::rounds::{self, RoundError};
use werkbezoek::store::memory::MemoryStore;

use super::{all, engine, shipped};

/// A mailbox whose server answers a login like this, and who logs in with the password in a file.
fn locked_box(answer: &'static str, password: &Path) -> ImapBox {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut peer in listener.incoming().map(Result::unwrap) {
            peer.write_all(b"* OK ready\r\n").unwrap();
            let lines = BufReader::new(peer.try_clone().unwrap()).lines();
            for line in lines.map_while(Result::ok) {
                let tag = line.split(' ').next().unwrap();
                let said = match line.contains("LOGIN") {
                    true => format!("{tag} {answer}\r\n"),
                    false => format!("* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n"),
                };
                peer.write_all(said.as_bytes()).unwrap();
            }
        }
    });
    let proof = Proof::Password(SecretPlace::File(password.to_owned()));
    let server = Server {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::None,
        ca_file: None,
        login: Some(Login { user: "bot".to_owned(), proof }),
    };
    let folders = FolderNames::default();
    let settings = PostSettings {
        imap: server.clone(),
        smtp: server,
        folders,
        own_copy: OwnCopy::Server,
        poll: Duration::from_secs(60),
        dkim_selectors: Vec::new(),
    };
    let bot = shipped().0.bot.address;
    let opener = Opener { authserv_id: None, bot, bytes_max: 1_000_000 };
    ImapBox::new(settings, Tokens::new(), opener, Patience::default())
}

#[test]
fn a_login_that_was_refused_is_told_from_one_that_did_not_come_about() {
    let folder = tempfile::tempdir().unwrap();
    let (here, gone) = (folder.path().join("password"), folder.path().join("gone"));
    fs::write(&here, "geheim").unwrap();
    fs::set_permissions(&here, Permissions::from_mode(0o600)).unwrap();
    for (answer, password, is_refused) in [
        ("NO [AUTHENTICATIONFAILED] wrong password", &here, true),
        ("NO wrong password", &here, true),
        ("NO [UNAVAILABLE] ask again later", &here, false),
        ("NO wrong password", &gone, false),
    ] {
        let mut mailbox = locked_box(answer, password);
        let failed = rounds::intake(&mut engine(MemoryStore::new(), all), &mut mailbox);
        match failed.unwrap_err() {
            RoundError::Mail(error) => {
                assert_eq!(error.is_login_refused(), is_refused, "{answer}: {error}");
            }
            error @ (RoundError::Store(_) | RoundError::NoThread(_)) => panic!("{error}"),
        }
    }
}
