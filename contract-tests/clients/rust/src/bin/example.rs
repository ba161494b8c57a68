use pixverse_client::{Client, TextToVideoRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Client::builder(std::env::var("SEGMIND_API_KEY")?);
    if let Ok(server) = std::env::var("PIXVERSE_BASE_URL") {
        options = options.base_url(server);
    }
    let request = TextToVideoRequest::new("A paper boat on a rainy street");
    options.build()?.text_to_video(&request).save_to("boat.mp4").await?;
    Ok(())
}
