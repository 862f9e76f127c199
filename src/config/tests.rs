//! What `Config::load` does on disk: the files it names, the key and its rights.

use std::path::Path;

use super::*;

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// A folder with a small desk that loads.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| {
        let path = home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("config.toml", include_str!("../../tests/config/good.toml"));
    put("templates/nl/brief.md", "Beste {{ naam }}\n");
    put("templates/chat/regel.txt", "ok\n");
    put("templates/.brief.md.swp", "left over");
    put("templates/kennis.toml", "");
    put("templates/kalender/schoolvakanties.toml", "laatst_gecontroleerd = 2026-11-23\n");
    home
}

fn none(_: &str) -> Option<String> {
    None
}

fn load_from(home: &Path) -> Result<Config, ConfigError> {
    load(&home.join("config.toml"), &none, WhenAbsent::Make)
}

fn append(home: &Path, text: &str) {
    let path = home.join("config.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, before + text).unwrap();
}

#[test]
fn templates_are_named_by_their_path_and_left_overs_passed_over() {
    let home = home();
    let names: Vec<String> =
        load_from(home.path()).unwrap().templates.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["chat/regel.txt", "nl/brief.md"]);
}

#[test]
fn paths_count_from_the_folder_of_the_config() {
    let home = home();
    let config = load_from(home.path()).unwrap();
    assert_eq!(config.store.folder, home.path().join("data"));
    let folder = home.path().join("data/mail");
    assert_eq!(config.mail.transport, Transport::Maildir { folder });
}

#[test]
fn the_key_is_made_once_and_kept() {
    let home = home();
    let first = load_from(home.path()).unwrap();
    let path = home.path().join("data/signing.key");
    assert_eq!(first.key_source, KeySource::File { path: path.clone(), made: true });
    let second = load_from(home.path()).unwrap();
    assert_eq!(second.key_source, KeySource::File { path, made: false });
    assert_eq!(first.desk.key.sign("x"), second.desk.key.sign("x"));
    let other = load_from(self::home().path()).unwrap();
    assert_ne!(first.desk.key.sign("x"), other.desk.key.sign("x"));
}

#[cfg(unix)]
#[test]
fn the_key_is_made_for_its_owner_only_and_an_open_one_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    load_from(home.path()).unwrap();
    let path = home.path().join("data/signing.key");
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let error = load_from(home.path()).unwrap_err().to_string();
    let place = path.display();
    assert_eq!(
        error,
        format!("{place}: others on this machine can read it (mode 640); run `chmod 600 {place}`")
    );
}

#[test]
fn looking_makes_no_key() {
    let home = home();
    let config = load(&home.path().join("config.toml"), &none, WhenAbsent::LeaveIt).unwrap();
    assert!(matches!(config.key_source, KeySource::NotYet { .. }));
    assert!(!home.path().join("data").exists());
}

#[test]
fn no_key_is_made_beside_a_store_that_has_work() {
    let home = home();
    load_from(home.path()).unwrap();
    std::fs::write(home.path().join("data/journal-0"), "").unwrap();
    load_from(home.path()).unwrap();
    std::fs::remove_file(home.path().join("data/signing.key")).unwrap();
    let error = load_from(home.path()).unwrap_err().to_string();
    assert!(error.contains("signing.key: the key is gone"), "{error}");
    assert!(!home.path().join("data/signing.key").exists());
}

#[test]
fn a_config_that_cannot_run_makes_no_key() {
    let home = home();
    append(home.path(), "\n[office_hours]\nfrom = \"18:30\"\n");
    load_from(home.path()).unwrap_err();
    assert!(!home.path().join("data").exists());
}

#[test]
fn the_environment_goes_before_the_file() {
    let home = home();
    append(home.path(), "\n[security]\nkey_env = \"WB_KEY\"\n");
    let set = |name: &str| (name == "WB_KEY").then(|| KEY.to_owned());
    let config = load(&home.path().join("config.toml"), &set, WhenAbsent::Make).unwrap();
    assert_eq!(config.key_source, KeySource::Environment { name: "WB_KEY".to_owned() });
    let bytes: Vec<u8> = (0..32).map(|i| (i % 16) * 0x11).collect();
    assert_eq!(config.desk.key.sign("x"), SigningKey::new(bytes).sign("x"));

    let mistyped = |_: &str| Some("geheim".to_owned());
    let error = load(&home.path().join("config.toml"), &mistyped, WhenAbsent::Make).unwrap_err();
    assert!(
        error.to_string().starts_with(
            "environment variable WB_KEY: this is no key of 64 hexadecimal characters; put the key \
             back from the backup"
        ),
        "{error}"
    );
}

#[test]
fn a_key_file_that_config_names_is_never_made() {
    let home = home();
    append(home.path(), "\n[security]\nkey_file = \"elsewhere.key\"\n");
    let error = load_from(home.path()).unwrap_err().to_string();
    assert!(error.contains("elsewhere.key: cannot read the key: "), "{error}");
    assert!(error.contains("openssl rand -hex 32"), "{error}");
    assert!(!home.path().join("elsewhere.key").exists());
}

#[test]
fn faults_in_all_files_are_shown_together() {
    let home = home();
    let at = |name: &str| home.path().join(name);
    append(home.path(), "\n[office_hours]\nfrom = \"18:30\"\n");
    std::fs::write(at("templates/kennis.toml"), "[[kenis]]\n").unwrap();
    std::fs::remove_file(at("templates/kalender/schoolvakanties.toml")).unwrap();
    let faults = load_from(home.path()).unwrap_err().faults;
    let files: Vec<_> = faults.iter().map(|fault| fault.file.clone()).collect();
    let names = ["config.toml", "templates/kalender/schoolvakanties.toml", "templates/kennis.toml"];
    assert_eq!(files, names.map(|name| at(name).display().to_string()));
}

#[test]
fn an_absent_config_names_the_place_and_the_remedy() {
    let error = load(Path::new("nowhere/config.toml"), &none, WhenAbsent::Make).unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("nowhere/config.toml: cannot be read: "), "{text}");
    assert!(text.contains("; put the file there"), "{text}");
}
