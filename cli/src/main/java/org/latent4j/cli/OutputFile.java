package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names of files to be written. */
final class OutputFile {

  private static final String EXAMPLE = "example:";

  private OutputFile() {}

  /** Whether a name stands for standard output. */
  static boolean isStandardOutput(String name) {
    return name.equals("-");
  }

  /**
   * Refuses to write over what is read.
   *
   * @param output a file, or - for standard output
   * @param inputs files, - for standard input, or examples
   * @throws CommandException if the output is one of the inputs, by whatever name
   */
  static void requireOtherThan(String output, String... inputs) throws IOException {
    for (String input : inputs) {
      boolean isFile = !input.equals("-") && !input.startsWith(EXAMPLE);
      if (isFile && !isStandardOutput(output) && isSame(Path.of(output), Path.of(input))) {
        throw CommandException.usage(
            "the output must be another file than the input, got '"
                + output
                + "' and '"
                + input
                + "'");
      }
    }
  }

  private static boolean isSame(Path output, Path input) throws IOException {
    return output.toAbsolutePath().normalize().equals(input.toAbsolutePath().normalize())
        || (Files.isRegularFile(output)
            && Files.isRegularFile(input)
            && Files.isSameFile(output, input));
  }
}
