/** A client of the PixVerse video endpoints that never sends a paid request twice. */
module io.github.pixverseopenapi.client {
    requires transitive okhttp3;
    requires transitive retrofit2;
    requires com.google.gson;
    requires okio;
    requires static transitive org.jspecify;

    exports io.github.pixverseopenapi.client;
    exports io.github.pixverseopenapi.client.model;
}
