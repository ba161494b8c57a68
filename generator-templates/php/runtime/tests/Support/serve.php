<?php

// Serves scripted responses on loopback. The argument is the file for the requests; standard input is the script as JSON:
// for each connection a list of steps, ["send", BASE64], ["repeat", BASE64, TIMES] or ["sleep", SECONDS]. Prints the port.

declare(strict_types=1);

[, $log] = $argv;
$script = json_decode((string) stream_get_contents(STDIN), true);
$server = stream_socket_server('tcp://127.0.0.1:0');
echo explode(':', (string) stream_socket_get_name($server, false))[1], "\n";
foreach ($script as $steps) {
    $connection = stream_socket_accept($server, 60);
    if ($connection === false) {
        exit;
    }
    $request = '';
    // A TLS handshake has no head.
    while (!str_contains($request, "\r\n\r\n") && ($request[0] ?? '') !== "\x16") {
        $bytes = fread($connection, 65536);
        if ($bytes === '' || $bytes === false) {
            break;
        }
        $request .= $bytes;
    }
    $length = preg_match('/\r\nContent-Length: *(\d+)/i', $request, $found) === 1 ? (int) $found[1] : 0;
    while (strlen($request) < (int) strpos($request, "\r\n\r\n") + 4 + $length && !feof($connection)) {
        $request .= fread($connection, 65536);
    }
    file_put_contents($log, json_encode($request) . "\n", FILE_APPEND);
    foreach ($steps as $step) {
        if ($step[0] === 'sleep') {
            usleep((int) ($step[1] * 1e6));
            continue;
        }
        $bytes = base64_decode($step[1]);
        for ($i = 0; $i < ($step[2] ?? 1); $i++) {
            if (@fwrite($connection, $bytes) === false) {
                break;
            }
        }
    }
    fclose($connection);
}
// Requests that the script does not expect are counted, too.
while (($connection = @stream_socket_accept($server, 60)) !== false) {
    file_put_contents($log, json_encode((string) fread($connection, 65536)) . "\n", FILE_APPEND);
    fclose($connection);
}
