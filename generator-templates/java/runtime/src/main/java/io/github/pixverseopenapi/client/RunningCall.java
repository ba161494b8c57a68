package io.github.pixverseopenapi.client;

import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** The call that runs at the moment, of several that follow each other. Cancelling it cancels the later ones too. */
final class RunningCall {
    private @Nullable Call call;
    private boolean cancelled;

    synchronized Call start(Call next) {
        call = next;
        if (cancelled) {
            next.cancel();
        }
        return next;
    }

    synchronized void cancel() {
        cancelled = true;
        if (call != null) {
            call.cancel();
        }
    }
}
