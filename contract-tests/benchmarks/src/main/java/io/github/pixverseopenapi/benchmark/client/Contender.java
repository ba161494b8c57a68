package io.github.pixverseopenapi.benchmark.client;

import java.util.List;

/** Makes the client of a name. Loads no class of another one, because a cold start counts classes. */
public enum Contender {
    PIXVERSE("pixverse-client"),
    OKHTTP("OkHttp, no pool"),
    OKHTTP_POOLED("OkHttp as it comes"),
    OKHTTP_FSYNC("OkHttp, fsync"),
    JDK("JDK HttpClient, Gson"),
    STOCK_RETROFIT("stock retrofit2"),
    STOCK_NATIVE("stock native");

    /** For work in which the variants of OkHttp do not differ. */
    public static final List<Contender> LIBRARIES = List.of(PIXVERSE, OKHTTP, JDK, STOCK_RETROFIT, STOCK_NATIVE);

    private final String title;

    Contender(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /**
     * Makes a client.
     *
     * @param concurrency how many calls may run at once, for clients whose documentation has an option for it
     */
    public VideoClient connect(String url, int concurrency) {
        return switch (this) {
            case PIXVERSE -> new PixverseVideoClient(url, concurrency);
            case OKHTTP -> new OkHttpVideoClient(url, concurrency, false, false);
            case OKHTTP_FSYNC -> new OkHttpVideoClient(url, concurrency, false, true);
            case OKHTTP_POOLED -> new OkHttpVideoClient(url, concurrency, true, false);
            case JDK -> new JdkVideoClient(url);
            case STOCK_RETROFIT -> new StockRetrofitClient(url);
            case STOCK_NATIVE -> new StockNativeClient(url);
        };
    }
}
