import os
from pathlib import Path

from pixverse_client import PixverseApi, TextToVideoRequest

pixverse = PixverseApi(os.environ["SEGMIND_API_KEY"], os.getenv("PIXVERSE_BASE_URL"))
video = pixverse.text_to_video(TextToVideoRequest(prompt="A paper boat on a rainy street"))
Path("boat.mp4").write_bytes(video)
