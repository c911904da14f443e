package org.latent4j.em;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How EM makes up for the small steps that it takes where what is latent is hard to tell. */
public enum Acceleration {
  /**
   * Anderson's extrapolation of the last few steps, begun only where EM is steady and slow, and
   * never to a lower objective (Walker and Ni 2011, doi:10.1137/10078356X).
   */
  ANDERSON,
  /** Plain EM. */
  NONE;

  /** Name of the setting by which families let a user choose. */
  public static final String SETTING = "acceleration";

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
}
