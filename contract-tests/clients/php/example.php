<?php

use Pixverse\Client\{PixverseApi, TextToVideoRequest};

require 'vendor/autoload.php';

$pixverse = new PixverseApi(getenv('SEGMIND_API_KEY'), getenv('PIXVERSE_BASE_URL') ?: PixverseApi::SERVER);
$request = new TextToVideoRequest(prompt: 'A paper boat on a rainy street');
$pixverse->textToVideo($request, saveTo: 'boat.mp4');
