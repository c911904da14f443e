package org.latent4j.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelFormatException;

/**
 * The header of a model file: texts by name, and where each tensor lies in the block of tensors.
 * There is one way to write a header: texts in their order, tensors from wide types to narrow ones
 * and then by name, so that each begins at a multiple of its value's size without a hole.
 */
final class TensorTable {

  /** Where a tensor lies. */
  record Entry(String name, Tensor.Type type, List<Integer> shape, long begin, long end) {

    int[] dimensions() {
      return shape.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  private static final String METADATA = "__metadata__";
  private static final int LARGEST_RANK = 8;
  private static final int ALIGNMENT = 8;
  private static final Comparator<Entry> ORDER =
      Comparator.comparing((Entry e) -> -e.type().bytes()).thenComparing(Entry::name);

  private final Map<String, String> metadata;
  private final List<Entry> entries;

  private TensorTable(Map<String, String> metadata, List<Entry> entries) {
    this.metadata = Collections.unmodifiableMap(metadata);
    this.entries = List.copyOf(entries);
  }

  /** The table of tensors that are to be written. */
  static TensorTable of(Map<String, String> metadata, Map<String, Tensor> tensors) {
    List<Entry> sorted = new ArrayList<>();
    tensors.forEach(
        (name, tensor) -> {
          List<Integer> shape = Arrays.stream(tensor.shape()).boxed().toList();
          sorted.add(new Entry(name, tensor.type(), shape, 0, 0));
        });
    sorted.sort(ORDER);
    List<Entry> placed = new ArrayList<>();
    long begin = 0;
    for (Entry e : sorted) {
      long end = Math.addExact(begin, byteSize(e.name(), e.type(), e.shape()));
      placed.add(new Entry(e.name(), e.type(), e.shape(), begin, end));
      begin = end;
    }
    return new TensorTable(new LinkedHashMap<>(metadata), placed);
  }

  /** The same tensors under other texts. */
  TensorTable with(Map<String, String> otherMetadata) {
    return new TensorTable(new LinkedHashMap<>(otherMetadata), entries);
  }

  Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors in the order of their bytes. */
  List<Entry> entries() {
    return entries;
  }

  /** Bytes of all tensors together. */
  long byteCount() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
  }

  /** The header, with spaces at its end that let the tensors begin at a multiple of 8. */
  byte[] toBytes() {
    JsonText json =
        new JsonText()
            .object(
                header -> {
                  header.field(METADATA).object(metadata, JsonText::string);
                  entries.forEach(entry -> writeEntry(header.field(entry.name()), entry));
                });
    byte[] text = json.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(text, (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  private static void writeEntry(JsonText header, Entry entry) {
    header.object(
        e -> {
          e.field("dtype").string(entry.type().name());
          e.field("shape").array(entry.shape(), (a, size) -> a.number(size.longValue()));
          e.field("data_offsets")
              .array(List.of(entry.begin(), entry.end()), (a, offset) -> a.number(offset));
        });
  }

  /**
   * Reads a header.
   *
   * @param header its bytes
   * @param metadataCheck is shown the texts before any tensor is looked at
   * @throws ModelFormatException if it is not a header, or tensors overlap or leave holes
   */
  static TensorTable parse(byte[] header, Consumer<Map<String, String>> metadataCheck) {
    for (byte b : header) {
      if (b < 0x20 || b > 0x7e) {
        throw new ModelFormatException("its header holds a byte that is not a printable letter");
      }
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    JsonCursor.read(
        new String(header, StandardCharsets.US_ASCII),
        "its header",
        json ->
            json.object(
                name -> {
                  if (name.equals(METADATA)) {
                    metadata.putAll(json.strings());
                  }
                  if (entries.isEmpty()) {
                    metadataCheck.accept(metadata);
                  }
                  if (!name.equals(METADATA)) {
                    long begin = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
                    entries.add(parseEntry(name, json, begin));
                  }
                }));
    return new TensorTable(metadata, entries);
  }

  private static Entry parseEntry(String name, JsonCursor json, long begin) {
    Map<String, String> type = new LinkedHashMap<>();
    List<Integer> shape = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    json.object(
        field -> {
          switch (field) {
            case "dtype" -> type.put(field, json.string());
            case "shape" -> shape.addAll(json.array(json::size));
            case "data_offsets" -> offsets.addAll(json.array(json::integer));
            default -> throw json.unexpected("dtype, shape or data_offsets");
          }
        });
    Tensor.Type known = type(name, type.getOrDefault("dtype", ""));
    long end = Math.addExact(begin, byteSize(name, known, shape));
    if (!offsets.equals(List.of(begin, end))) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "tensor '%s' must lie at bytes [%d, %d], without hole or overlap, got %s",
              name,
              begin,
              end,
              offsets));
    }
    return new Entry(name, known, List.copyOf(shape), begin, end);
  }

  private static Tensor.Type type(String name, String text) {
    for (Tensor.Type type : Tensor.Type.values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw new ModelFormatException(
        String.format(
            Locale.ROOT,
            "tensor '%s' must have a dtype of F64, F32, I64, I32 or U8, got '%s'",
            name,
            text));
  }

  private static long byteSize(String name, Tensor.Type type, List<Integer> shape) {
    long count = 1;
    for (int size : shape) {
      // Both factors are below 2^31, so the product of longs is exact.
      count = Math.min(count * size, Integer.MAX_VALUE);
    }
    if (shape.size() > LARGEST_RANK || count > Integer.MAX_VALUE - 8) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "tensor '%s' must have at most %d dimensions and 2147483639 values, got shape %s",
              name,
              LARGEST_RANK,
              shape));
    }
    return count * type.bytes();
  }
}
