use std::time::Duration;

use pixverse_client::{Client, TextToVideoRequest};
use tokio::time::timeout;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(std::env::var("SEGMIND_API_KEY")?).base_url(std::env::var("PIXVERSE_BASE_URL")?).build()?;
    let request = TextToVideoRequest::new("A paper boat on a rainy street");
    let call = client.text_to_video(&request).save_to("cancelled.mp4");
    match timeout(Duration::from_millis(10), async { call.await }).await {
        Ok(saved) => println!("{} bytes", saved?.size),
        Err(_) => eprintln!("cancelled; the job may still be running and be billed"),
    }
    Ok(())
}
