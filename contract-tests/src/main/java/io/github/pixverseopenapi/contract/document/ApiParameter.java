package io.github.pixverseopenapi.contract.document;

/**
 * A parameter of an operation.
 *
 * @param name the name
 * @param in where it stands
 * @param required whether a request must have it
 * @param schema the reference to the schema of its value
 */
public record ApiParameter(String name, Location in, boolean required, String schema) {

    /** The parts of a URL that hold parameters. */
    public enum Location {
        /** A segment of the path. */
        PATH,
        /** The query. */
        QUERY;

        static Location of(String in) {
            return switch (in) {
                case "path" -> PATH;
                case "query" -> QUERY;
                default ->
                    throw new IllegalArgumentException(Message.of("in of a parameter", "path or query", in) + ".");
            };
        }
    }
}
