import os

from pixverse_client import Pixverse, TextToVideoRequest

with Pixverse(os.environ["SEGMIND_API_KEY"], base_url=os.getenv("PIXVERSE_BASE_URL")) as pixverse:
    pixverse.text_to_video(TextToVideoRequest(prompt="A paper boat on a rainy street"), save_to="boat.mp4")
