//! Runs the programs of the README, which are the examples of this package.

mod stub;

use std::path::PathBuf;
use std::process::Command;

use stub::{Step, Stub, json, video};

fn respond(request: &str) -> Vec<Step> {
    let line = request.lines().next().unwrap();
    let host = request.lines().find_map(|line| line.to_lowercase().strip_prefix("host: ").map(str::to_owned)).unwrap();
    let id = "5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98";
    if line.contains("POST /v2/") {
        json(&format!("{{\"request_id\":\"{id}\"}}"))
    } else if line.contains("/v2/requests/") {
        json(&format!(
            "{{\"status\":\"COMPLETED\",\"output\":\"http://{host}/boat.mp4\",\"metrics\":{{\"cost\":0.45}}}}"
        ))
    } else if line.contains("/get-user-credits") {
        json("{\"credits\":12.5}")
    } else if line.contains("/request-history") {
        json(&format!("{{\"data\":[{{\"request_id\":\"{id}\"}}],\"model_status\":\"COMPLETED\"}}"))
    } else if line.contains("/upload-asset") {
        json("{\"urls\":[\"https://example.com/boat.png\"]}")
    } else {
        video()
    }
}

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
        let stub = Stub::serving(|request, _| respond(request));
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
    for name in ["job", "progress", "0", "1", "2"] {
        assert_eq!(std::fs::read(folder.join(format!("videos/{name}.mp4"))).unwrap(), stub::VIDEO, "{name}");
    }
}
