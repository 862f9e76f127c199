//! Reads the templates folder: every `.md` and `.txt` below it, named by its path in it.
//!
//! Whether they parse is for `words` to say. Hidden files and other endings are passed over, so that
//! an editor's left-overs and the tables beside the templates do no harm.

use std::path::Path;

use super::fault::ConfigError;

/// Explains the folder to who edits in it; no template.
const README: &str = "README.md";

/// Name (`nl/voorstel.md`, with `/` on every system) and source of each template, sorted by name.
///
/// # Errors
/// A folder or file that cannot be read, and a folder without any template.
pub(super) fn read(folder: &Path) -> Result<Vec<(String, String)>, ConfigError> {
    let mut found = Vec::new();
    walk(folder, "", &mut found).map_err(|(place, error)| {
        let what = format!("cannot be read: {error}");
        ConfigError::about(&place, what, "put the templates there, or name their folder in [files]")
    })?;
    if found.is_empty() {
        let place = folder.display().to_string();
        let what = "no template (.md or .txt) in this folder";
        return Err(ConfigError::about(&place, what, "name the templates folder in [files]"));
    }
    found.sort();
    Ok(found)
}

fn walk(
    folder: &Path,
    prefix: &str,
    found: &mut Vec<(String, String)>,
) -> Result<(), (String, std::io::Error)> {
    let at = |path: &Path| {
        let place = path.display().to_string();
        move |error| (place, error)
    };
    for entry in std::fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.starts_with('.') || name == README {
            continue;
        }
        if path.is_dir() {
            walk(&path, &format!("{prefix}{name}/"), found)?;
        } else if name.ends_with(".md") || name.ends_with(".txt") {
            let source = std::fs::read_to_string(&path).map_err(at(&path))?;
            found.push((format!("{prefix}{name}"), source));
        }
    }
    Ok(())
}
