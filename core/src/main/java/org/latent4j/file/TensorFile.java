package org.latent4j.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.ModelFormatException;

/**
 * Texts and tensors in the layout of safetensors: length of the header (8 bytes, little-endian),
 * header, tensors. Every byte is covered by a checksum: {@code tensors_sha256} is that of the
 * tensors, {@code header_sha256} that of the header without this entry, and the header must be
 * written in the one way there is. So a change of any single byte is seen.
 *
 * @param metadata texts by name, without the checksums
 * @param tensors numbers by name
 */
record TensorFile(Map<String, String> metadata, Map<String, Tensor> tensors) {

  /** The longest header that is written or read. */
  static final int LARGEST_HEADER = 1 << 24;

  private static final String REMEDY = "it is damaged, fetch or fit it again";
  private static final String TENSORS_CHECKSUM = "tensors_sha256";
  private static final String HEADER_CHECKSUM = "header_sha256";

  /**
   * Writes the file.
   *
   * @throws IllegalArgumentException if the header becomes longer than 16 MiB, or a tensor holds a
   *     number that its type cannot hold
   */
  void writeTo(OutputStream out) throws IOException {
    MessageDigest digest = sha256();
    TensorTable table = TensorTable.of(metadata, tensors);
    writeTensors(table, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    Map<String, String> texts = new LinkedHashMap<>(metadata);
    texts.put(TENSORS_CHECKSUM, HexFormat.of().formatHex(digest.digest()));
    texts.put(HEADER_CHECKSUM, checksum(table.with(texts)));
    byte[] header = table.with(texts).toBytes();
    if (header.length > LARGEST_HEADER) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the texts of a model file must take at most %d bytes, got %d; leave columns out",
              LARGEST_HEADER,
              header.length));
    }
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(length.putLong(header.length).array());
    out.write(header);
    writeTensors(table, out);
  }

  private void writeTensors(TensorTable table, OutputStream out) throws IOException {
    for (TensorTable.Entry entry : table.entries()) {
      Tensor tensor = Objects.requireNonNull(tensors.get(entry.name()));
      TensorBytes.encode(entry.name(), tensor, out);
    }
  }

  /**
   * Reads a file. Nothing is allocated that the file's length does not warrant.
   *
   * @param in its bytes from the first
   * @param length how many there are
   * @param metadataCheck is shown the texts before anything else is checked, so that a file of a
   *     later version is told from a damaged one
   * @throws ModelFormatException if it is not such a file, or any byte of it was changed
   */
  static TensorFile read(InputStream in, long length, Consumer<Map<String, String>> metadataCheck)
      throws IOException {
    byte[] header = readHeader(in, length);
    TensorTable table = TensorTable.parse(header, metadataCheck);
    long expected = Long.BYTES + header.length + table.byteCount();
    if (length != expected) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "it has %d bytes, but its header tells of %d; %s",
              length,
              expected,
              REMEDY));
    }
    Map<String, String> texts = new LinkedHashMap<>(table.metadata());
    String headerChecksum = texts.remove(HEADER_CHECKSUM);
    if (!checksum(table.with(texts)).equals(headerChecksum)
        || !Arrays.equals(table.toBytes(), header)) {
      throw new ModelFormatException(
          "its header does not have the checksum that it tells; " + REMEDY);
    }
    String tensorsChecksum = texts.remove(TENSORS_CHECKSUM);
    MessageDigest digest = sha256();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (TensorTable.Entry entry : table.entries()) {
      tensors.put(entry.name(), TensorBytes.decode(entry, in, digest));
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(tensorsChecksum)) {
      throw new ModelFormatException(
          "its tensors do not have the checksum that its header tells; " + REMEDY);
    }
    return new TensorFile(texts, tensors);
  }

  private static byte[] readHeader(InputStream in, long length) throws IOException {
    byte[] prefix = in.readNBytes(Long.BYTES);
    long headerLength =
        prefix.length < Long.BYTES
            ? 0
            : ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (headerLength < 2 || headerLength > LARGEST_HEADER) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "its first 8 bytes must tell a header's length from 2 to %d, they tell %s",
              LARGEST_HEADER,
              Long.toUnsignedString(headerLength)));
    }
    if (headerLength > length - Long.BYTES) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "it has %d bytes, but its first 8 tell of a header of %d; %s",
              length,
              headerLength,
              REMEDY));
    }
    byte[] header = in.readNBytes((int) headerLength);
    if (header.length < headerLength) {
      throw TensorBytes.ended();
    }
    return header;
  }

  private static String checksum(TensorTable table) {
    return HexFormat.of().formatHex(sha256().digest(table.toBytes()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
