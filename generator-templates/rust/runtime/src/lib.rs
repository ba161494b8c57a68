//! A client of the PixVerse video endpoints on Segmind, for tokio.
//!
//! It sends a paid request at most once, keeps every paid video, never shows the API key, and says what each failure
//! means for the bill. [`Client`] has one method for each operation that makes a video, and makes the same videos as jobs,
//! which survive broken connections: [`Client::submit`].
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use pixverse_client::{Client, TextToVideoRequest};
//!
//! let client = Client::new(std::env::var("SEGMIND_API_KEY")?)?;
//! let request = TextToVideoRequest::new("A paper boat on a rainy street");
//! client.text_to_video(&request).save_to("boat.mp4").await?;
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]
#![warn(missing_docs, missing_debug_implementations, clippy::pedantic)]
// Numbers of the document and times are far from the limits of f64.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
// Texts of the document have no backticks.
#![allow(clippy::doc_markdown)]
// The shorter form is longer here.
#![allow(clippy::format_collect, clippy::redundant_closure_for_method_calls, clippy::single_match_else)]

mod account;
mod api_key;
mod base_url;
mod billing;
mod bounded;
mod client;
mod download;
mod error;
mod error_body;
mod free_call;
mod from_json;
mod http;
mod job;
mod job_id;
mod job_reader;
mod key_redactor;
mod look_up;
mod media_type;
mod mp4;
mod nearest_name;
mod operation;
mod paid_call;
mod request_schema;
mod response;
mod retry;
mod save;
mod submit;
mod upload;
mod video;

// Generated.
#[rustfmt::skip]
mod metadata;
#[rustfmt::skip]
mod models;
#[rustfmt::skip]
mod operations;
#[rustfmt::skip]
#[allow(clippy::needless_raw_string_hashes, clippy::unreadable_literal)]
mod schemas;

pub use account::HistoryQuery;
pub use api_key::ApiKey;
pub use billing::Billing;
pub use bounded::{Bounded, run_bounded};
pub use client::{Client, ClientBuilder};
pub use error::{Error, ErrorKind, OptionsError, Result, Violation};
pub use job::{JobProgress, JobWait, VideoJob};
pub use look_up::JobCandidate;
pub use metadata::VideoMetadata;
pub use models::*;
pub use operations::{OPERATIONS, OperationInfo};
pub use paid_call::{Call, SavingCall};
pub use submit::{SubmitCall, VideoRequest};
pub use upload::UploadCall;
pub use video::{SavedVideo, Video, VideoStream};
