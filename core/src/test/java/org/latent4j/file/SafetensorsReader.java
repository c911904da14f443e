package org.latent4j.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads safetensors as its description says, and shares nothing with the code under test: 8 bytes
 * N, little-endian; N bytes of JSON; then bytes that {@code data_offsets} point into.
 */
final class SafetensorsReader {

  private final Map<String, Object> header;
  private final ByteBuffer block;
  private final String json;
  private int at;

  @SuppressWarnings("unchecked")
  SafetensorsReader(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = Math.toIntExact(bytes.getLong());
    json = new String(file, 8, length, StandardCharsets.UTF_8);
    header = (Map<String, Object>) value();
    block = bytes.position(8 + length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  int blockSize() {
    return block.capacity();
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> object(String name) {
    return (Map<String, Object>) header.get(name);
  }

  List<String> names() {
    return new ArrayList<>(header.keySet());
  }

  @SuppressWarnings("unchecked")
  List<Long> numbers(String tensor, String field) {
    return (List<Long>) object(tensor).get(field);
  }

  double[] float64(String tensor) {
    int begin = Math.toIntExact(numbers(tensor, "data_offsets").get(0));
    int end = Math.toIntExact(numbers(tensor, "data_offsets").get(1));
    double[] values = new double[(end - begin) / 8];
    for (int i = 0; i < values.length; i++) {
      values[i] = block.getDouble(begin + 8 * i);
    }
    return values;
  }

  int byteAt(int offset) {
    return block.get(offset) & 0xff;
  }

  private Object value() {
    return switch (json.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> fields = new LinkedHashMap<>();
    at++;
    while (json.charAt(at) != '}') {
      String name = string();
      at++;
      fields.put(name, value());
      at += json.charAt(at) == ',' ? 1 : 0;
    }
    at++;
    return fields;
  }

  private List<Object> array() {
    List<Object> items = new ArrayList<>();
    at++;
    while (json.charAt(at) != ']') {
      items.add(value());
      at += json.charAt(at) == ',' ? 1 : 0;
    }
    at++;
    return items;
  }

  private String string() {
    StringBuilder text = new StringBuilder();
    while (json.charAt(++at) != '"') {
      char c = json.charAt(at);
      if (c == '\\') {
        c = json.charAt(++at);
        if (c == 'u') {
          c = (char) Integer.parseInt(json.substring(at + 1, at + 5), 16);
          at += 4;
        }
      }
      text.append(c);
    }
    at++;
    return text.toString();
  }

  private Long number() {
    int from = at;
    while ("-0123456789".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
    return Long.valueOf(json.substring(from, at));
  }
}
