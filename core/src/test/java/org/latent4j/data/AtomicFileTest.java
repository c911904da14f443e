package org.latent4j.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void writesNewFileAndNothingElse() throws IOException {
    Path file = folder.resolve("new.txt");

    AtomicFile.write(file, out -> out.write("hello".getBytes(UTF_8)));

    assertThat(file).hasContent("hello");
    assertThat(entries()).containsExactly("new.txt");
  }

  @Test
  void replacesFileAndKeepsItsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("old.txt"), "a longer old text");
    assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    AtomicFile.write(file, out -> out.write("new".getBytes(UTF_8)));

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void failingContentLeavesOldFileAndNoTemporary() throws IOException {
    Path file = Files.writeString(folder.resolve("kept.txt"), "old");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("the source is gone");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the source is gone");

    assertThat(file).hasContent("old");
    assertThat(entries()).containsExactly("kept.txt");
  }

  @Test
  void followsLinks() throws IOException {
    Path file = Files.writeString(folder.resolve("file.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);

    AtomicFile.write(link, out -> out.write("new".getBytes(UTF_8)));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void refusesMissingFolder() {
    Path file = folder.resolve("nowhere").resolve("file.txt");

    assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write '%s': there is no folder '%s'".formatted(file, file.getParent()));
  }

  @Test
  void refusesFolder() {
    assertThatThrownBy(() -> AtomicFile.write(folder, out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write '%s': it is a folder".formatted(folder));
  }

  @Test
  void tellsFullDisk() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full, a device without room");

    assertThatThrownBy(() -> AtomicFile.write(full, out -> out.write(new byte[1 << 20])))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write '/dev/full': No space left on device");
  }

  @Test
  void writesToDevices() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "needs /dev/null");

    AtomicFile.write(device, out -> out.write(1));

    assertThat(Files.isRegularFile(device)).isFalse();
  }

  private Stream<String> entries() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(p -> p.getFileName().toString()).toList().stream();
    }
  }
}
