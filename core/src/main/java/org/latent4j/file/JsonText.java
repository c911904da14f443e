package org.latent4j.file;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes JSON in one way only: no spaces, plain ASCII, an escape only where JSON or ASCII asks for
 * one. Equal values give equal bytes, now and in later versions, so a reader can tell a file nobody
 * touched by writing it again.
 */
final class JsonText {

  private final StringBuilder text = new StringBuilder();
  private boolean separate;

  /** Writes an object; the action writes its fields. */
  JsonText object(Consumer<JsonText> fields) {
    return enclosed('{', fields, '}');
  }

  /** Writes an object of one field per entry, in order. */
  <T> JsonText object(Map<String, T> entries, BiConsumer<JsonText, T> value) {
    return object(o -> entries.forEach((name, entry) -> value.accept(o.field(name), entry)));
  }

  /** Writes an array of one item per element, in order. */
  <T> JsonText array(Collection<T> elements, BiConsumer<JsonText, T> item) {
    return enclosed('[', a -> elements.forEach(element -> item.accept(a, element)), ']');
  }

  /** Writes the name of a field; its value comes next. */
  JsonText field(String name) {
    string(name);
    text.append(':');
    separate = false;
    return this;
  }

  /** Writes a string. */
  JsonText string(String value) {
    beginValue();
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < 0x20 || c > 0x7e) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
    return this;
  }

  /** Writes a whole number. */
  JsonText number(long value) {
    beginValue();
    text.append(value);
    return this;
  }

  /**
   * Writes a number, so that reading it gives the same bits; JSON has no NaN, so that is a string.
   */
  JsonText number(double value) {
    if (!Double.isFinite(value)) {
      return string(Double.toString(value));
    }
    beginValue();
    text.append(value);
    return this;
  }

  private JsonText enclosed(char open, Consumer<JsonText> content, char close) {
    beginValue();
    text.append(open);
    separate = false;
    content.accept(this);
    text.append(close);
    separate = true;
    return this;
  }

  private void beginValue() {
    if (separate) {
      text.append(',');
    }
    separate = true;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
