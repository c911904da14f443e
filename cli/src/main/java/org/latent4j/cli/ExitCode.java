package org.latent4j.cli;

/** How the program ended, as a shell sees it. */
enum ExitCode {
  OK(0, "done"),
  INTERNAL(1, "internal error: please report it"),
  USAGE(2, "the command line cannot be followed"),
  DATA(3, "the data cannot be used"),
  NOT_FITTED(4, "the fit failed, or did not converge under --strict"),
  MODEL_FILE(5, "the model file is damaged, foreign or newer"),
  LIMIT(6, "memory, disk or another limit was exceeded"),
  INTERRUPTED(130, "interrupted; what was fitted by then is kept as a checkpoint");

  private final int value;
  private final String meaning;

  ExitCode(int value, String meaning) {
    this.value = value;
    this.meaning = meaning;
  }

  int value() {
    return value;
  }

  String meaning() {
    return meaning;
  }
}
