package org.latent4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What the program did when it was run in this process.
 *
 * @param code how it ended
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Launched(ExitCode code, String out, String err) {

  /** Runs the program; arguments may be anything that tells itself as text, such as paths. */
  static Launched latent(Object... args) {
    return latentReading("", args);
  }

  /** Runs the program with text on its standard input. */
  static Launched latentReading(String in, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(in, out, out, args);
  }

  /** Runs the program when the reader of its standard output has gone away. */
  static Launched latentIntoClosedPipe(Object... args) {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    return run("", new Terminal.Pipe(closed), new ByteArrayOutputStream(), args);
  }

  private static Launched run(
      String in, OutputStream out, ByteArrayOutputStream written, Object... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            new Interruption());
    String[] words = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
    ExitCode code = new Latent(terminal).run(words);
    return new Launched(
        code, written.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Standard output line by line. */
  List<String> lines() {
    return out.lines().toList();
  }
}
