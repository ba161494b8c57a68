package io.github.pixverseopenapi.contract.verify;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads the output with third-party parsers. */
public final class Markup {

    private Markup() {}

    /** The root of a well-formed XML file. */
    public static Element parse(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))))
                .getDocumentElement();
    }

    public static List<Element> elements(Element root, String name) {
        NodeList found = root.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** Text with numeric references decoded, as a browser shows it. */
    public static String withoutReferences(String text) {
        return Pattern.compile("&#(\\d+);")
                .matcher(text)
                .replaceAll(reference ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(reference.group(1)))));
    }
}
