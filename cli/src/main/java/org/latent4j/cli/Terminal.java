package org.latent4j.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the program reads and writes.
 *
 * @param in standard input
 * @param out standard output: data; its failures are thrown, unlike those of a print stream
 * @param err standard error: talk
 * @param live whether somebody watches standard error, so that a progress line is welcome
 * @param colour whether standard error may be coloured
 * @param interruption what Ctrl-C does
 */
record Terminal(
    InputStream in,
    OutputStream out,
    PrintStream err,
    boolean live,
    boolean colour,
    Interruption interruption) {

  private static final int BUFFER = 1 << 16;

  /**
   * The streams of this process. The launcher tells by the system property {@code latent.terminal}
   * whether standard error is a terminal; all text is UTF-8.
   */
  static Terminal ofProcess(Interruption interruption) {
    boolean terminal = Boolean.getBoolean("latent.terminal");
    return new Terminal(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER),
        new BufferedOutputStream(new Pipe(new FileOutputStream(FileDescriptor.out)), BUFFER),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        terminal && isUnset("CI"),
        terminal && isUnset("NO_COLOR"),
        interruption);
  }

  /** Writes text to standard output. */
  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isUnset(String variable) {
    String value = System.getenv(variable);
    return value == null || value.isEmpty();
  }

  /** Tells a reader that went away from other failures of a stream. */
  static final class Pipe extends OutputStream {
    private final OutputStream target;

    Pipe(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] values, int from, int count) throws IOException {
      try {
        target.write(values, from, count);
      } catch (IOException e) {
        throw translate(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        target.flush();
      } catch (IOException e) {
        throw translate(e);
      }
    }

    private static IOException translate(IOException e) {
      String text = String.valueOf(e.getMessage());
      return text.contains("Broken pipe") || text.contains("pipe is being closed")
          ? new ClosedPipeException(e)
          : e;
    }
  }
}
