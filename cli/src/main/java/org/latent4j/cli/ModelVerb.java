package org.latent4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.latent4j.file.ModelFiles;
import org.latent4j.model.FittedModel;
import picocli.CommandLine.Parameters;

/** A verb that asks a fitted model. */
abstract class ModelVerb extends VerbCommand {

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model file, made by latent fit.")
  private String model = "";

  /** The name of the model file. */
  String modelFile() {
    return model;
  }

  /** Reads the model. */
  FittedModel readModel() throws IOException {
    return ModelFiles.read(Path.of(model));
  }
}
