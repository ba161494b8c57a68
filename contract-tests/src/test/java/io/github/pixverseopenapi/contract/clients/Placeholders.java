package io.github.pixverseopenapi.contract.clients;

import io.github.pixverseopenapi.contract.fixtures.QuotedKey;
import java.nio.file.Path;

/**
 * What differs from run to run, in the texts of a case.
 *
 * @param otherServer stands for <code>{otherServer}</code>: a server that must not be called
 * @param fileServer stands for <code>{fileServer}</code>: a server that has one video
 * @param closedServer stands for <code>{closedServer}</code>: an address that refuses connections
 * @param folder stands for <code>{folder}</code>: an empty folder
 * @param image stands for <code>{image}</code>: a PNG file
 * @param key stands for <code>{key:FORM}</code>, in the form of a {@link QuotedKey}
 */
record Placeholders(String otherServer, String fileServer, String closedServer, Path folder, Path image, String key) {
    String in(String text) {
        String replaced = text.replace("{otherServer}", otherServer)
                .replace("{fileServer}", fileServer)
                .replace("{closedServer}", closedServer)
                .replace("{folder}", folder.toString())
                .replace("{image}", image.toString());
        for (QuotedKey form : QuotedKey.values()) {
            replaced = replaced.replace("{key:" + form + "}", form.of(key));
        }
        return replaced;
    }
}
