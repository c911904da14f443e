package org.latent4j.select;

import java.util.Arrays;
import java.util.function.Supplier;
import org.latent4j.data.DataSummary;
import org.latent4j.data.Encoding;

/**
 * What is done to the columns in front of a model. Densities are told in the user's units anyhow.
 */
public enum Scaling {
  /** Nothing: the model is fitted in the user's units. */
  NONE,
  /** Each column is centred and divided by its standard deviation. */
  STANDARD;

  /**
   * The map of the columns.
   *
   * @param summary of the rows that are fitted to
   * @return an encoding
   */
  public Encoding encoding(DataSummary summary) {
    Supplier<Encoding> none = () -> Encoding.identity(summary.means().length);
    return this == NONE ? none.get() : Encoding.standardise(summary);
  }

  /**
   * How much the spreads of the columns differ.
   *
   * @param summary of the rows
   * @return greatest standard deviation divided by the least, constant columns left out; 1 when
   *     there are none to compare
   */
  public static double spreadRatio(DataSummary summary) {
    double[] spreads =
        Arrays.stream(summary.standardDeviations()).filter(s -> s > 0).sorted().toArray();
    return spreads.length == 0 ? 1 : spreads[spreads.length - 1] / spreads[0];
  }
}
