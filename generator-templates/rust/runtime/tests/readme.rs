//! Runs the programs of the README, which are the examples of this package.

mod stub;

use std::path::PathBuf;
use std::process::Command;

use stub::{Stub, video};

#[test]
fn programs_of_the_readme_run() {
    let readme = include_str!("../README.md");
    let snippets: Vec<&str> = readme.split("```rust\n").skip(1).filter_map(|part| part.split("```").next()).collect();
    let folder = stub::folder("readme");
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    let binaries = std::env::current_exe().unwrap().parent().unwrap().parent().unwrap().join("examples");
    let mut programs = 0;
    for entry in std::fs::read_dir(examples).unwrap() {
        let source = entry.unwrap().path();
        let text = std::fs::read_to_string(&source).unwrap();
        assert!(snippets.contains(&text.as_str()), "{} must be in README.md", source.display());
        let stub = Stub::start(vec![video(), video(), video()]);
        let output = Command::new(binaries.join(source.file_stem().unwrap()))
            .env("PIXVERSE_BASE_URL", &stub.url)
            .env("SEGMIND_API_KEY", stub::KEY)
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}: {output:?}", source.display());
        programs += 1;
    }
    assert_eq!(snippets.len(), programs);
    assert_eq!(std::fs::read(folder.join("boat.mp4")).unwrap(), stub::VIDEO);
    assert_eq!(std::fs::read(folder.join("videos/2.mp4")).unwrap(), stub::VIDEO);
}
