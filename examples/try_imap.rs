use std::sync::{Arc, atomic::AtomicBool};
use std::time::{Duration, Instant};
use werkbezoek::config::post::*;
use werkbezoek::domain::people::Address;
use werkbezoek::mail::{Folder, Mailbox, imap::ImapBox, oauth::Tokens, opener::Opener};
fn main() {
    let server = Server {
        host: "127.0.0.1".into(),
        port: 10993,
        security: Security::Tls,
        ca_file: Some("/tmp/dc/tls/cert.pem".into()),
        login: Some(Login {
            user: "bot@test.invalid".into(),
            proof: Proof::Password(SecretPlace::Environment("PW".into())),
        }),
    };
    let mut starttls = server.clone();
    starttls.port = 10143;
    starttls.security = Security::StartTls;
    let mut plain = server.clone();
    plain.port = 10143;
    plain.security = Security::None;
    for s in [server, starttls, plain] {
        let settings = PostSettings {
            imap: s.clone(),
            smtp: s,
            folders: FolderNames {
                processed: "Verwerkt".into(),
                review: "Ter beoordeling".into(),
                quarantine: "Quarantaine".into(),
                sent: None,
                junk: None,
            },
            own_copy: OwnCopy::Append,
            poll: Duration::from_secs(180),
        };
        let opener = Opener {
            authserv_id: None,
            bot: Address::parse("bot@test.invalid").unwrap(),
            bytes_max: 25_000_000,
        };
        let mut b = ImapBox::new(settings, Tokens::default(), opener);
        let t = Instant::now();
        match b.fetch(64) {
            Ok(a) => {
                println!("{} mails in {:?}", a.len(), t.elapsed());
                let entries: Vec<_> = a.iter().map(|x| (x.entry, Folder::Verwerkt)).collect();
                let t = Instant::now();
                println!("put away: {:?} in {:?}", b.put_away(&entries), t.elapsed());
                let t = Instant::now();
                println!("{:?}", b.for_review().map(|r| r.len()));
                println!("review {:?}", t.elapsed());
                let t = Instant::now();
                b.wait(Duration::from_secs(5), &Arc::new(AtomicBool::new(false)));
                println!("waited {:?}", t.elapsed());
                println!("{:?}", b.fetch(64).map(|a| a.len()));
            }
            Err(e) => println!("{e}"),
        }
    }
}
