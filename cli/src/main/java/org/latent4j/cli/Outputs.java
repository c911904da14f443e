package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a fit writes, checked before anything is read or fitted.
 *
 * @param model the model file; nothing for the standard output
 * @param report the report, if one is wanted
 * @param checkpoint where the model of an interrupted fit goes
 * @param journal where a fit keeps what it has counted, to be resumed
 */
record Outputs(Optional<Path> model, Optional<Path> report, Path checkpoint, Path journal) {

  private static final String EXAMPLE = "example:";
  private static final String SUFFIX = ".latent";

  /**
   * Chooses and checks the outputs.
   *
   * @throws CommandException if one cannot be written, or would replace the data or another output
   */
  static Outputs of(String data, String out, Optional<Path> report) {
    boolean piped = out.equals(DataOptions.STANDARD_INPUT);
    Path file = Path.of(out.isEmpty() || piped ? stem(data) + SUFFIX : out);
    Optional<Path> model = piped ? Optional.empty() : Optional.of(file);
    model.ifPresent(path -> requireWritable("--out", path, data));
    report.ifPresent(path -> requireWritable("--report", path, data));
    if (model.isPresent() && report.isPresent() && same(model.get(), report.get())) {
      throw CommandException.usage("--out and --report name the same file: " + report.get());
    }
    return new Outputs(model, report, Path.of(file + ".checkpoint"), Path.of(file + ".journal"));
  }

  /** The data's name without folder and endings. */
  private static String stem(String data) {
    if (data.equals(DataOptions.STANDARD_INPUT)) {
      return "model";
    }
    if (data.startsWith(EXAMPLE)) {
      return data.substring(EXAMPLE.length());
    }
    Path fileName = Path.of(data).getFileName();
    String name = fileName == null ? "model" : fileName.toString();
    name = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Refuses an output that cannot be written or that is an input. */
  static void requireWritable(String option, Path file, String data) {
    if (!data.equals(DataOptions.STANDARD_INPUT)
        && !data.startsWith(EXAMPLE)
        && same(file, Path.of(data))) {
      throw CommandException.usage(option + " would replace an input: " + file);
    }
    if (Files.isDirectory(file)) {
      throw new CommandException(ExitCode.DATA, option + " names a folder: " + file);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException(
          ExitCode.DATA, option + " names a file in a folder that is not there: " + file);
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new CommandException(
          ExitCode.DATA, option + " names a file that may not be written: " + file);
    }
  }

  private static boolean same(Path a, Path b) {
    return real(a).equals(real(b));
  }

  /** The file itself, where a path leads to one through links. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
