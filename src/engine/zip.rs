//! Files as one zip (PKWARE's APPNOTE, 4.3), which every computer opens.
//!
//! A writer of our own, of the part that a dossier needs: mails are small, so nothing is compressed,
//! and no file has a time, so that the same files give the same bytes. A crate would bring others.

/// Files by their names in the zip.
pub(super) type Files = Vec<(String, Vec<u8>)>;

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// What a reader must understand: 1.0, stored.
const NEEDS: u16 = 10;
/// Written on a Unix, so that the rights below are read.
const MADE_BY: u16 = 3 << 8 | NEEDS;
/// 1 January 1980, the first day that can be said (MS-DOS).
const DATE: u16 = 1 << 5 | 1;
/// A file for its owner alone.
const RIGHTS: u32 = 0o100_600 << 16;
const NONE: u16 = 0;

/// The bytes; `None` for more than the format holds (4 GB, 65,535 files).
pub(super) fn zip(files: &Files) -> Option<Vec<u8>> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = u32::try_from(bytes.len()).ok()?;
        let about = about(name, content)?;
        bytes.extend([LOCAL, &about, name.as_bytes(), content].concat());
        directory.extend([CENTRAL, &MADE_BY.to_le_bytes(), &about].concat());
        // No comment, the first disk, no attributes of its own.
        directory.extend([NONE, NONE, NONE].into_iter().flat_map(u16::to_le_bytes));
        directory.extend([RIGHTS, at].into_iter().flat_map(u32::to_le_bytes));
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).ok()?;
    let place = [u32::try_from(directory.len()).ok()?, u32::try_from(bytes.len()).ok()?];
    bytes.extend(directory);
    bytes.extend(END);
    bytes.extend([NONE, NONE, count, count].into_iter().flat_map(u16::to_le_bytes));
    bytes.extend(place.into_iter().flat_map(u32::to_le_bytes));
    bytes.extend(NONE.to_le_bytes());
    Some(bytes)
}

/// What both the file and the directory say of a file: 26 bytes.
fn about(name: &str, content: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(content.len()).ok()?;
    // No flags, stored, no time of day.
    let begin = [NEEDS, NONE, NONE, NONE, DATE].into_iter().flat_map(u16::to_le_bytes);
    let sizes = [crc32fast::hash(content), size, size].into_iter().flat_map(u32::to_le_bytes);
    let lengths = [u16::try_from(name.len()).ok()?, NONE].into_iter().flat_map(u16::to_le_bytes);
    Some(begin.chain(sizes).chain(lengths).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zip_is_what_the_format_says() {
        let zip = zip(&vec![("a".to_owned(), b"hi".to_vec())]).unwrap();
        let about = b"\x0a\0\0\0\0\0\0\0\x21\0\xac\x2a\x93\xd8\x02\0\0\0\x02\0\0\0\x01\0\0\0";
        let local = [b"PK\x03\x04".as_slice(), about, b"ahi"].concat();
        let central =
            [b"PK\x01\x02\x0a\x03".as_slice(), about, &[0; 6], b"\0\0\x80\x81", &[0; 4], b"a"];
        let end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2f\0\0\0\x21\0\0\0\0\0";
        assert_eq!(zip, [local, central.concat(), end.to_vec()].concat());
    }
}
