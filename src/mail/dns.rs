//! What the DNS says about mail from our domain: SPF (RFC 7208), DKIM (RFC 6376), DMARC (RFC 7489) and
//! DANE (RFC 7672), as the Dutch government asks of public bodies.
//!
//! `look_up` asks the resolver of this machine; `judge` is pure and says what each record is worth. A
//! question that got no answer is no record that is missing: without a network nothing is judged.

#![allow(clippy::wildcard_enum_match_arm, reason = "the enums are a library's")]

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::net::NetError;
use hickory_resolver::proto::rr::{RData, RecordType};

/// How long one question may take, retries included.
const TIMEOUT: Duration = Duration::from_secs(4);
/// The names under which mail services publish their keys, tried when config names none.
const SELECTORS: [&str; 9] =
    ["selector1", "selector2", "default", "google", "mail", "dkim", "s1", "s2", "k1"];

/// What a question came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    Found(T),
    /// The DNS says that there is none.
    None,
    /// Nobody answered, or not in time.
    Unknown(String),
}

/// The records of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    pub domain: String,
    /// All text records of the domain itself.
    pub texts: Answer<Vec<String>>,
    /// The policy (DMARC) that holds for the domain.
    pub dmarc: Answer<Policy>,
    /// The key at each selector that was asked for.
    pub dkim: BTreeMap<String, Answer<Vec<String>>>,
    /// Whether each mail server of the domain has a TLSA record.
    pub dane: Answer<BTreeMap<String, Answer<()>>>,
}

/// A DMARC record, and the domain that published it: the domain itself or one above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub domain: String,
    pub record: String,
}

/// How a record came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    Good,
    Weak,
    Unknown,
}

/// What is to be said about one kind of record, with the remedy where it is not good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub about: &'static str,
    pub worth: Worth,
    pub what: String,
}

/// Asks for all records of `domain`; `selectors` are the DKIM selectors in use, if they are known.
///
/// # Errors
/// When this machine has no resolver.
pub fn look_up(domain: &str, selectors: &[String]) -> io::Result<Records> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut builder = TokioResolver::builder_tokio().map_err(io::Error::other)?;
    builder.options_mut().timeout = TIMEOUT / 2;
    builder.options_mut().attempts = 1;
    let resolver = builder.build().map_err(io::Error::other)?;
    Ok(runtime.block_on(records(&resolver, domain, selectors)))
}

async fn records(resolver: &TokioResolver, domain: &str, selectors: &[String]) -> Records {
    let usual = || SELECTORS.iter().map(|name| (*name).to_owned()).collect();
    let selectors: Vec<String> = if selectors.is_empty() { usual() } else { selectors.to_vec() };
    let texts = texts(resolver, domain).await;
    // Without an answer to the first question there is no network, and the rest would take minutes.
    if let Answer::Unknown(why) = &texts {
        let (dmarc, dane) = (Answer::Unknown(why.clone()), Answer::Unknown(why.clone()));
        let dkim = BTreeMap::new();
        return Records { domain: domain.to_owned(), texts, dmarc, dkim, dane };
    }
    let mut dkim = BTreeMap::new();
    for selector in selectors {
        let name = format!("{selector}._domainkey.{domain}");
        dkim.insert(selector, self::texts(resolver, &name).await);
    }
    Records {
        domain: domain.to_owned(),
        dmarc: policy(resolver, domain).await,
        dane: dane(resolver, domain).await,
        texts,
        dkim,
    }
}

async fn texts(resolver: &TokioResolver, name: &str) -> Answer<Vec<String>> {
    ask(resolver, name, RecordType::TXT, |data| {
        let RData::TXT(text) = data else { return None };
        // One text may stand in several strings (RFC 7208, 3.3).
        let bytes: Vec<u8> = text.txt_data.iter().flatten().copied().collect();
        Some(String::from_utf8_lossy(&bytes).into_owned())
    })
    .await
}

/// The policy of the domain, or else of the nearest one above it that has one: a receiver falls back
/// to the organisation's (RFC 7489, 6.6.3). Which of them that is, only a list of public suffixes
/// tells; above it nobody publishes one.
async fn policy(resolver: &TokioResolver, domain: &str) -> Answer<Policy> {
    let mut asked = Some(domain);
    while let Some(domain) = asked.filter(|domain| domain.contains('.')) {
        let texts = match texts(resolver, &format!("_dmarc.{domain}")).await {
            Answer::Found(texts) => texts,
            Answer::None => Vec::new(),
            Answer::Unknown(why) => return Answer::Unknown(why),
        };
        let is_policy = |text: &String| text.to_ascii_lowercase().starts_with("v=dmarc1");
        if let Some(record) = texts.into_iter().find(is_policy) {
            return Answer::Found(Policy { domain: domain.to_owned(), record });
        }
        asked = domain.split_once('.').map(|(_, parent)| parent);
    }
    Answer::None
}

async fn dane(resolver: &TokioResolver, domain: &str) -> Answer<BTreeMap<String, Answer<()>>> {
    let servers = ask(resolver, domain, RecordType::MX, |data| {
        let RData::MX(mx) = data else { return None };
        Some(mx.exchange.to_ascii().trim_end_matches('.').to_owned())
    });
    let servers = match servers.await {
        Answer::Found(servers) => servers,
        Answer::None => return Answer::None,
        Answer::Unknown(why) => return Answer::Unknown(why),
    };
    let mut found = BTreeMap::new();
    for server in servers.into_iter().filter(|server| !server.is_empty()) {
        let name = format!("_25._tcp.{server}");
        let answer = ask(resolver, &name, RecordType::TLSA, |data| {
            matches!(data, RData::TLSA(_)).then_some(())
        });
        let answer = match answer.await {
            Answer::Found(_) => Answer::Found(()),
            Answer::None => Answer::None,
            Answer::Unknown(why) => Answer::Unknown(why),
        };
        found.insert(server, answer);
    }
    Answer::Found(found)
}

async fn ask<T>(
    resolver: &TokioResolver,
    name: &str,
    kind: RecordType,
    read: impl Fn(&RData) -> Option<T>,
) -> Answer<Vec<T>> {
    // With a dot behind it the search list of this machine is not tried.
    let name = format!("{}.", name.trim_end_matches('.'));
    let answer = tokio::time::timeout(TIMEOUT, resolver.lookup(name, kind)).await;
    match answer {
        Ok(Ok(found)) => {
            let read: Vec<T> =
                found.answers().iter().filter_map(|record| read(&record.data)).collect();
            if read.is_empty() { Answer::None } else { Answer::Found(read) }
        }
        Ok(Err(error)) => unanswered(&error),
        Err(_) => Answer::Unknown("no answer in time".to_owned()),
    }
}

fn unanswered<T>(error: &NetError) -> Answer<T> {
    if error.is_no_records_found() || error.is_nx_domain() {
        Answer::None
    } else {
        Answer::Unknown(error.to_string())
    }
}

/// What the records are worth to a mail of ours.
pub fn judge(records: &Records) -> Vec<Finding> {
    if let Answer::Unknown(why) = &records.texts {
        let what = format!("the DNS cannot be asked ({why}); look again when there is a network");
        return vec![Finding { about: "dns", worth: Worth::Unknown, what }];
    }
    vec![spf(records), dkim(records), dmarc(records), tlsa(records)]
}

fn good(about: &'static str, what: impl Into<String>) -> Finding {
    Finding { about, worth: Worth::Good, what: what.into() }
}

fn weak(about: &'static str, what: impl Into<String>) -> Finding {
    Finding { about, worth: Worth::Weak, what: what.into() }
}

fn unknown(about: &'static str, why: &str) -> Finding {
    Finding { about, worth: Worth::Unknown, what: format!("no answer ({why}); look again later") }
}

fn spf(records: &Records) -> Finding {
    let domain = &records.domain;
    let all = match &records.texts {
        Answer::Found(texts) => texts.as_slice(),
        Answer::None => &[],
        Answer::Unknown(why) => return unknown("spf", why),
    };
    let is_spf = |text: &&String| {
        let lower = text.to_ascii_lowercase();
        lower == "v=spf1" || lower.starts_with("v=spf1 ")
    };
    let found: Vec<&String> = all.iter().filter(is_spf).collect();
    match found.as_slice() {
        [] => weak(
            "spf",
            format!("{domain} says nothing; publish `v=spf1 include:<your mail service> -all`"),
        ),
        [one] => spf_of(one),
        [_, _, ..] => weak("spf", "more than one record, so none counts; make them one"),
    }
}

fn spf_of(record: &str) -> Finding {
    let lower = record.to_ascii_lowercase();
    let terms: Vec<&str> = lower.split_ascii_whitespace().collect();
    let last = terms.iter().rev().find(|term| term.ends_with("all") || term.contains("redirect="));
    match last.copied() {
        Some("-all") => good("spf", "ends in -all"),
        Some("~all") => {
            weak("spf", "ends in ~all; when DMARC reports show no surprises, end it in -all")
        }
        Some(term) if term.starts_with("redirect=") => {
            good("spf", format!("is that of {}", term.trim_start_matches("redirect=")))
        }
        Some("+all" | "all") => {
            weak("spf", "ends in +all, so anybody may send as us; end it in -all")
        }
        Some(_) | None => weak("spf", "says nothing of other senders; end it in -all"),
    }
}

fn dkim(records: &Records) -> Finding {
    let has_key = |texts: &Vec<String>| {
        texts.iter().any(|text| {
            let packed: String = text.split_ascii_whitespace().collect();
            packed.split(';').any(|tag| tag.strip_prefix("p=").is_some_and(|key| !key.is_empty()))
        })
    };
    let named = |wanted: &dyn Fn(&Answer<Vec<String>>) -> bool| -> Vec<&str> {
        let found = records.dkim.iter().filter(|(_, answer)| wanted(answer));
        found.map(|(selector, _)| selector.as_str()).collect()
    };
    let keys = named(&|answer| matches!(answer, Answer::Found(texts) if has_key(texts)));
    if !keys.is_empty() {
        return good("dkim", format!("a key at selector {}", keys.join(", ")));
    }
    if !named(&|answer| matches!(answer, Answer::Unknown(_))).is_empty() {
        return unknown("dkim", "not every selector was answered");
    }
    let tried: Vec<&str> = records.dkim.keys().map(String::as_str).collect();
    weak(
        "dkim",
        format!(
            "no key at selector {}; have your mail service sign, and name its selector as \
             `dkim_selectors` in [mail]",
            tried.join(", ")
        ),
    )
}

fn dmarc(records: &Records) -> Finding {
    let domain = &records.domain;
    let policy = match &records.dmarc {
        Answer::Found(policy) => policy,
        Answer::None => {
            let what = format!(
                "none; publish `v=DMARC1; p=none; rua=mailto:...` at _dmarc.{domain}, then make it \
                 p=quarantine and p=reject"
            );
            return weak("dmarc", what);
        }
        Answer::Unknown(why) => return unknown("dmarc", why),
    };
    let tag = |name: &str| {
        policy.record.split(';').find_map(|tag| {
            let (key, value) = tag.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_ascii_lowercase())
        })
    };
    // For domains below its own a record may have a policy apart.
    let below = tag("sp").filter(|_| policy.domain != *domain);
    let name = if below.is_some() { "sp" } else { "p" };
    let from = &policy.domain;
    let whole = tag("pct").is_none_or(|percent| percent == "100");
    match tag(name).as_deref() {
        Some("reject" | "quarantine") if !whole => {
            weak("dmarc", "holds for a part of the mail only; take `pct` out")
        }
        Some(policy @ ("reject" | "quarantine")) => {
            good("dmarc", format!("{name}={policy} at _dmarc.{from}"))
        }
        Some("none") => {
            let what = format!("{name}=none at _dmarc.{from} only watches");
            weak("dmarc", format!("{what}; make it {name}=quarantine, then {name}=reject"))
        }
        Some(_) | None => {
            weak("dmarc", format!("the record at _dmarc.{from} has no policy `p`; add p=reject"))
        }
    }
}

fn tlsa(records: &Records) -> Finding {
    let servers = match &records.dane {
        Answer::Found(servers) => servers,
        Answer::None => {
            let what =
                format!("{} has no mail server (MX), so answers cannot arrive", records.domain);
            return weak("dane", what);
        }
        Answer::Unknown(why) => return unknown("dane", why),
    };
    let without = |(server, answer): (&String, &Answer<()>)| {
        matches!(answer, Answer::None).then(|| server.clone())
    };
    let without: Vec<String> = servers.iter().filter_map(without).collect();
    if !without.is_empty() {
        let what = format!(
            "no TLSA record for {}; ask your mail service for DANE (and DNSSEC)",
            without.join(", ")
        );
        return weak("dane", what);
    }
    let answered = servers.values().all(|answer| matches!(answer, Answer::Found(())));
    if answered && !servers.is_empty() {
        good("dane", "every mail server has a TLSA record")
    } else {
        unknown("dane", "not every mail server was answered for")
    }
}

#[cfg(test)]
mod tests;
