package io.github.pixverseopenapi.contract.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("pit-record")
class RealPathTest {

    @TempDir
    private Path root;

    @Test
    void isSameAs_dotsOrOtherCase_isTrue() {
        assertSame("a/b", "a/c/../b");
        assertSame("a/b", "A/B");
        assertDifferent("a/b", "a/c");
        assertThat(RealPath.of(Path.of("a")).isSameAs(RealPath.of(Path.of("a").toAbsolutePath())))
                .isTrue();
    }

    @Test
    void isSameAs_hardLink_isTrue() throws IOException {
        Files.createFile(root.resolve("file"));
        Files.createFile(root.resolve("other"));
        Files.createLink(root.resolve("hard"), root.resolve("file"));

        assertSame("hard", "file");
        assertDifferent("other", "file");
        assertDifferent("none", "file");
        assertDifferent("file", "none");
    }

    @Test
    void isSameAs_links_areFollowedEvenIfDangling() throws IOException {
        link("first", "second");
        link("second", "none");
        Files.createDirectory(root.resolve("folder"));
        link("third", "folder");

        assertSame("first", "none");
        assertSame("third/none", "folder/none");
        assertDifferent("first", "second2");
    }

    @Test
    void isSameAs_circularLinks_ends() throws IOException {
        link("a", "b");
        link("b", "a");

        assertSame("a", "a");
    }

    @Test
    void isWithin_folderItselfOrBelow_isTrue() {
        RealPath folder = RealPath.of(root.resolve("folder"));

        assertThat(folder.isWithin(folder)).isTrue();
        assertThat(RealPath.of(root.resolve("FOLDER/a")).isWithin(folder)).isTrue();
        assertThat(RealPath.of(root.resolve("folder/..")).isWithin(folder)).isFalse();
        assertThat(RealPath.of(root.resolve("folder2")).isWithin(folder)).isFalse();
        assertThat(RealPath.of(Path.of("/")).isWithin(folder)).isFalse();
    }

    private void link(String name, String to) throws IOException {
        Files.createSymbolicLink(root.resolve(name), Path.of(to));
    }

    private void assertSame(String first, String second) {
        assertThat(RealPath.of(root.resolve(first)).isSameAs(RealPath.of(root.resolve(second))))
                .isTrue();
    }

    private void assertDifferent(String first, String second) {
        assertThat(RealPath.of(root.resolve(first)).isSameAs(RealPath.of(root.resolve(second))))
                .isFalse();
    }
}
