package org.latent4j.em;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latent4j.model.Setting;
import org.latent4j.model.Settings;

/** How EM makes up for the small steps that it takes where what is latent is hard to tell. */
public enum Acceleration {
  /**
   * Anderson's extrapolation of the last few steps, begun only where EM is steady and slow, and
   * never to a lower objective (Walker and Ni 2011, doi:10.1137/10078356X).
   */
  ANDERSON,
  /** Plain EM. */
  NONE,
  /**
   * {@link #ANDERSON}, after some passes over the rows in which parameters move with every
   * mini-batch ({@link StepwisePasses}); for many rows, of which it needs few passes. It ends when
   * 5e-4 nats per row are left to gain, if the tolerance does not allow more.
   */
  STEPWISE;

  /** The setting by which families let a user choose. */
  public static final Setting SETTING =
      Setting.choice(
          "acceleration",
          labels(ANDERSON, NONE),
          "whether EM extrapolates its steps where it is slow and steady");

  /** The same for families that have {@link #STEPWISE}. */
  public static final Setting SETTING_WITH_STEPWISE =
      Setting.choice(
          "acceleration",
          labels(values()),
          "whether EM extrapolates its steps where it is slow and steady; stepwise: moves with"
              + " every mini-batch first, for fits of very many rows to 1e-3 nats per row");

  /**
   * Its name on a command line and in a model file.
   *
   * @return such as {@code anderson}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static List<String> labels(Acceleration... choices) {
    return Arrays.stream(choices).map(Acceleration::label).toList();
  }

  /**
   * The choice in settings that have {@link #SETTING}.
   *
   * @param settings of a family
   * @return the acceleration
   */
  public static Acceleration of(Settings settings) {
    return valueOf(settings.text(SETTING.name()).toUpperCase(Locale.ROOT));
  }
}
