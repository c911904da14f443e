package org.latent4j.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latent4j.data.Column;
import org.latent4j.data.ColumnKind;
import org.latent4j.data.ColumnRole;
import org.latent4j.data.ImageShape;
import org.latent4j.data.Schema;

/**
 * A schema as JSON: {@code {"columns": [{"name", "kind", "role", "levels", "resolution"}, …],
 * "image": [height, width, channels]}}. Levels are left out when there are none, the resolution
 * when it is unknown, the image when rows are none.
 */
final class SchemaText {

  private SchemaText() {}

  static String write(Schema schema) {
    return new JsonText()
        .object(
            o -> {
              o.field("columns").array(schema.columns(), SchemaText::writeColumn);
              schema
                  .image()
                  .ifPresent(
                      i ->
                          o.field("image")
                              .array(
                                  List.of(i.height(), i.width(), i.channels()),
                                  (a, size) -> a.number(size.longValue())));
            })
        .toString();
  }

  private static void writeColumn(JsonText json, Column column) {
    json.object(
        o -> {
          o.field("name").string(column.name());
          o.field("kind").string(Words.of(column.kind()));
          o.field("role").string(Words.of(column.role()));
          if (!column.levels().isEmpty()) {
            o.field("levels").array(column.levels(), JsonText::string);
          }
          if (column.resolution() > 0) {
            o.field("resolution").number(column.resolution());
          }
        });
  }

  static Schema read(String text) {
    List<Column> columns = new ArrayList<>();
    List<Integer> image = new ArrayList<>();
    JsonCursor.read(
        text,
        "its schema",
        json ->
            json.object(
                field -> {
                  switch (field) {
                    case "columns" -> columns.addAll(json.array(() -> readColumn(json)));
                    case "image" -> image.addAll(json.array(json::size));
                    default -> throw json.unexpected("columns or image");
                  }
                }));
    if (image.isEmpty()) {
      return Schema.of(columns);
    }
    if (image.size() != 3) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "an image must have 3 sizes, got %d", image.size()));
    }
    return new Schema(
        columns, Optional.of(new ImageShape(image.get(0), image.get(1), image.get(2))));
  }

  private static Column readColumn(JsonCursor json) {
    var parts =
        new Object() {
          String name = "";
          ColumnKind kind = ColumnKind.NUMERIC;
          ColumnRole role = ColumnRole.FEATURE;
          List<String> levels = List.of();
          double resolution;
        };
    json.object(
        field -> {
          switch (field) {
            case "name" -> parts.name = json.string();
            case "kind" -> parts.kind = Words.constant(ColumnKind.class, json.string());
            case "role" -> parts.role = Words.constant(ColumnRole.class, json.string());
            case "levels" -> parts.levels = json.array(json::string);
            case "resolution" -> parts.resolution = json.number();
            default -> throw json.unexpected("name, kind, role, levels or resolution");
          }
        });
    return new Column(parts.name, parts.kind, parts.role, parts.levels, parts.resolution);
  }
}
