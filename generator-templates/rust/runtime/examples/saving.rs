use pixverse_client::{Client, ErrorKind, TextToVideoRequest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(std::env::var("SEGMIND_API_KEY")?).base_url(std::env::var("PIXVERSE_BASE_URL")?).build()?;
    let request = TextToVideoRequest::new("A paper boat on a rainy street");
    let saved = client
        .text_to_video(&request)
        .save_to("videos/boat.mp4")
        .on_progress(|saved, total| println!("{saved} of {total:?} bytes"))
        .await?;
    println!("{}: {} bytes", saved.path.display(), saved.size);

    let mut video = client.text_to_video(&request).await?;
    println!("{} {:?} {:?}", video.content_type(), video.size(), video.metadata().seed);
    match video.save_to("videos/other.mp4").await {
        Err(error) if matches!(error.kind(), ErrorKind::SaveFailed { .. }) => {
            eprintln!("the bytes are in {:?}", error.saved_to());
            video.save_to("other.mp4").await?;
        }
        result => drop(result?),
    }
    Ok(())
}
