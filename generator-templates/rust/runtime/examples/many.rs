use std::sync::Arc;

use pixverse_client::{Client, TextToVideoRequest};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(std::env::var("SEGMIND_API_KEY")?).base_url(std::env::var("PIXVERSE_BASE_URL")?).build()?;
    let two_at_a_time = Arc::new(Semaphore::new(2));
    let mut calls = JoinSet::new();
    for (index, prompt) in ["A paper boat", "A potter", "A lighthouse"].into_iter().enumerate() {
        let (client, permits) = (client.clone(), two_at_a_time.clone());
        calls.spawn(async move {
            let _permit = permits.acquire_owned().await.expect("the semaphore is not closed");
            let request = TextToVideoRequest::new(prompt);
            client.text_to_video(&request).save_to(format!("videos/{index}.mp4")).await
        });
    }
    while let Some(saved) = calls.join_next().await {
        println!("{}", saved??.path.display());
    }
    Ok(())
}
