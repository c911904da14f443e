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
  NONE;

  /** The setting by which families let a user choose. */
  public static final Setting SETTING =
      Setting.choice(
          "acceleration",
          labels(),
          "whether EM extrapolates its steps where it is slow and steady");

  /**
   * Its name on a command line and in a model file.
   *
   * @return such as {@code anderson}
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The labels of all, the default first.
   *
   * @return two words
   */
  public static List<String> labels() {
    return Arrays.stream(values()).map(Acceleration::label).toList();
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
