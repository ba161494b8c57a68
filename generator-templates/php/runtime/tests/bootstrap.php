<?php

// Loads the package from Composer's vendor folder or, as distributions package these libraries, from the include path.

declare(strict_types=1);

if (is_file(__DIR__ . '/../vendor/autoload.php')) {
    require __DIR__ . '/../vendor/autoload.php';
}
spl_autoload_register(function (string $class): void {
    $folders = ['Pixverse\\Client\\Tests\\' => __DIR__ . '/', 'Pixverse\\Client\\' => __DIR__ . '/../src/Client/'];
    foreach ($folders as $prefix => $folder) {
        $file = $folder . str_replace('\\', '/', substr($class, strlen($prefix))) . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require $file;
            return;
        }
    }
});
foreach (['GuzzleHttp/autoload.php', 'GuzzleHttp/Psr7/autoload.php'] as $library) {
    $file = stream_resolve_include_path($library);
    if ($file !== false && !class_exists(\GuzzleHttp\Client::class)) {
        require_once $file;
    }
}
