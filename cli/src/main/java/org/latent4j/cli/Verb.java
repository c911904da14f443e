package org.latent4j.cli;

import java.util.Locale;

/** What the program can do. */
enum Verb {
  FIT("Fit a model to rows; without --model, search for the best one"),
  COMPARE("All kinds of models, or some fitted ones, on the same rows"),
  DIMENSION("How many latent dimensions rows have, by several rules"),
  COMPONENTS("How many components a mixture needs"),
  SCORE("Log density of each row, and how rare it is"),
  ANOMALY("The rows that are least like the others, and why"),
  DRIFT("Whether rows still come from what a model was fitted to"),
  CLUSTER("The cluster each row belongs to"),
  MERGE("Clusters made of several components that overlap"),
  ENCODE("Codes of each row: its coordinates in the latent space"),
  FEATURES("What a model knows of each row, as columns for another program"),
  DECODE("Rows from codes"),
  RECONSTRUCT("Each row as the model sees it, and how far off that is"),
  IMPUTE("Rows with their missing values filled in"),
  PREDICT("One column given the others"),
  PICTURE("What a model of images draws, keeps or walks through, as a PNG file"),
  EVALUATE("What a model is worth, by rows it has not seen: density, features, samples"),
  BOOTSTRAP("How well the parameters of a model are known"),
  SAMPLE("New rows drawn from a model"),
  SYNTHETIC("How good synthetic rows are: likeness, usefulness, privacy"),
  MARGINAL("What a model says of some of its columns by themselves"),
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
      case COMPARE -> new CompareCommand();
      case DIMENSION -> new DimensionCommand();
      case COMPONENTS -> new ComponentsCommand();
      case SCORE -> new ScoreCommand();
      case ANOMALY -> new AnomalyCommand();
      case DRIFT -> new DriftCommand();
      case CLUSTER -> new ClusterCommand();
      case MERGE -> new MergeCommand();
      case ENCODE -> new EncodeCommand();
      case FEATURES -> new FeaturesCommand();
      case DECODE -> new DecodeCommand();
      case RECONSTRUCT -> new ReconstructCommand();
      case IMPUTE -> new ImputeCommand();
      case PREDICT -> new PredictCommand();
      case PICTURE -> new PictureCommand();
      case EVALUATE -> new EvaluateCommand();
      case BOOTSTRAP -> new BootstrapCommand();
      case SAMPLE -> new SampleCommand();
      case SYNTHETIC -> new SyntheticCommand();
      case MARGINAL -> new MarginalCommand();
      case REPORT -> new ReportCommand();
      case INFO -> new InfoCommand();
    };
  }
}
