<?php

use Pixverse\Client\{PixverseApi, TextToVideoRequest};

require 'vendor/autoload.php';

$pixverse = new PixverseApi(getenv('SEGMIND_API_KEY'), getenv('PIXVERSE_BASE_URL') ?: PixverseApi::SERVER);
$video = $pixverse->textToVideo(new TextToVideoRequest(prompt: 'A paper boat on a rainy street'));
file_put_contents('boat.mp4', $video);
