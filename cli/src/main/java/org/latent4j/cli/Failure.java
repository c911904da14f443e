package org.latent4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.latent4j.data.DataException;
import org.latent4j.data.DataFormatException;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.ModelFormatException;

/**
 * What a thrown error means to a user.
 *
 * @param code how the program ends
 * @param sentence what to tell; empty when there is nothing to tell
 */
record Failure(ExitCode code, String sentence) {

  /** Finds the meaning of an error; every error has one. */
  static Failure of(Throwable error) {
    if (error instanceof CommandException e) {
      return new Failure(e.code(), text(e));
    }
    if (error instanceof UncheckedIOException e && e.getCause() != null) {
      return of(e.getCause());
    }
    if (error instanceof IOException e) {
      return ofIo(e);
    }
    if (error instanceof OutOfMemoryError) {
      return new Failure(ExitCode.LIMIT, outOfMemory());
    }
    if (error instanceof ModelFormatException) {
      return new Failure(ExitCode.MODEL_FILE, text(error));
    }
    if (error instanceof DataException) {
      return new Failure(ExitCode.DATA, text(error));
    }
    if (error instanceof NumericalException) {
      return new Failure(ExitCode.NOT_FITTED, text(error));
    }
    if (error instanceof IllegalArgumentException) {
      return new Failure(ExitCode.USAGE, text(error));
    }
    return new Failure(
        ExitCode.INTERNAL,
        "internal error: "
            + error
            + "; please report it with the output of the same command"
            + " and --debug");
  }

  private static Failure ofIo(IOException error) {
    if (error instanceof ClosedPipeException) {
      return new Failure(ExitCode.OK, "");
    }
    if (error instanceof DataFormatException) {
      return new Failure(ExitCode.DATA, text(error));
    }
    String reason = reason(error);
    String file = error instanceof FileSystemException e && e.getFile() != null ? e.getFile() : "";
    String sentence = file.isEmpty() ? reason : "'" + file + "': " + reason;
    return new Failure(isFull(reason) ? ExitCode.LIMIT : ExitCode.DATA, sentence);
  }

  /** Says why an operation on a file failed, without naming the file. */
  static String reason(IOException error) {
    if (error instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (error instanceof AccessDeniedException) {
      return "permission is denied";
    }
    if (error instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason();
    }
    return text(error);
  }

  /** Whether the reason is that a disk has no room left. */
  static boolean isFull(String reason) {
    return reason.contains("No space left")
        || reason.contains("Disk quota exceeded")
        || reason.contains("not enough space");
  }

  private static String text(Throwable error) {
    return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
  }

  private static String outOfMemory() {
    return String.format(
        Locale.ROOT,
        "memory ran out: the limit is %,d MiB; raise it, for example with JAVA_TOOL_OPTIONS=-Xmx8g",
        Runtime.getRuntime().maxMemory() >> 20);
  }
}
