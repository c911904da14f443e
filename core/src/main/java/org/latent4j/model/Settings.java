package org.latent4j.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Values of a family's options, each checked against its {@link Setting}; what is not given has its
 * default. Immutable.
 */
public final class Settings {

  private final Map<String, Setting> known;
  private final Map<String, String> given;

  private Settings(Map<String, Setting> known, Map<String, String> given) {
    this.known = known;
    this.given = given;
  }

  /**
   * The defaults of some options.
   *
   * @param settings the options there are
   * @return their defaults
   */
  public static Settings of(Collection<Setting> settings) {
    Map<String, Setting> known = new LinkedHashMap<>();
    settings.forEach(s -> known.put(s.name(), s));
    return new Settings(known, Map.of());
  }

  /**
   * With one value.
   *
   * @param name an option's name
   * @param value its value
   * @return a copy
   * @throws IllegalArgumentException if there is no such option, or it does not allow the value
   */
  public Settings with(String name, Object value) {
    Setting setting = require(name);
    String text = setting.canonical(value.toString());
    setting
        .refusal(text)
        .ifPresent(
            sentence -> {
              throw new IllegalArgumentException(sentence);
            });
    Map<String, String> copy = new LinkedHashMap<>(given);
    copy.put(name, text);
    return new Settings(known, copy);
  }

  /**
   * With many values.
   *
   * @param values names and values
   * @return a copy
   * @throws IllegalArgumentException as {@link #with}
   */
  public Settings withAll(Map<String, String> values) {
    Settings settings = this;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      settings = settings.with(entry.getKey(), entry.getValue());
    }
    return settings;
  }

  /**
   * Whether there is such an option.
   *
   * @param name a name
   * @return whether a value may be given
   */
  public boolean has(String name) {
    return known.containsKey(name);
  }

  /**
   * Whether a value was given.
   *
   * @param name an option's name
   * @return whether it is not the default by silence
   */
  public boolean isGiven(String name) {
    require(name);
    return given.containsKey(name);
  }

  /**
   * Value of an option as text.
   *
   * @param name an option's name
   * @return what was given, else the default
   */
  public String text(String name) {
    return given.getOrDefault(name, require(name).defaultValue());
  }

  /**
   * Value of an option as a whole number.
   *
   * @param name an option's name
   * @return its value
   * @throws IllegalArgumentException if it is beyond ±2³¹
   */
  public int integer(String name) {
    long value = Long.parseLong(text(name));
    if (value != (int) value) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must be at most %d, got %d", name, Integer.MAX_VALUE, value));
    }
    return (int) value;
  }

  /**
   * Value of an option as a number.
   *
   * @param name an option's name
   * @return its value
   */
  public double number(String name) {
    return Double.parseDouble(text(name));
  }

  /**
   * What was given, in the order it was given.
   *
   * @return names and values
   */
  public Map<String, String> given() {
    return new LinkedHashMap<>(given);
  }

  /**
   * The settings as a user would type them.
   *
   * @return such as {@code k=3, covariance=full}; empty when all are defaults
   */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    given.forEach((name, value) -> parts.add(name + "=" + value));
    return String.join(", ", parts);
  }

  private Setting require(String name) {
    return Optional.ofNullable(known.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "there is no option '%s'; the options are %s",
                        name,
                        String.join(", ", known.keySet()))));
  }
}
