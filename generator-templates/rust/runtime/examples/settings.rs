use std::time::Duration;

use pixverse_client::{Client, V6VideoRequest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder(std::env::var("SEGMIND_API_KEY")?)
        .base_url(std::env::var("PIXVERSE_BASE_URL")?)
        .timeout(Duration::from_secs(120))
        .connect_timeout(Duration::from_secs(10))
        .max_retries(5)
        .build()?;
    let request = V6VideoRequest::new("A kite over a windy beach").seed(7).additional_property("camera", "static");
    let mut video = client.generate_v6_video(&request).timeout(Duration::from_secs(60)).max_retries(0).await?;
    println!("{} bytes", video.bytes().await?.len());
    Ok(())
}
