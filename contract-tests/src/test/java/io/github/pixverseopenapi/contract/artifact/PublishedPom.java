package io.github.pixverseopenapi.contract.artifact;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The POM that users get with the jar. */
record PublishedPom(Element project) {
    static PublishedPom read(Path file) throws Exception {
        return new PublishedPom(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement());
    }

    String version() {
        return text(project, "version");
    }

    /** The text at a path such as {@code scm/url}; empty if there is none. */
    String textAt(String path) {
        List<Element> found = List.of(project);
        for (String name : path.split("/")) {
            found = found.stream()
                    .flatMap(parent -> children(parent, name).stream())
                    .toList();
        }
        return found.stream().findFirst().map(Element::getTextContent).orElse("");
    }

    boolean has(String name) {
        return !children(project, name).isEmpty();
    }

    /** Each as {@code group:artifact:version:scope}. */
    List<String> dependencies() {
        return children(children(project, "dependencies").get(0), "dependency").stream()
                .map(each -> String.join(
                        ":",
                        text(each, "groupId"),
                        text(each, "artifactId"),
                        text(each, "version"),
                        text(each, "scope")))
                .toList();
    }

    private static String text(Element parent, String name) {
        return children(parent, name).get(0).getTextContent();
    }

    private static List<Element> children(Element parent, String name) {
        NodeList all = parent.getChildNodes();
        return IntStream.range(0, all.getLength())
                .<Node>mapToObj(all::item)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }
}
