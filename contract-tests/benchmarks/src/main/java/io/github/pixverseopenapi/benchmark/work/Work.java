package io.github.pixverseopenapi.benchmark.work;

import io.github.pixverseopenapi.benchmark.report.Row;
import java.util.List;

/** A piece of work that all contenders do. */
public interface Work {
    List<Row> measure(Setting setting) throws Exception;
}
