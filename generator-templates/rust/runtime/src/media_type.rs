/// How many bytes of a file are enough.
pub(crate) const START_LENGTH: usize = 16;
pub(crate) const ALLOWED: &str = "an image (PNG, JPEG, GIF, WebP) or a video (MP4, MOV, WebM)";

/// How the brands of HEIC, AVIF and other images begin that have the structure of MP4.
const HEIF: [&[u8]; 5] = [b"hei", b"hev", b"mif", b"msf", b"avi"];

/// The media type of a file, by its first bytes; `None` if it is none that is known.
pub(crate) fn media_type(start: &[u8]) -> Option<&'static str> {
    let is_at = |at: usize, text: &[u8]| start.get(at..at + text.len()) == Some(text);
    if is_at(0, b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if is_at(0, b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if is_at(0, b"GIF87a") || is_at(0, b"GIF89a") {
        Some("image/gif")
    } else if is_at(0, b"RIFF") && is_at(8, b"WEBP") {
        Some("image/webp")
    } else if is_at(4, b"ftypqt  ") {
        Some("video/quicktime")
    } else if is_at(4, b"ftyp") && !HEIF.iter().any(|brand| is_at(8, brand)) {
        Some("video/mp4")
    } else {
        is_at(0, b"\x1aE\xdf\xa3").then_some("video/webm")
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn media_type_of_each_start() {
        for (start, expected) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"GIF89a", Some("image/gif")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"\0\0\0\x14ftypqt  ", Some("video/quicktime")),
            (b"\0\0\0\x14ftypisom", Some("video/mp4")),
            (b"\0\0\0\x14ftypheic", None),
            (b"\0\0\0\x14ftypavif", None),
            (b"\x1aE\xdf\xa3", Some("video/webm")),
            (b"<svg xmlns=\"", None),
            (b"", None),
        ] {
            assert_eq!(media_type(start), expected);
        }
    }
}
