package io.github.pixverseopenapi.contract.verify.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes well-formed XML: escapes text and closes every element. */
final class Xml {

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;

    Xml() {
        try {
            writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes markup without escaping, such as a document type. */
    Xml raw(String markup) {
        flushed(() -> text.append(markup));
        return this;
    }

    /**
     * Writes an element.
     *
     * @param content writes the content
     * @param attributes alternating names and values
     */
    Xml element(String name, Runnable content, String... attributes) {
        attempt(() -> {
            writer.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                writer.writeAttribute(attributes[i], attributes[i + 1]);
            }
        });
        content.run();
        // The JDK writes an end tag even without content. HTML requires it: it parses <div/> as a start tag.
        attempt(writer::writeEndElement);
        return this;
    }

    /** Writes an element with text content. */
    Xml element(String name, String content, String... attributes) {
        return element(name, () -> text(content), attributes);
    }

    /** Writes a void element, such as {@code <meta/>}. */
    Xml empty(String name, String... attributes) {
        attempt(() -> {
            writer.writeEmptyElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                writer.writeAttribute(attributes[i], attributes[i + 1]);
            }
        });
        return this;
    }

    Xml text(String content) {
        attempt(() -> writer.writeCharacters(content));
        return this;
    }

    Xml lineBreak() {
        return text("\n");
    }

    @Override
    public String toString() {
        flushed(() -> {});
        return text.toString();
    }

    private void flushed(Runnable then) {
        attempt(writer::flush);
        then.run();
    }

    private static void attempt(Step step) {
        try {
            step.run();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Step {
        void run() throws XMLStreamException;
    }
}
