//! The real program in a folder of its own, with the config that ships.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{fs, io};

/// A folder with config and templates.
pub(crate) struct Home(tempfile::TempDir);

#[allow(dead_code, reason = "each test that includes this uses its part")]
impl Home {
    pub(crate) fn new() -> Self {
        let home = Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap());
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(shipped.join("config.toml"), home.path("config.toml")).unwrap();
        copy_all(&shipped.join("templates"), &home.path("templates")).unwrap();
        home
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Changes a line of the config.
    pub(crate) fn set(&self, from: &str, to: &str) {
        let config = fs::read_to_string(self.path("config.toml")).unwrap();
        assert!(config.contains(from), "config.toml has no `{from}` any more");
        fs::write(self.path("config.toml"), config.replacen(from, to, 1)).unwrap();
    }

    /// Mail over servers instead of folders. Beside the host, the lines of config say what a server is
    /// like: `port = 993`, say.
    pub(crate) fn over_servers(&self, (user, password): (&str, &str), imap: &str, smtp: &str) {
        let secret = self.path("password");
        fs::write(&secret, password).unwrap();
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
        self.set("transport = \"maildir\"\nfolder = \"data/mail\"", "transport = \"imap\"");
        let login = format!("user = \"{user}\"\npassword_file = \"password\"");
        let sections = format!(
            "\n[mail.imap]\nhost = \"localhost\"\n{login}\n{imap}\n\
             \n[mail.smtp]\nhost = \"localhost\"\n{smtp}\n\n[chat]\n"
        );
        self.set("\n[chat]\n", &sections);
    }

    /// The program, one pass or live, with all its ends piped.
    pub(crate) fn command(&self, once: bool) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_werkbezoek"));
        command.arg("run").arg("--config").arg(self.path("config.toml"));
        command.current_dir(self.0.path()).args(once.then_some("--once"));
        command.env("WERKBEZOEK_KEY", "07".repeat(32));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// One pass with these lines of staff: whether it ended well, what it said, what it complained of.
    pub(crate) fn once(&self, lines: &str) -> (bool, String, String) {
        self.once_bytes(lines.as_bytes())
    }

    /// The same with lines that need not be text.
    pub(crate) fn once_bytes(&self, lines: &[u8]) -> (bool, String, String) {
        let mut child = self.command(true).spawn().unwrap();
        child.stdin.take().unwrap().write_all(lines).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (output.status.success(), text(output.stdout), text(output.stderr))
    }

    /// Begins one pass to which staff say nothing; what it prints goes to a file.
    pub(crate) fn begin_once(&self) -> Child {
        let log = self.log();
        let errors = log.try_clone().unwrap();
        self.command(true).stdin(Stdio::null()).stdout(log).stderr(errors).spawn().unwrap()
    }

    /// The same, which ends itself at a flush: `before 7` or `after 7`.
    pub(crate) fn begin_once_counting(&self, flushes: &FlushCounter, killed: &str) -> Child {
        let log = self.log();
        let errors = log.try_clone().unwrap();
        let mut command = self.command(true);
        command.env("LD_PRELOAD", flushes.library()).env("FLUSH_KILLED", killed);
        command.stdin(Stdio::null()).stdout(log).stderr(errors).spawn().unwrap()
    }

    /// Whether every mail is accounted for, and the table that says so.
    pub(crate) fn audit(&self) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_werkbezoek"));
        command.arg("audit").arg("--config").arg(self.path("config.toml"));
        command.current_dir(self.0.path()).env("WERKBEZOEK_KEY", "07".repeat(32));
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(errors.is_empty(), "{errors}");
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    }

    /// The live bot; what it prints goes to a file, so that no pipe fills up.
    pub(crate) fn live(&self) -> Child {
        let log = self.log();
        let errors = log.try_clone().unwrap();
        self.command(false).stdout(log).stderr(errors).spawn().unwrap()
    }

    fn log(&self) -> fs::File {
        fs::OpenOptions::new().create(true).append(true).open(self.path("log")).unwrap()
    }

    /// The letters sent, by their file names.
    pub(crate) fn sent(&self, mail: &str) -> Vec<(String, Vec<u8>)> {
        let Ok(folder) = fs::read_dir(self.path(mail).join("sent/new")) else { return Vec::new() };
        let mut sent: Vec<(String, Vec<u8>)> = folder
            .map(|entry| entry.unwrap())
            .map(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                (name, fs::read(entry.path()).unwrap())
            })
            .collect();
        sent.sort();
        sent
    }
}

/// A library that counts the flushes of the program and ends it at one of them.
#[derive(Debug)]
pub(crate) struct FlushCounter(tempfile::TempDir);

#[allow(dead_code, reason = "each test that includes this uses its part")]
impl FlushCounter {
    pub(crate) fn build() -> Self {
        let counter = Self(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap());
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/flush.c");
        let mut cc = Command::new("cc");
        cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(counter.library()).arg(source).arg("-ldl");
        assert!(cc.status().unwrap().success(), "no C compiler; on Debian: apt-get install gcc");
        counter
    }

    fn library(&self) -> PathBuf {
        self.0.path().join("flush.so")
    }
}

fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// A server on this machine, in plain text.
#[allow(dead_code, reason = "each test that includes this uses its part")]
pub(crate) fn plain(port: u16) -> String {
    format!("port = {port}\nsecurity = \"none\"")
}

/// The request of an office of its own.
pub(crate) fn request(number: usize) -> String {
    let wijk = ["Vollenhoven", "Wilgensingel", "Dommelbergen"][number % 3];
    format!(
        "From: Sanne <sanne@kantoor{number}.example>\r\nTo: werkbezoek@m50.example\r\n\
         Subject: Werkbezoek\r\nMessage-ID: <verzoek{number}@kantoor{number}.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
         Goedemorgen,\r\n\r\nGraag komt wethouder Bakker op werkbezoek in de wijk {wijk}.\r\n\r\n\
         Met vriendelijke groet,\r\nSanne\r\n"
    )
}
