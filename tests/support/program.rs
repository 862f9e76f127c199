//! The real program in a folder of its own, with the config that ships.

use std::io::Write;
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

    /// The live bot; what it prints goes to a file, so that no pipe fills up.
    pub(crate) fn live(&self) -> Child {
        let log = fs::OpenOptions::new().create(true).append(true).open(self.path("log")).unwrap();
        let errors = log.try_clone().unwrap();
        self.command(false).stdout(log).stderr(errors).spawn().unwrap()
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
