package org.latent4j.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One option of a family, as a command line, a search or a model file knows it.
 *
 * @param name lower-case words joined by hyphens, such as {@code covariance-floor}
 * @param type what values it takes
 * @param defaultValue the value that holds when none is given
 * @param choices the values of a {@link Type#CHOICE}, each by its names joined by slashes, such as
 *     {@code full/vvv}; else empty
 * @param least the least number allowed, for numbers
 * @param description one sentence for the user
 */
public record Setting(
    String name,
    Type type,
    String defaultValue,
    List<String> choices,
    double least,
    String description) {

  /** What values an option takes. */
  public enum Type {
    /** A whole number. */
    INTEGER,
    /** A finite number. */
    NUMBER,
    /** One word of a list. */
    CHOICE,
    /** A path to an array file, read by whoever offers the option to a user. */
    ARRAY_FILE
  }

  /** Copies the choices. */
  public Setting {
    choices = List.copyOf(choices);
  }

  /**
   * An option that takes a whole number.
   *
   * @param name its name
   * @param defaultValue its default
   * @param least the least value allowed
   * @param description one sentence
   * @return the option
   */
  public static Setting integer(String name, long defaultValue, long least, String description) {
    return new Setting(
        name, Type.INTEGER, Long.toString(defaultValue), List.of(), least, description);
  }

  /**
   * An option that takes a finite number.
   *
   * @param name its name
   * @param defaultValue its default
   * @param least the least value allowed
   * @param description one sentence
   * @return the option
   */
  public static Setting number(String name, double defaultValue, double least, String description) {
    return new Setting(
        name, Type.NUMBER, Double.toString(defaultValue), List.of(), least, description);
  }

  /**
   * An option that takes one word of a list, in any case.
   *
   * @param name its name
   * @param choices the words, those for the same joined by slashes; the first is the default
   * @param description one sentence
   * @return the option
   */
  public static Setting choice(String name, List<String> choices, String description) {
    String first = choices.get(0).split("/", 2)[0];
    return new Setting(name, Type.CHOICE, first, choices, 0, description);
  }

  /**
   * An option that takes a path to an array file.
   *
   * @param name its name
   * @param description one sentence
   * @return the option; without default
   */
  public static Setting arrayFile(String name, String description) {
    return new Setting(name, Type.ARRAY_FILE, "", List.of(), 0, description);
  }

  /**
   * A value as it is kept: of a word with several names the first, in lower case.
   *
   * @param value as it was typed
   * @return the same, or the name of the word
   */
  public String canonical(String value) {
    return type == Type.CHOICE ? choice(value).map(names -> names[0]).orElse(value) : value;
  }

  /** The names of the word that a value stands for. */
  private Optional<String[]> choice(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    return choices.stream()
        .map(names -> names.split("/"))
        .filter(names -> Arrays.asList(names).contains(lower))
        .findFirst();
  }

  /**
   * Says what is wrong with a value.
   *
   * @param value a candidate
   * @return one sentence, or nothing when the value is allowed
   */
  public Optional<String> refusal(String value) {
    return switch (type) {
      case INTEGER -> numberRefusal(value, "a whole number", value.matches("[+-]?\\d{1,18}"));
      case NUMBER -> numberRefusal(value, "a number", isFiniteNumber(value));
      case CHOICE ->
          choice(value).isPresent()
              ? Optional.empty()
              : Optional.of(
                  String.format(
                      Locale.ROOT,
                      "%s must be one of %s, got '%s'",
                      name,
                      String.join(", ", choices),
                      value));
      case ARRAY_FILE -> Optional.empty();
    };
  }

  private Optional<String> numberRefusal(String value, String what, boolean wellFormed) {
    if (wellFormed && Double.parseDouble(value) >= least) {
      return Optional.empty();
    }
    String bound = type == Type.INTEGER ? Long.toString((long) least) : Double.toString(least);
    return Optional.of(
        String.format(
            Locale.ROOT, "%s must be %s of at least %s, got '%s'", name, what, bound, value));
  }

  private static boolean isFiniteNumber(String value) {
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
