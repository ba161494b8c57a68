use std::collections::HashSet;

const FILE_TYPE: &[u8] = b"ftyp";
const SHORT_HEADER: usize = 8;
const LONG_HEADER: usize = 16;

/// How many bytes show whether a file is an MP4 file.
pub(crate) const SIGNATURE_LENGTH: usize = SHORT_HEADER;

/// Whether a file starts as every MP4 file does.
pub(crate) fn is_mp4(start: &[u8]) -> bool {
    start.get(4..SHORT_HEADER) == Some(FILE_TYPE)
}

/// Follows the top-level boxes of an MP4 file (ISO/IEC 14496-12 §4.2) as its bytes pass by, to tell a whole file
/// from one that was cut where no length was announced.
#[derive(Debug, Default)]
pub(crate) struct Mp4BoxTracker {
    types: HashSet<[u8; 4]>,
    header: Vec<u8>,
    /// Bytes of the current box that are still to come.
    remaining: u64,
    /// The current box goes on to the end of the file.
    ends_with_file: bool,
    is_no_mp4: bool,
}

impl Mp4BoxTracker {
    pub(crate) fn add(&mut self, mut bytes: &[u8]) {
        while !self.is_no_mp4 && !self.ends_with_file && !bytes.is_empty() {
            if self.remaining > 0 {
                let skipped = usize::try_from(self.remaining).unwrap_or(usize::MAX).min(bytes.len());
                self.remaining -= skipped as u64;
                bytes = &bytes[skipped..];
            } else {
                self.header.push(bytes[0]);
                bytes = &bytes[1..];
                self.read_header();
            }
        }
    }

    fn read_header(&mut self) {
        let length = self.header.len();
        let Some((size, kind)) = self.header.split_first_chunk::<4>() else { return };
        let Some(kind) = kind.first_chunk::<4>() else { return };
        let mut size = u64::from(u32::from_be_bytes(*size));
        let is_long = size == 1;
        if is_long {
            let Some(long) = self.header.get(SHORT_HEADER..LONG_HEADER) else { return };
            size = long.iter().fold(0, |size, byte| size << 8 | u64::from(*byte));
        }
        self.ends_with_file = size == 0 && !is_long;
        let is_first = self.types.is_empty();
        self.is_no_mp4 = (is_first && kind != FILE_TYPE) || (!self.ends_with_file && size < length as u64);
        self.types.insert(*kind);
        self.remaining = size.saturating_sub(length as u64);
        self.header.clear();
    }

    /// Whether the bytes so far may be a whole file; always true for what is no MP4 file and cannot be judged.
    pub(crate) fn may_be_whole(&self) -> bool {
        let at_end = self.header.is_empty() && (self.remaining == 0 || self.ends_with_file);
        // No MP4 file plays without both.
        self.is_no_mp4 || (at_end && self.types.contains(b"moov") && self.types.contains(b"mdat"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may_be_whole(bytes: &[u8], step: usize) -> bool {
        let mut tracker = Mp4BoxTracker::default();
        bytes.chunks(step).for_each(|chunk| tracker.add(chunk));
        tracker.may_be_whole()
    }

    fn file() -> Vec<u8> {
        let mut file = b"\0\0\0\x0cftypisom\0\0\0\x08moov".to_vec();
        file.extend(b"\0\0\0\x01mdat\0\0\0\0\0\0\0\x14vide");
        file
    }

    #[test]
    fn may_be_whole_of_each_beginning_is_true_only_at_the_end() {
        let file = file();
        for step in [1, 3, 100] {
            for end in 1..file.len() {
                assert!(!may_be_whole(&file[..end], step), "{end}");
            }
            assert!(may_be_whole(&file, step));
        }
    }

    #[test]
    fn may_be_whole_of_last_box_without_size_is_true() {
        assert!(may_be_whole(b"\0\0\0\x08ftyp\0\0\0\x08moov\0\0\0\0mdatxyz", 2));
    }

    #[test]
    fn may_be_whole_of_other_bytes_cannot_be_judged() {
        assert!(may_be_whole(b"\x1aE\xdf\xa3 webm and more", 5));
    }
}
