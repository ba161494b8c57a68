module com.example.consumer {
    requires io.github.pixverseopenapi.client;
    // The client is an automatic module, which cannot ask for these two itself.
    requires com.google.gson;
    requires okhttp3;
}
