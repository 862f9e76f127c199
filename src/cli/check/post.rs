//! The part of `check` that asks the mail servers: can we get in, are the folders there, may we move
//! mail; and the DNS, what others are told of mail from our domain. It reads no mail and sends none.

use std::io;

use super::{Report, is_placeholder};
use crate::config::post::{OwnCopy, PostSettings};
use crate::domain::people::Address;
use crate::mail::dns::{self, Worth};
use crate::mail::imap::{self, Examined};
use crate::mail::oauth::Tokens;
use crate::mail::smtp;

/// An inbox with more mails than this was probably in use before the bot came.
const INBOX_MAILS_MAX: u32 = 100;

pub(super) fn servers(
    bot: &Address,
    post: &PostSettings,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let tokens = Tokens::default();
    let about = format!("inbox at {}:{}", post.imap.host, post.imap.port);
    match imap::examine(post, &tokens, imap::Patience::default()) {
        Ok(found) => inbox(&about, post, &found, report)?,
        Err(error) => report.error("inbox", &error.to_string())?,
    }
    outbox(bot, post, &tokens, report)
}

fn outbox(
    bot: &Address,
    post: &PostSettings,
    tokens: &Tokens,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let server = &post.smtp;
    match smtp::examine(server, bot, tokens, smtp::Patience::default()) {
        Ok(()) => {
            let about = format!("outbox at {}:{}", server.host, server.port);
            let known = if server.login.is_some() { "logged in" } else { "it asks for no login" };
            report.ok(&about, &format!("{known}; letters can leave"))
        }
        Err(error) => report.error("outbox", &error.to_string()),
    }
}

/// What the DNS says about mail from our domain.
pub(super) fn records(
    bot: &Address,
    post: &PostSettings,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let domain = bot.domain();
    if is_placeholder(bot) {
        return report.ok("dns", &format!("not asked: {domain} is a placeholder"));
    }
    let records = match dns::look_up(domain, &post.dkim_selectors) {
        Ok(records) => records,
        Err(error) => return report.warning("dns", &format!("cannot be asked: {error}")),
    };
    for finding in dns::judge(&records) {
        match finding.worth {
            Worth::Good => report.ok(finding.about, &finding.what)?,
            Worth::Weak | Worth::Unknown => report.warning(finding.about, &finding.what)?,
        }
    }
    Ok(())
}

fn inbox(
    about: &str,
    post: &PostSettings,
    found: &Examined,
    report: &mut Report<'_>,
) -> io::Result<()> {
    let told = if found.tells { "tells of new mail" } else { "is asked every so often" };
    report.ok(about, &format!("logged in; {} mails wait; the server {told}", found.inbox_mails))?;
    if found.read_only {
        report.error(about, "can only be read; give this account the right to move mail")?;
    }
    if found.inbox_mails > INBOX_MAILS_MAX {
        let what = "the bot would handle each of these mails; move away what is not for it";
        report.warning(about, what)?;
    }
    if !found.moves {
        let what = "the server can neither MOVE nor expunge one mail (UIDPLUS); handled mail stays \
                    in the inbox, marked as deleted, until somebody clears it";
        report.warning(about, what)?;
    }
    for folder in &found.missing {
        report.ok("folder", &format!("`{folder}` is made at the first start"))?;
    }
    match (&found.sent, post.own_copy) {
        (Some(sent), _) => report.ok("folder", &format!("copies of letters lie in `{sent}`"))?,
        (None, OwnCopy::Append) => report.ok("folder", "`Sent` is made with the first letter")?,
        (None, OwnCopy::Bcc) => {}
        (None, OwnCopy::Server) => {
            let what = "no folder of what was sent is found; name it as `sent` in [mail.folders]";
            report.error("folder", what)?;
        }
    }
    match &found.junk {
        Some(junk) => report.ok("folder", &format!("`{junk}` is looked at once a day")),
        None => {
            let what = "no junk folder is found; if there is one, name it as `junk` in \
                        [mail.folders], or nobody hears of mail that lands there by mistake";
            report.warning("folder", what)
        }
    }
}
