package org.latent4j.cli;

/** The help of the program as a whole. */
final class Overview {

  private static final String USAGE =
      """
      Usage: latent VERB [OPTIONS] [ARGUMENTS]
      Fit generative latent-variable models to unlabelled rows, and ask them questions.

      Verbs:
      """;

  private static final String REST =
      """
        help         Help on a verb: latent help fit

      DATA is a table (.csv, .tsv, also .gz), an array (.npy) or images (idx or
      CIFAR, also .gz; a folder or .zip of PNG and JPEG files): a path, - for
      standard input, or one of the bundled tables example:faithful, example:iris,
      example:digits.
      Results go to standard output, messages to standard error.

      Examples:
        latent fit example:digits --report digits.html
        latent fit measurements.csv
        latent score measurements.latent new.csv -o scores.csv
        latent sample measurements.latent -n 5

      Exit codes:
      """;

  private Overview() {}

  static String text() {
    StringBuilder text = new StringBuilder(USAGE);
    for (Verb verb : Verb.values()) {
      line(text, verb.word(), 13, verb.summary());
    }
    text.append(REST);
    for (ExitCode code : ExitCode.values()) {
      line(text, Integer.toString(code.value()), 5, code.meaning());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, int width, String meaning) {
    text.append("  ").append(name).append(" ".repeat(width - name.length()));
    text.append(meaning).append('\n');
  }
}
