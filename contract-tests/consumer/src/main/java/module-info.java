module com.example.consumer {
    requires io.github.pixverseopenapi.client;
}
