use pixverse_client::{Billing, Client, ErrorKind, Quality, V5VideoRequest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(std::env::var("SEGMIND_API_KEY")?).base_url(std::env::var("PIXVERSE_BASE_URL")?).build()?;
    let request = V5VideoRequest::new("A potter shapes a tall vase").set("duration", 8).quality(Quality::P1080);
    match client.generate_v5_video(&request).await {
        Ok(mut video) => {
            let bytes = video.bytes().await?;
            println!("{:?}, {} bytes", video.metadata().cost, bytes.len());
        }
        Err(error) => match error.kind() {
            ErrorKind::InvalidRequest { violations, .. } => eprintln!("not sent: {violations:?}"), // names every wrong field
            ErrorKind::RateLimited { retry_after, .. } => eprintln!("try again after {retry_after:?}"),
            _ if error.billing() == Billing::Unknown => eprintln!("may be billed: {error}"), // check before sending again
            _ => return Err(error.into()),
        },
    }
    Ok(())
}
