package org.latent4j.graph;

/**
 * The functions of a model that a graph can describe, and what their input and output are called.
 */
public enum GraphFunction {
  /** {@code x} (d wide) to {@code logDensity} (1 wide): log p(x) in nats. */
  LOG_DENSITY("x", "logDensity"),
  /** {@code x} (d wide) to {@code responsibilities} (k wide): p(component|x), sums to 1. */
  RESPONSIBILITIES("x", "responsibilities"),
  /** {@code x} (d wide) to {@code z} (q wide): E[z|x]. */
  ENCODE("x", "z"),
  /** {@code z} (q wide) to {@code x} (d wide): E[x|z]. */
  DECODE("z", "x"),
  /** {@code x} (d wide) to {@code reconstruction} (d wide): the decoded code of x. */
  RECONSTRUCT("x", "reconstruction");

  private final String input;
  private final String output;

  GraphFunction(String input, String output) {
    this.input = input;
    this.output = output;
  }

  /**
   * Name of the graph's one input.
   *
   * @return {@code x} or {@code z}
   */
  public String input() {
    return input;
  }

  /**
   * Name of the output that holds the answer.
   *
   * @return such as {@code logDensity}
   */
  public String output() {
    return output;
  }
}
