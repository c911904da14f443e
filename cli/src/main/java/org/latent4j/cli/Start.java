package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latent4j.file.ModelFiles;
import org.latent4j.formats.NpyReader;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FittedModel;
import org.latent4j.model.Model;
import org.latent4j.model.ModelFamily;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/**
 * What a fit starts from when the user says so, and what an interrupted one leaves to go on from.
 */
final class Start {

  private Start() {}

  /**
   * The model in a file, to go on from.
   *
   * @throws CommandException if it is of another family or of standardised columns
   */
  static Model model(Path file, ModelFamily family) throws IOException {
    FittedModel from = ModelFiles.read(file);
    if (!from.family().equals(family.name())) {
      throw CommandException.usage(
          "--start holds a " + from.family() + " model; --model is " + family.name());
    }
    if (!from.encoding().isIdentity()) {
      throw CommandException.usage(
          "--start holds a model of standardised columns, from which a fit cannot go on");
    }
    return from.model();
  }

  /** The arrays in the files that options of a family name. */
  static Map<String, Tensor> arrays(ModelFamily family, Settings settings) throws IOException {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    for (Setting setting : family.settings()) {
      if (setting.type() == Setting.Type.ARRAY_FILE && settings.isGiven(setting.name())) {
        arrays.put(setting.name(), NpyReader.read(Path.of(settings.text(setting.name()))));
      }
    }
    return arrays;
  }

  /** Writes down what was fitted before an interruption. */
  static ExitCode keep(Terminal terminal, FittedModel fitted, Path checkpoint) throws IOException {
    ModelFiles.write(fitted, checkpoint);
    terminal
        .err()
        .println(
            Text.printable(
                "latent: interrupted after "
                    + Text.count(fitted.report().iterations(), "iteration")
                    + "; the same command with --resume goes on, to the model of a fit that was"
                    + " not interrupted; the model so far is kept in "
                    + checkpoint));
    return ExitCode.INTERRUPTED;
  }
}
