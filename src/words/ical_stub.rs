//! Stands in for `words::ical` until that is merged: enough of an object to build letters around.

use crate::domain::desk::Desk;
use crate::domain::letter::Invitation;
use crate::domain::people::Contact;
use crate::domain::time::Instant;
use crate::domain::visit::Visit;
use crate::domain::wijk::Wijk;

#[allow(clippy::too_many_arguments, reason = "the signature of the writer that replaces this")]
pub(super) fn object(
    _desk: &Desk,
    now: Instant,
    _visit: &Visit,
    _wijk: &Wijk,
    _host: Option<&Contact>,
    invitation: &Invitation,
    summary: &str,
    description: &str,
) -> String {
    let escaped = |text: &str| {
        text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;").replace('\n', "\\n")
    };
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//werkbezoek//NL\r\nMETHOD:{}\r\n\
         BEGIN:VEVENT\r\nUID:{}\r\nSEQUENCE:{}\r\nDTSTAMP:{}\r\nSUMMARY:{}\r\nDESCRIPTION:{}\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n",
        invitation.method.name(),
        invitation.uid,
        invitation.sequence,
        now.format("%Y%m%dT%H%M%SZ"),
        escaped(summary),
        escaped(description),
    )
}
