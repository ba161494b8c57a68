use serde_json::{Map, Value};

/// A value of a response; `None` if it is not of the documented type.
pub(crate) trait FromJson: Sized {
    fn from_json(value: &Value) -> Option<Self>;
}

/// A property of a response.
pub(crate) fn read<T: FromJson>(json: &Map<String, Value>, name: &str) -> Option<T> {
    json.get(name).and_then(T::from_json)
}

impl FromJson for String {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_str().map(Into::into)
    }
}

impl FromJson for f64 {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_f64()
    }
}

impl FromJson for i64 {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

impl FromJson for i32 {
    fn from_json(value: &Value) -> Option<Self> {
        value.as_i64()?.try_into().ok()
    }
}

/// An object of any shape.
impl FromJson for Value {
    fn from_json(value: &Value) -> Option<Self> {
        value.is_object().then(|| value.clone())
    }
}

/// The elements that have the documented type.
impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value) -> Option<Self> {
        Some(value.as_array()?.iter().filter_map(T::from_json).collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::models::{HistoryPage, JobResult, JobState};

    #[test]
    fn properties_of_another_type_are_missing() {
        let json = json!({
            "status": "RESTING", "output": 7, "seed": 1.5, "video": {"url": "u", "file_size": 9},
            "metrics": {"cost": 1, "remaining_credits": "9", "retry_count": 2}, "more": [1],
        });
        let result = JobResult::from_json(&json).unwrap();
        assert_eq!((result.status, &result.output, result.seed), (None, &None, None));
        let video = result.video.as_ref().unwrap();
        assert_eq!((video.url.as_deref(), &video.file_size), (Some("u"), &None));
        let metrics = result.metrics.as_ref().unwrap();
        assert_eq!((metrics.cost, metrics.remaining_credits, metrics.retry_count), (Some(1.0), None, Some(2)));
        assert_eq!(result.json()["more"], json!([1]));
        assert_eq!(JobState::from_json(&json!("QUEUED")), Some(JobState::Queued));
        assert_eq!(JobResult::from_json(&json!([])), None);
    }

    #[test]
    fn elements_of_another_type_are_left_out() {
        let page = HistoryPage::from_json(&json!({"data": [1, {"request_id": "a", "request_body": "x"}]})).unwrap();
        assert_eq!((page.data.len(), page.data[0].request_id.as_deref()), (1, Some("a")));
        assert_eq!((&page.data[0].request_body, page.page), (&None, None));
        assert!(HistoryPage::from_json(&json!({})).unwrap().data.is_empty());
    }
}
