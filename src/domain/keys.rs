//! The keys in our letters: a signed Message-ID and, where the mail server takes such addresses, a
//! signed reply address.
//!
//! An answer that carries either belongs to the letter or the visit it names, because only this desk
//! can make the signature (HMAC, RFC 2104). A key says nothing about who holds it: letters are
//! forwarded, so whether the sender fits is judged elsewhere. The visible case number is no key.

use super::desk::Desk;
use super::ids::{LetterId, VisitId};
use super::people::Address;

/// Characters of a signature (`SigningKey::sign`).
const SIGNATURE_LENGTH: usize = 16;

/// The Message-ID of a letter, without angle brackets:
/// `wb-2026-014.voorstel.1.<sixteen hexadecimal characters>@<domain of the bot>`.
pub fn message_id_for(desk: &Desk, letter: &LetterId) -> String {
    let signature = desk.key.sign(letter.as_str());
    format!("{letter}.{signature}@{}", desk.bot.address.domain())
}

/// The letter that a Message-ID names, if this desk made that Message-ID. Angle brackets may stand
/// around it.
pub fn letter_of(desk: &Desk, message_id: &str) -> Option<LetterId> {
    let bare = message_id.trim().trim_start_matches('<').trim_end_matches('>');
    let (local, domain) = bare.rsplit_once('@')?;
    let (letter, signature) = local.rsplit_once('.')?;
    let is_ours = domain.eq_ignore_ascii_case(desk.bot.address.domain())
        && desk.key.verifies(letter, signature);
    is_ours.then(|| LetterId::new(letter))
}

/// Whether a Message-ID has the shape of ours, for the mailbox `bot`. Not whether its key is valid:
/// a mail is sorted before anybody asks what it may do.
pub fn has_our_shape(message_id: &str, bot: &Address) -> bool {
    message_id.rsplit_once('@').is_some_and(|(local, domain)| {
        let signature = local.rsplit_once('.').map_or("", |(_, signature)| signature);
        domain.eq_ignore_ascii_case(bot.domain())
            && signature.len() == SIGNATURE_LENGTH
            && signature.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// The UID of the calendar object of a visit: unguessable and the same for ever, so signed, not drawn.
pub fn calendar_uid(desk: &Desk, visit: VisitId) -> String {
    let secret = desk.key.sign(&format!("uid {visit}"));
    format!("{}-{secret}@{}", case_of(visit), desk.bot.address.domain())
}

/// The address of the bot with `wb-2026-014-<signature>` behind a plus (RFC 5233). Answers about a
/// visit go there if the desk has plus addresses; answers that come there are always taken.
pub fn reply_address(desk: &Desk, visit: VisitId) -> Address {
    let case = case_of(visit);
    let signature = desk.key.sign(&case);
    desk.bot.address.with_detail(&format!("{case}-{signature}"))
}

/// The visit that an address names, if this desk made that address.
pub fn visit_of_address(desk: &Desk, address: &Address) -> Option<VisitId> {
    let bot = &desk.bot.address;
    let detail = address.local_part().strip_prefix(bot.local_part())?.strip_prefix('+')?;
    let (case, signature) = detail.rsplit_once('-')?;
    let is_ours = address.domain() == bot.domain() && desk.key.verifies(case, signature);
    is_ours.then(|| case.parse().ok()).flatten()
}

/// The case number as it stands in an address, which is lower case throughout.
fn case_of(visit: VisitId) -> String {
    visit.to_string().to_lowercase()
}
