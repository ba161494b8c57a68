use std::time::Duration;

use pixverse_client::{Billing, Client, ErrorKind, TextToVideoRequest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(std::env::var("SEGMIND_API_KEY")?).base_url(std::env::var("PIXVERSE_BASE_URL")?).build()?;
    let request = TextToVideoRequest::new("A paper boat on a rainy street");
    let job = match client.submit(&request).await {
        Ok(job) => job,
        Err(error) if error.billing() == Billing::Unknown => match &client.look_up(&error).await?[..] {
            [found] => client.job_of(found),
            found => return Err(format!("{} jobs of the history may be it", found.len()).into()),
        },
        Err(error) => return Err(error.into()), // not billed
    };
    println!("{}", job.id()); // store it: client.job(id) goes on in another process
    let waiting = job
        .wait()
        .deadline(Duration::from_secs(10 * 60))
        .on_status(|progress| println!("{:?} after {:?} of {:?}", progress.state, progress.elapsed, progress.typical));
    match waiting.await {
        Ok(mut video) => println!("{}", video.save_to("videos/job.mp4").await?.path.display()),
        Err(error) if matches!(error.kind(), ErrorKind::JobTimeout { .. }) => eprintln!("wait again: {error}"),
        Err(error) => return Err(error.into()),
    }
    println!("{:?}", job.result().await?.metrics.and_then(|metrics| metrics.cost));
    Ok(())
}
