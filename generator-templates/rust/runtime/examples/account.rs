use pixverse_client::{Client, HistoryState, ImageToVideoRequest};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client =
        Client::builder(std::env::var("SEGMIND_API_KEY")?).base_url(std::env::var("PIXVERSE_BASE_URL")?).build()?;
    println!("{:?} US dollars", client.credits().await?.credits);

    let page = client.history().model_name("pixverse").status(HistoryState::Completed).per_page(100).await?;
    for entry in &page.data {
        println!("{:?} {:?} {:?}", entry.request_id, entry.credits_deduction, entry.generation_url);
    }
    let entry = client.history_entry("5f0c7a3e-9b1d-4c62-8a57-3d2e6f104b98").await?;
    println!("{:?}", entry.model_status);

    std::fs::write("boat.png", b"\x89PNG\r\n\x1a\n")?;
    let image_url = client.upload_file("boat.png").on_progress(|sent, total| println!("{sent} of {total}")).await?;
    let request = ImageToVideoRequest::new(image_url, "The boat sets sail");
    println!("{}", client.submit(&request).await?.id());
    Ok(())
}
