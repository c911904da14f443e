package org.latent4j.file;

import java.util.Arrays;
import java.util.Locale;
import org.latent4j.model.ModelFormatException;

/** Constants as lower-case words. */
final class Words {

  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The constant of a word.
   *
   * @throws ModelFormatException if there is none
   */
  static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> of(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "'" + word + "' must be one of " + allOf(type).toLowerCase(Locale.ROOT)));
  }

  private static String allOf(Class<?> type) {
    return String.join(", ", Arrays.stream(type.getEnumConstants()).map(Object::toString).toList());
  }
}
