package org.latent4j.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latent4j.linalg.Tensor;
import org.latent4j.model.FittedModel;

/** A model file with parts exchanged by somebody who knows the checksums. */
final class Forgery {

  private final Map<String, String> texts;
  private final Map<String, Tensor> tensors;

  private Forgery(TensorFile file) {
    texts = new LinkedHashMap<>(file.metadata());
    tensors = new LinkedHashMap<>(file.tensors());
  }

  static Forgery of(FittedModel model) {
    return new Forgery(Manifest.write(model));
  }

  Forgery text(String name, String value) {
    texts.put(name, value);
    return this;
  }

  Forgery withoutText(String name) {
    texts.remove(name);
    return this;
  }

  Forgery tensor(String name, Tensor tensor) {
    tensors.put(name, tensor);
    return this;
  }

  Forgery withoutTensor(String name) {
    tensors.remove(name);
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new TensorFile(texts, tensors).writeTo(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** The file with checksums that fit what it holds now. */
  static byte[] sealed(byte[] file) {
    int headerLength = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(file, 8, headerLength, StandardCharsets.US_ASCII);
    byte[] block = Arrays.copyOfRange(file, 8 + headerLength, file.length);
    String hex = "[0-9a-f]{64}";
    header =
        header.replaceFirst("\"tensors_sha256\":\"" + hex, "\"tensors_sha256\":\"" + sha256(block));
    String open = header.replaceFirst(",\"header_sha256\":\"" + hex + "\"", "").stripTrailing();
    String padded = open + " ".repeat((8 - open.length() % 8) % 8);
    String checksum = sha256(padded.getBytes(StandardCharsets.US_ASCII));
    header = header.replaceFirst("\"header_sha256\":\"" + hex, "\"header_sha256\":\"" + checksum);
    return file(header, block);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** A file of any header and any tensors. */
  static byte[] file(String header, byte[] block) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return file(text.length, text, block);
  }

  /** A file whose first bytes tell any length. */
  static byte[] file(long headerLength, byte[] header, byte[] block) {
    return ByteBuffer.allocate(8 + header.length + block.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(headerLength)
        .put(header)
        .put(block)
        .array();
  }
}
