package org.latent4j.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Map;

/** Writes one JSON object. A number that is not finite is left out, for JSON has no word for it. */
final class Json {

  private static final double LARGEST_PLAIN = 1e15;

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Body {

    /** Writes them. */
    void write(Json json) throws IOException;
  }

  /**
   * Writes an object and ends the line; the stream stays open. When the body fails, the object is
   * not ended, so that nobody takes a part for the whole.
   */
  static void write(OutputStream out, Body body) throws IOException {
    JsonGenerator generator =
        new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    generator.useDefaultPrettyPrinter();
    generator.writeStartObject();
    body.write(new Json(generator));
    generator.writeEndObject();
    generator.writeRaw('\n');
    generator.close();
  }

  Json text(String name, String value) throws IOException {
    generator.writeStringField(name, value);
    return this;
  }

  Json whole(String name, long value) throws IOException {
    generator.writeNumberField(name, value);
    return this;
  }

  Json truth(String name, boolean value) throws IOException {
    generator.writeBooleanField(name, value);
    return this;
  }

  /** Writes a number; nothing when it is not finite. */
  Json number(String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      generator.writeNumberField(name, value);
    }
    return this;
  }

  Json texts(String name, Collection<String> values) throws IOException {
    generator.writeArrayFieldStart(name);
    for (String value : values) {
      generator.writeString(value);
    }
    generator.writeEndArray();
    return this;
  }

  Json texts(String name, Map<String, String> values) throws IOException {
    return object(
        name,
        json -> {
          for (Map.Entry<String, String> entry : values.entrySet()) {
            json.text(entry.getKey(), entry.getValue());
          }
        });
  }

  /** Writes numbers; null stands for one that is not finite. */
  Json numbers(String name, double... values) throws IOException {
    generator.writeFieldName(name);
    array(values);
    return this;
  }

  Json object(String name, Body body) throws IOException {
    generator.writeObjectFieldStart(name);
    body.write(this);
    generator.writeEndObject();
    return this;
  }

  /** Writes one object for each of some things. */
  <T> Json objects(String name, Collection<T> things, Element<T> element) throws IOException {
    generator.writeArrayFieldStart(name);
    for (T thing : things) {
      generator.writeStartObject();
      element.write(this, thing);
      generator.writeEndObject();
    }
    generator.writeEndArray();
    return this;
  }

  /** Writes the fields of one thing. */
  @FunctionalInterface
  interface Element<T> {

    /** Writes them. */
    void write(Json json, T thing) throws IOException;
  }

  /** Begins an array of rows, each written by {@link #array}. */
  Json beginRows(String name) throws IOException {
    generator.writeArrayFieldStart(name);
    return this;
  }

  /** Ends the array of rows. */
  Json endRows() throws IOException {
    generator.writeEndArray();
    return this;
  }

  /** Begins one row of numbers and words, which {@link #endRows} ends. */
  Json beginRow() throws IOException {
    generator.writeStartArray();
    return this;
  }

  /** Writes a word of a row. */
  Json element(String word) throws IOException {
    generator.writeString(word);
    return this;
  }

  /** Writes a number of a row, a whole one without decimals; null for one that is not finite. */
  Json element(double value) throws IOException {
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN) {
      generator.writeNumber((long) value);
    } else if (Double.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
    return this;
  }

  /** Writes numbers in brackets, whole ones without decimals; null for one that is not finite. */
  Json array(double... values) throws IOException {
    generator.writeStartArray();
    for (double value : values) {
      element(value);
    }
    generator.writeEndArray();
    return this;
  }
}
