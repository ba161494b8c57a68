package io.github.pixverseopenapi.contract.verify.report;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes well-formed XML: everything is escaped, and every element is closed. */
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

    /** Text that is no element and needs no escaping, such as a document type. */
    Xml raw(String markup) {
        flushed(() -> text.append(markup));
        return this;
    }

    /**
     * Writes an element.
     *
     * @param content writes what is inside
     * @param attributes names and values in turn
     */
    Xml element(String name, Runnable content, String... attributes) {
        attempt(() -> {
            writer.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                writer.writeAttribute(attributes[i], attributes[i + 1]);
            }
        });
        content.run();
        // Where nothing is inside, too, the JDK writes an end tag: to HTML, <div/> is a beginning without an end.
        attempt(writer::writeEndElement);
        return this;
    }

    /** Writes an element with a text inside. */
    Xml element(String name, String content, String... attributes) {
        return element(name, () -> text(content), attributes);
    }

    /** Writes an element that never has anything inside, such as {@code <meta/>}. */
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
