package org.latent4j.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latent4j.model.ModelFormatException;

/**
 * Reads JSON that may be anything, one expected value after the other. Nothing is built that was
 * not asked for; depth, lengths and doubled names are limited. Each method is called while the
 * cursor stands on a value, and takes that value.
 */
final class JsonCursor {

  private static final int LARGEST = 1 << 24;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNameLength(1 << 20)
                  .maxStringLength(LARGEST)
                  .maxNumberLength(40)
                  .maxDocumentLength(LARGEST)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final String what;

  private JsonCursor(JsonParser parser, String what) {
    this.parser = parser;
    this.what = what;
  }

  /**
   * Reads a text that is one value.
   *
   * @param json the text
   * @param what it is, for sentences
   * @param content takes the value
   * @throws ModelFormatException if the text is not what {@code content} takes
   */
  static void read(String json, String what, Consumer<JsonCursor> content) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      JsonCursor cursor = new JsonCursor(parser, what);
      cursor.next();
      content.accept(cursor);
      if (cursor.next() != null) {
        throw cursor.unexpected("nothing more");
      }
    } catch (IOException e) {
      throw notJson(what, e);
    }
  }

  /** Takes an object; the action takes the value of each field, whose name it is given. */
  void object(Consumer<String> field) {
    require(JsonToken.START_OBJECT, "an object");
    while (next() == JsonToken.FIELD_NAME) {
      String name = string(parser::currentName);
      next();
      field.accept(name);
    }
  }

  /** Takes an object whose values are strings. */
  Map<String, String> strings() {
    Map<String, String> entries = new LinkedHashMap<>();
    object(name -> entries.put(name, string()));
    return entries;
  }

  /** Takes an array; the action takes each item. */
  <T> List<T> array(Supplier<T> item) {
    require(JsonToken.START_ARRAY, "an array");
    List<T> items = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      items.add(item.get());
    }
    return items;
  }

  /** Takes a string. */
  String string() {
    require(JsonToken.VALUE_STRING, "a string");
    return string(parser::getText);
  }

  /** Takes a whole number. */
  long integer() {
    require(JsonToken.VALUE_NUMBER_INT, "a whole number");
    try {
      return parser.getLongValue();
    } catch (IOException e) {
      throw notJson(what, e);
    }
  }

  /** Takes a whole number from 0 that an array can have as its length. */
  int size() {
    long value = integer();
    if (value < 0 || value > Integer.MAX_VALUE - 8) {
      throw new ModelFormatException(
          what + " holds a size of " + value + ", which must be from 0 to 2147483639");
    }
    return (int) value;
  }

  /** Takes a number, or the words NaN, Infinity and -Infinity as a string. */
  double number() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return switch (string()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw unexpected("a number");
      };
    }
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      require(JsonToken.VALUE_NUMBER_FLOAT, "a number");
    }
    return Double.parseDouble(string(parser::getText));
  }

  /** The sentence for a field nobody knows, or a value of the wrong type. */
  ModelFormatException unexpected(String expected) {
    return new ModelFormatException(
        what + " must have " + expected + " at character " + offset() + ", but has something else");
  }

  private long offset() {
    return parser.currentTokenLocation().getCharOffset();
  }

  private void require(JsonToken token, String expected) {
    if (parser.currentToken() != token) {
      throw unexpected(expected);
    }
  }

  private @Nullable JsonToken next() {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw notJson(what, e);
    }
  }

  private interface Text {
    String get() throws IOException;
  }

  private String string(Text text) {
    try {
      return text.get();
    } catch (IOException e) {
      throw notJson(what, e);
    }
  }

  private static ModelFormatException notJson(String what, IOException cause) {
    return new ModelFormatException(what + " is not the JSON it must be", cause);
  }
}
