package org.latent4j.cli;

import java.util.Locale;

/** What the program can do. */
enum Verb {
  FIT("Fit a model to rows; without --model, search for the best one"),
  DIMENSION("How many latent dimensions rows have, by several rules"),
  COMPONENTS("How many components a mixture needs"),
  SCORE("Log density of each row, and how rare it is"),
  CLUSTER("The cluster each row belongs to"),
  MERGE("Clusters made of several components that overlap"),
  ENCODE("Codes of each row: its coordinates in the latent space"),
  DECODE("Rows from codes"),
  RECONSTRUCT("Each row as the model sees it, and how far off that is"),
  PICTURE("What a model of images draws, keeps or walks through, as a PNG file"),
  EVALUATE("How well a model describes rows it has not seen"),
  BOOTSTRAP("How well the parameters of a model are known"),
  SAMPLE("New rows drawn from a model"),
  REPORT("One HTML page about a model and rows"),
  INFO("What a model file holds");

  private final String summary;

  Verb(String summary) {
    this.summary = summary;
  }

  /** Its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One line about it, without a full stop. */
  String summary() {
    return summary;
  }

  /** A command that is ready to read its options. */
  VerbCommand create() {
    return switch (this) {
      case FIT -> new FitCommand();
      case DIMENSION -> new DimensionCommand();
      case COMPONENTS -> new ComponentsCommand();
      case SCORE -> new ScoreCommand();
      case CLUSTER -> new ClusterCommand();
      case MERGE -> new MergeCommand();
      case ENCODE -> new EncodeCommand();
      case DECODE -> new DecodeCommand();
      case RECONSTRUCT -> new ReconstructCommand();
      case PICTURE -> new PictureCommand();
      case EVALUATE -> new EvaluateCommand();
      case BOOTSTRAP -> new BootstrapCommand();
      case SAMPLE -> new SampleCommand();
      case REPORT -> new ReportCommand();
      case INFO -> new InfoCommand();
    };
  }
}
