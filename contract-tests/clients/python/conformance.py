"""Reads calls from standard input, one per line, executes them with the generated client, and prints the outcome of each."""

import io
import json
import os
import sys
from typing import Any, Callable, Dict, Tuple

import urllib3
from pydantic import ValidationError

import pixverse_client
from pixverse_client import TIME_LIMITS, ApiException, PixverseApi

Call = Tuple[Callable[..., bytes], Any]


def calls(api: PixverseApi) -> Dict[str, Call]:
    """The method and the class of the request of each operation."""
    return {
        "textToVideo": (api.text_to_video, pixverse_client.TextToVideoRequest),
        "imageToVideo": (api.image_to_video, pixverse_client.ImageToVideoRequest),
        "generateV5Video": (api.generate_v5_video, pixverse_client.V5VideoRequest),
        "extendV5Video": (api.extend_v5_video, pixverse_client.V5ExtendRequest),
        "generateV6Video": (api.generate_v6_video, pixverse_client.V6VideoRequest),
    }


def outcome(call: Call, case: Dict[str, Any]) -> Dict[str, Any]:
    """Executes one call."""
    method, request = call
    try:
        video = method(request(**case["request"]), timeout=case.get("timeoutSeconds"))
        return {"outcome": "VIDEO", "status": 200, "bytes": len(video)}
    except ValidationError as e:
        return {"outcome": "NOT_SENT", "message": str(e)}
    except ApiException as e:
        return {"outcome": "REFUSED", "status": e.status, "message": str(e)}
    except urllib3.exceptions.HTTPError as e:
        return {"outcome": "FAILED", "message": str(e)}


def main() -> None:
    """Runs until the input ends."""
    # JSON lines are UTF-8 on every platform.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8")
    known = calls(PixverseApi(os.environ["SEGMIND_API_KEY"], os.environ["PIXVERSE_BASE_URL"]))
    print(json.dumps({"timeLimits": dict(TIME_LIMITS)}), flush=True)
    for line in lines:
        case = json.loads(line)
        print(json.dumps(outcome(known[case["operation"]], case)), flush=True)


if __name__ == "__main__":
    main()
