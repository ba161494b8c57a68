import os
from pathlib import Path

from pixverse_client import ApiClient, Configuration, PixverseApi, TextToVideoRequest

configuration = Configuration(host=os.getenv("PIXVERSE_BASE_URL"), api_key={"apiKey": os.environ["SEGMIND_API_KEY"]})
with ApiClient(configuration) as client:
    video = PixverseApi(client).text_to_video(TextToVideoRequest(prompt="A paper boat on a rainy street"))
    Path("boat.mp4").write_bytes(video)
