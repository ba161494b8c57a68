use pixverse_client::{Client, TextToVideoRequest, run_bounded};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(std::env::var("SEGMIND_API_KEY")?).base_url(std::env::var("PIXVERSE_BASE_URL")?).build()?;
    let requests = ["A paper boat", "A potter", "A lighthouse"].map(TextToVideoRequest::new);
    let mut videos = run_bounded(2, requests.into_iter().enumerate(), |(index, request)| {
        let client = client.clone();
        async move {
            let job = client.submit(&request).await?;
            job.wait().await?.save_to(format!("videos/{index}.mp4")).await
        }
    });
    while let Some(((index, _), result)) = videos.next().await {
        match result {
            Ok(saved) => println!("{index}: {}", saved.path.display()),
            Err(error) => eprintln!("{index}: {error}"), // the others go on
        }
    }
    Ok(())
}
