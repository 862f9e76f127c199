//! What each record is worth, one case a line.

use super::*;

fn records() -> Records {
    let found = |text: &str| Answer::Found(vec![text.to_owned()]);
    Records {
        domain: "m50.example".to_owned(),
        texts: Answer::Found(vec!["iets anders".to_owned(), "v=spf1 include:x -all".to_owned()]),
        dmarc: policy("m50.example", "v=DMARC1; p=reject; rua=mailto:x@m50.example"),
        dkim: BTreeMap::from([
            ("s1".to_owned(), Answer::None),
            ("s2".to_owned(), found("v=DKIM1; k=rsa; p=MIIB")),
        ]),
        dane: Answer::Found(BTreeMap::from([("mx.m50.example".to_owned(), Answer::Found(()))])),
    }
}

fn policy(domain: &str, record: &str) -> Answer<Policy> {
    Answer::Found(Policy { domain: domain.to_owned(), record: record.to_owned() })
}

fn worth(records: &Records, about: &str) -> (Worth, String) {
    let found = judge(records).into_iter().find(|finding| finding.about == about).unwrap();
    (found.worth, found.what)
}

#[test]
fn a_domain_in_order_is_good_in_all_four() {
    assert!(judge(&records()).iter().all(|finding| finding.worth == Worth::Good));
}

#[test]
fn spf_is_judged_by_its_end() {
    for (record, expected) in [
        ("v=spf1 -all", Worth::Good),
        ("v=spf1 redirect=_spf.dienst.example", Worth::Good),
        ("V=SPF1 mx ~all", Worth::Weak),
        ("v=spf1 mx +all", Worth::Weak),
        ("v=spf1 mx all", Worth::Weak),
        ("v=spf1 mx ?all", Worth::Weak),
        ("v=spf1 mx", Worth::Weak),
        ("v=spf10 -all", Worth::Weak),
    ] {
        let texts = Answer::Found(vec![record.to_owned()]);
        let records = Records { texts, ..records() };
        assert_eq!(worth(&records, "spf").0, expected, "{record}");
    }
    let twice = Answer::Found(vec!["v=spf1 -all".to_owned(), "v=spf1 mx -all".to_owned()]);
    assert_eq!(worth(&Records { texts: twice, ..records() }, "spf").0, Worth::Weak);
    assert_eq!(worth(&Records { texts: Answer::None, ..records() }, "spf").0, Worth::Weak);
}

#[test]
fn dmarc_is_judged_by_its_policy() {
    for (record, expected) in [
        ("v=DMARC1;p=quarantine", Worth::Good),
        ("v=DMARC1; p=reject; pct=100", Worth::Good),
        ("v=DMARC1; p=reject; pct=10", Worth::Weak),
        ("v=DMARC1; p=none", Worth::Weak),
        ("v=DMARC1; sp=reject", Worth::Weak),
        ("v=DMARC1; p=reject; sp=none", Worth::Good),
    ] {
        let dmarc = policy("m50.example", record);
        assert_eq!(worth(&Records { dmarc, ..records() }, "dmarc").0, expected, "{record}");
    }
    assert_eq!(worth(&Records { dmarc: Answer::None, ..records() }, "dmarc").0, Worth::Weak);
}

#[test]
fn of_a_domain_above_the_policy_for_those_below_counts() {
    for (record, expected) in [
        ("v=DMARC1; p=reject", Worth::Good),
        ("v=DMARC1; p=none; sp=reject", Worth::Good),
        ("v=DMARC1; p=reject; sp=none", Worth::Weak),
    ] {
        let dmarc = policy("example", record);
        let (found, what) = worth(&Records { dmarc, ..records() }, "dmarc");
        assert_eq!(found, expected, "{record}");
        assert!(what.contains("_dmarc.example"), "{what}");
    }
}

#[test]
fn a_revoked_key_is_none() {
    let revoked = Answer::Found(vec!["v=DKIM1; p=".to_owned()]);
    let dkim = BTreeMap::from([("s1".to_owned(), revoked)]);
    let (found, what) = worth(&Records { dkim, ..records() }, "dkim");
    assert_eq!(found, Worth::Weak);
    assert!(what.contains("dkim_selectors"), "{what}");
}

#[test]
fn one_mail_server_without_tlsa_is_named() {
    let servers = [("mx1", Answer::Found(())), ("mx2", Answer::None)];
    let servers = servers.map(|(name, answer)| (name.to_owned(), answer));
    let records = Records { dane: Answer::Found(BTreeMap::from(servers)), ..records() };
    let (found, what) = worth(&records, "dane");
    assert_eq!(found, Worth::Weak);
    assert!(what.contains("mx2") && !what.contains("mx1"), "{what}");
}

#[test]
fn without_a_network_nothing_is_judged() {
    let texts = Answer::Unknown("no answer in time".to_owned());
    let findings = judge(&Records { texts, ..records() });
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].worth, Worth::Unknown);
}

#[test]
fn an_unanswered_question_is_no_missing_record() {
    let late = || "te laat".to_owned();
    let dkim = BTreeMap::from([("s1".to_owned(), Answer::Unknown(late()))]);
    let records = Records { dkim, dmarc: Answer::Unknown(late()), ..records() };
    assert_eq!(worth(&records, "dkim").0, Worth::Unknown);
    assert_eq!(worth(&records, "dmarc").0, Worth::Unknown);
}

mod asked {
    //! The lookups, against a name server of the test's own on this machine.

    use std::net::{Ipv4Addr, UdpSocket};
    use std::thread;

    use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig};
    use hickory_resolver::net::runtime::TokioRuntimeProvider;
    use hickory_resolver::proto::op::{Message, MessageType, OpCode, ResponseCode};
    use hickory_resolver::proto::rr::rdata::{MX, TXT};
    use hickory_resolver::proto::rr::{Name, Record};

    use super::*;

    /// Answers every question with what `zone` says: some records, none of that kind, or no such name.
    fn serve(zone: fn(&str, RecordType) -> Option<Vec<RData>>) -> u16 {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = socket.local_addr().unwrap().port();
        thread::spawn(move || {
            let mut buffer = [0_u8; 4096];
            while let Ok((size, from)) = socket.recv_from(&mut buffer) {
                let asked = Message::from_vec(&buffer[..size]).unwrap();
                let query = asked.queries[0].clone();
                let name = query.name().to_ascii().trim_end_matches('.').to_owned();
                let mut answer =
                    Message::new(asked.metadata.id, MessageType::Response, OpCode::Query);
                answer.metadata.recursion_available = true;
                match zone(&name, query.query_type()) {
                    Some(records) => answer.add_answers(
                        records
                            .into_iter()
                            .map(|data| Record::from_rdata(query.name().clone(), 60, data)),
                    ),
                    None => {
                        answer.metadata.response_code = ResponseCode::NXDomain;
                        &mut answer
                    }
                };
                answer.add_query(query);
                socket.send_to(&answer.to_vec().unwrap(), from).unwrap();
            }
        });
        port
    }

    fn zone(name: &str, kind: RecordType) -> Option<Vec<RData>> {
        let text = |pieces: &[&str]| {
            RData::TXT(TXT::new(pieces.iter().map(|piece| (*piece).to_owned()).collect()))
        };
        match (name, kind) {
            ("m50.example", RecordType::TXT) => Some(vec![text(&["v=spf1 mx", " -all"])]),
            ("m50.example", RecordType::MX) => {
                let mx = Name::from_ascii("mx.m50.example.").unwrap();
                Some(vec![RData::MX(MX::new(10, mx))])
            }
            ("_dmarc.m50.example", RecordType::TXT) => Some(vec![text(&["v=DMARC1; p=none"])]),
            // A wildcard may answer here, with something else.
            ("_dmarc.bezoek.m50.example", RecordType::TXT) => Some(vec![text(&["v=spf1 -all"])]),
            ("s1._domainkey.m50.example", RecordType::TXT) => Some(Vec::new()),
            _ => None,
        }
    }

    fn records_at(port: u16, domain: &str) -> Records {
        let mut connection = ConnectionConfig::udp();
        connection.port = port;
        let server = NameServerConfig::new(Ipv4Addr::LOCALHOST.into(), true, vec![connection]);
        let config = ResolverConfig::from_name_servers(vec![server]);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut builder =
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        builder.options_mut().timeout = Duration::from_millis(300);
        builder.options_mut().attempts = 1;
        let selectors = ["s1".to_owned(), "s2".to_owned()];
        runtime.block_on(async {
            crate::mail::dns::records(&builder.build().unwrap(), domain, &selectors).await
        })
    }

    #[test]
    fn what_is_there_is_told_from_what_is_not() {
        let records = records_at(serve(zone), "m50.example");
        assert_eq!(records.texts, Answer::Found(vec!["v=spf1 mx -all".to_owned()]));
        assert_eq!(records.dmarc, policy("m50.example", "v=DMARC1; p=none"));
        assert!(records.dkim.values().all(|answer| *answer == Answer::None), "{records:?}");
        let dane = BTreeMap::from([("mx.m50.example".to_owned(), Answer::None)]);
        assert_eq!(records.dane, Answer::Found(dane));
    }

    #[test]
    fn a_domain_without_a_policy_has_that_of_the_nearest_above_it() {
        for domain in ["bezoek.m50.example", "a.b.m50.example"] {
            let records = records_at(serve(zone), domain);
            assert_eq!(records.dmarc, policy("m50.example", "v=DMARC1; p=none"), "{domain}");
        }
        assert_eq!(records_at(serve(zone), "elders.example").dmarc, Answer::None);
    }

    #[test]
    fn a_silent_name_server_is_no_missing_record() {
        let silent = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let records = records_at(silent.local_addr().unwrap().port(), "m50.example");
        assert!(matches!(records.texts, Answer::Unknown(_)), "{records:?}");
        assert_eq!(judge(&records)[0].worth, Worth::Unknown);
    }
}
