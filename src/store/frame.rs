//! Frames: `length u32 | crc32 u32 | sequence u64 | payload`, little endian, one after the other.
//!
//! The crc covers length, sequence and payload, so a flip anywhere is seen. A reader takes one frame
//! at a time and never more than that into memory. It does not know what a payload means.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes before the payload.
pub(crate) const HEAD: usize = 16;
/// A longer payload is not written, so a greater length is damage.
pub(crate) const PAYLOAD_MAX: usize = 1 << 28;
/// Bytes looked at in one go when a next frame is sought behind damage.
const WINDOW: usize = 1 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Head {
    length: u32,
    crc: u32,
    sequence: u64,
}

impl Head {
    fn from_bytes(bytes: [u8; HEAD]) -> Self {
        let all = u128::from_le_bytes(bytes);
        Self { length: all as u32, crc: (all >> 32) as u32, sequence: (all >> 64) as u64 }
    }

    fn to_bytes(self) -> [u8; HEAD] {
        let all =
            u128::from(self.length) | u128::from(self.crc) << 32 | u128::from(self.sequence) << 64;
        all.to_le_bytes()
    }

    /// A hasher that has seen what the head says.
    fn hasher(self) -> crc32fast::Hasher {
        let mut hasher = crc32fast::Hasher::new();
        hasher.update(&self.length.to_le_bytes());
        hasher.update(&self.sequence.to_le_bytes());
        hasher
    }

    /// Bytes of the whole frame.
    fn total(self) -> u64 {
        HEAD as u64 + u64::from(self.length)
    }
}

/// How much room a buffer keeps for the next frame: a batch of requests takes some hundreds of KB.
const ROOM_KEPT: usize = 1 << 20;

/// A frame being filled: the payload is written behind room for the head, so that the whole goes to
/// disk in one write without being copied.
#[derive(Debug)]
pub(crate) struct FrameBuffer {
    bytes: Vec<u8>,
}

impl Default for FrameBuffer {
    fn default() -> Self {
        Self { bytes: vec![0; HEAD] }
    }
}

impl FrameBuffer {
    /// Empty again, with the room that it has. A buffer that grows and goes with each commit leaves
    /// the heap in pieces that nothing else fits; only what a rare large one took is given back.
    pub(crate) fn cleared(mut self) -> Self {
        self.bytes.truncate(HEAD);
        self.bytes.shrink_to(ROOM_KEPT);
        self
    }

    /// Where the payload is written; what stands in it already must stay.
    pub(crate) fn payload(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// The frame so far, with room for the head.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Length of the frame so far, its head included.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// The finished frame. Fails when the payload is too long to be read back.
    pub(crate) fn seal(&mut self, sequence: u64) -> io::Result<&[u8]> {
        let length = self.bytes.len().saturating_sub(HEAD);
        if length > PAYLOAD_MAX {
            let say = format!("{length} bytes are too many for one commit, {PAYLOAD_MAX} is most");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, say));
        }
        if let Some((head, payload)) = self.bytes.split_first_chunk_mut::<HEAD>() {
            let mut made = Head { length: length as u32, crc: 0, sequence };
            let mut hasher = made.hasher();
            hasher.update(payload);
            made.crc = hasher.finalize();
            *head = made.to_bytes();
        }
        Ok(&self.bytes)
    }
}

/// A frame as read, its crc checked.
#[derive(Debug)]
pub(crate) struct Frame {
    /// Byte of the file at which its head begins.
    pub(crate) at: u64,
    pub(crate) sequence: u64,
    pub(crate) payload: Vec<u8>,
}

/// What stands next in a file of frames.
#[derive(Debug)]
pub(crate) enum Next {
    Frame(Frame),
    End,
    Damage { at: u64, detail: String },
}

/// Reads frames one by one.
#[derive(Debug)]
pub(crate) struct FrameReader {
    file: BufReader<File>,
    at: u64,
    end: u64,
}

impl FrameReader {
    /// Reads `path` from its beginning; what grows behind the present end is not seen.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Self::with_capacity(path, 1 << 16)
    }

    /// The same with a buffer of `capacity` bytes: small when reading here and there.
    pub(crate) fn with_capacity(path: &Path, capacity: usize) -> io::Result<Self> {
        let file = File::open(path)?;
        let end = file.metadata()?.len();
        Ok(Self { file: BufReader::with_capacity(capacity, file), at: 0, end })
    }

    /// Goes on at byte `at`.
    pub(crate) fn seek(&mut self, at: u64) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(at))?;
        self.at = at;
        Ok(())
    }

    /// Bytes of the file.
    pub(crate) fn end(&self) -> u64 {
        self.end
    }

    pub(crate) fn next(&mut self) -> io::Result<Next> {
        let left = self.end.saturating_sub(self.at);
        if left == 0 {
            return Ok(Next::End);
        }
        if left < HEAD as u64 {
            return Ok(self.damage(format!("{left} bytes are left where a frame needs {HEAD}")));
        }
        let mut bytes = [0; HEAD];
        self.file.read_exact(&mut bytes)?;
        let head = Head::from_bytes(bytes);
        if head.total() > left || head.length as usize > PAYLOAD_MAX {
            let length = head.length;
            return Ok(self.damage(format!("a frame of {length} bytes does not fit what is left")));
        }
        self.body(head)
    }

    fn body(&mut self, head: Head) -> io::Result<Next> {
        let mut payload = vec![0; head.length as usize];
        self.file.read_exact(&mut payload)?;
        let mut hasher = head.hasher();
        hasher.update(&payload);
        if hasher.finalize() != head.crc {
            return Ok(self.damage("the crc does not fit the contents".to_owned()));
        }
        let at = self.at;
        self.at += head.total();
        Ok(Next::Frame(Frame { at, sequence: head.sequence, payload }))
    }

    fn damage(&self, detail: String) -> Next {
        Next::Damage { at: self.at, detail }
    }
}

/// The byte at which a whole frame begins somewhere behind `from`, if there is one: it tells damage
/// in the middle from a torn tail. Only sequences that can follow `after` are believed, which spares
/// a crc over each byte of the rest.
pub(crate) fn find_behind(path: &Path, from: u64, after: u64) -> io::Result<Option<u64>> {
    let mut file = File::open(path)?;
    let end = file.metadata()?.len();
    let last = after + 1 + end.saturating_sub(from) / HEAD as u64;
    let mut reader = FrameReader::open(path)?;
    let mut start = from + 1;
    while start + HEAD as u64 <= end {
        file.seek(SeekFrom::Start(start))?;
        let mut window = Vec::with_capacity(WINDOW);
        file.by_ref().take(WINDOW as u64).read_to_end(&mut window)?;
        for (offset, bytes) in window.windows(HEAD).enumerate() {
            let Ok(bytes) = <[u8; HEAD]>::try_from(bytes) else { continue };
            let head = Head::from_bytes(bytes);
            let at = start + offset as u64;
            if head.sequence <= after || head.sequence > last || head.total() > end - at {
                continue;
            }
            reader.seek(at)?;
            if matches!(reader.next()?, Next::Frame(_)) {
                return Ok(Some(at));
            }
        }
        start += (WINDOW - HEAD + 1) as u64;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(payloads: &[&str]) -> Vec<u8> {
        let mut all = Vec::new();
        for (number, payload) in payloads.iter().enumerate() {
            let mut frame = FrameBuffer::default();
            frame.payload().extend_from_slice(payload.as_bytes());
            all.extend_from_slice(frame.seal(number as u64 + 1).unwrap());
        }
        all
    }

    fn read_all(bytes: &[u8]) -> (Vec<String>, Option<u64>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let mut reader = FrameReader::open(file.path()).unwrap();
        let mut read = Vec::new();
        loop {
            match reader.next().unwrap() {
                Next::Frame(frame) => read.push(String::from_utf8(frame.payload).unwrap()),
                Next::End => return (read, None),
                Next::Damage { at, .. } => return (read, Some(at)),
            }
        }
    }

    #[test]
    fn frames_come_back_as_they_went() {
        assert_eq!(read_all(&framed(&["a", "", "bc"])).0, ["a", "", "bc"]);
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_seen_at_its_frame() {
        let whole = framed(&["first", "second"]);
        let second = HEAD + 5;
        for at in second..whole.len() {
            for bit in 0..8 {
                let mut flipped = whole.clone();
                flipped[at] ^= 1 << bit;
                assert_eq!(read_all(&flipped), (vec!["first".into()], Some(second as u64)));
            }
        }
        for length in second + 1..whole.len() {
            assert_eq!(read_all(&whole[..length]), (vec!["first".into()], Some(second as u64)));
        }
    }

    #[test]
    fn a_frame_behind_damage_is_found() {
        let mut bytes = framed(&["first", "second", "third"]);
        let third = 2 * HEAD + 5 + 6;
        bytes[HEAD + 5 + 2] ^= 0x40;
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &bytes).unwrap();
        let damage = HEAD as u64 + 5;
        assert_eq!(find_behind(file.path(), damage, 1).unwrap(), Some(third as u64));
        std::fs::write(file.path(), &bytes[..third]).unwrap();
        assert_eq!(find_behind(file.path(), damage, 1).unwrap(), None);
    }
}
