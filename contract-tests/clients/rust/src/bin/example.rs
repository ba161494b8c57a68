use pixverse_client::{Client, TextToVideoRequest};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut client = Client::new(&std::env::var("SEGMIND_API_KEY")?)?;
    if let Ok(server) = std::env::var("PIXVERSE_BASE_URL") {
        client = client.with_server(server);
    }
    let request = TextToVideoRequest::new("A paper boat on a rainy street");
    let video = client.text_to_video(&request).await?;
    Ok(std::fs::write("boat.mp4", video)?)
}
