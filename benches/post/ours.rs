//! Our own program on servers: the config that ships, with another transport and wider limits.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use crate::office::{Ran, watched};
use crate::program::Home;
use crate::servers::BOT;

/// A folder with a config that names these two ports. The limits are those of a bot that may answer
/// 10,000 mails a day, the most that config allows. No copies are put into Sent (`own_copy`), as at
/// Exchange Online and Gmail, because no other row keeps copies.
pub(crate) fn home(imap_port: u16, smtp_port: u16) -> Home {
    let home = Home::new();
    let secret = home.path("secret");
    fs::write(&secret, BOT.password).unwrap();
    fs::set_permissions(&secret, Permissions::from_mode(0o600)).unwrap();
    home.set("transport = \"maildir\"\nfolder = \"data/mail\"\n", "");
    home.set("[mail]\n", "[mail]\ntransport = \"imap\"\nown_copy = \"server\"\n");
    home.set(
        "[chat]\n",
        &format!(
            "[mail.imap]\nhost = \"127.0.0.1\"\nport = {imap_port}\nsecurity = \"none\"\n\
             user = \"{}\"\npassword_file = \"secret\"\n\n\
             [mail.smtp]\nhost = \"127.0.0.1\"\nport = {smtp_port}\nsecurity = \"none\"\n\n[chat]\n",
            BOT.name
        ),
    );
    home.set("answers_per_day = 200", "answers_per_day = 10_000");
    home
}

/// One pass over the mailbox, from the start of the program to its end.
pub(crate) fn run(home: &Home) -> Ran {
    let said = File::create(home.path("said")).unwrap();
    let complained = File::create(home.path("complained")).unwrap();
    let mut command = home.command(true);
    command.stdin(Stdio::null()).stdout(said).stderr(complained);
    let ran = watched(&mut command);
    let complaint = fs::read_to_string(home.path("complained")).unwrap();
    assert!(ran.status.success(), "{complaint}");
    ran
}
