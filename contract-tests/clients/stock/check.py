"""Calls the sandbox with each generated client; fails unless it gives the bytes of the video."""

import os
import sys

import openapi_client

sys.path.insert(0, "openapi-python-client")
from pix_verse_video_endpoints_on_segmind_client import AuthenticatedClient  # noqa: E402
from pix_verse_video_endpoints_on_segmind_client.api.pixverse import text_to_video  # noqa: E402
from pix_verse_video_endpoints_on_segmind_client.models import TextToVideoRequest  # noqa: E402

URL = os.environ["PIXVERSE_BASE_URL"]
KEY = os.environ["SEGMIND_API_KEY"]


def check(tool: str, size: int) -> None:
    if size != int(os.environ["EXPECTED_BYTES"]):
        sys.exit(f"{tool} gave {size} bytes, not {os.environ['EXPECTED_BYTES']}")
    print(f"{tool}: {size} bytes")


client = AuthenticatedClient(base_url=URL, token=KEY, prefix="", auth_header_name="x-api-key")
file = text_to_video.sync(client=client, body=TextToVideoRequest(prompt="A paper boat"))
check("openapi-python-client", len(file.payload.read()))

configuration = openapi_client.Configuration(host=URL, api_key={"apiKey": KEY})
with openapi_client.ApiClient(configuration) as stock:
    request = openapi_client.TextToVideoRequest(
        prompt="A paper boat", aspect_ratio="16:9", duration=5, motion_mode="normal", quality="540p"
    )
    check("OpenAPI Generator python", len(openapi_client.PixverseApi(stock).text_to_video(request)))
