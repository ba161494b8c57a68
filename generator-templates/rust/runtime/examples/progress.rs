use pixverse_client::{Client, TextToVideoRequest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(std::env::var("SEGMIND_API_KEY")?).base_url(std::env::var("PIXVERSE_BASE_URL")?).build()?;
    let job = client.submit(&TextToVideoRequest::new("A paper boat on a rainy street")).await?;
    let mut video = job.wait().await?;
    let show = |saved: u64, total: Option<u64>| match total {
        Some(total) => println!("{} %", 100 * saved / total.max(1)),
        None => println!("{saved} bytes"),
    };
    video.save_to_with_progress("videos/progress.mp4", show).await?;
    Ok(())
}
