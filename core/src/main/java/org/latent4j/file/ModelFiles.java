package org.latent4j.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.latent4j.data.AtomicFile;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.FittedModel;
import org.latent4j.model.ModelFormatException;

/**
 * Writes fitted models to files and reads them back, every answer with the same bits.
 *
 * <p>A file has the layout of safetensors: 8 bytes that tell the length of a JSON header, the
 * header, then the tensors, little-endian. All that is not a tensor (schema, fit report, settings,
 * seed, versions) is text under {@code __metadata__}. The same model gives the same bytes. A file
 * is checked before anything is made of it: its length against its header before memory is taken,
 * every byte by checksum; reading runs no code that the file names. Files of earlier versions stay
 * readable.
 */
public final class ModelFiles {

  private ModelFiles() {}

  /**
   * Writes a model to a file, as a whole or not at all.
   *
   * @param model a model of a family on the class path
   * @param file its name; an existing file is replaced
   * @throws IOException if the file cannot be written; it is then as it was before
   * @throws IllegalArgumentException if the family is not on the class path, or texts of the model
   *     (such as column names) take more than 16 MiB
   */
  public static void write(FittedModel model, Path file) throws IOException {
    TensorFile content = Manifest.write(model);
    AtomicFile.write(file, content::writeTo);
  }

  /**
   * Writes a model to a stream.
   *
   * @param model a model of a family on the class path
   * @param out is flushed and not closed
   * @throws IOException if the stream refuses bytes
   * @throws IllegalArgumentException as {@link #write(FittedModel, Path)}
   */
  public static void write(FittedModel model, OutputStream out) throws IOException {
    Manifest.write(model).writeTo(out);
    out.flush();
  }

  /**
   * Reads a model from a file. Memory is at most a small multiple of the file's length.
   *
   * @param file its name
   * @return the model
   * @throws IOException if the file is not there or cannot be read, in one sentence
   * @throws ModelFormatException if it is not a model file, is damaged, was written by a later
   *     version, or its family is not on the class path; the sentence says which
   */
  public static FittedModel read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new ModelFormatException("'" + file + "' is not a model file: it is a folder");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new ModelFormatException("'" + file + "' is not a model file: it is a pipe or device");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, Files.size(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new IOException("cannot read '" + file + "': there is no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException("cannot read '" + file + "': permission denied", e);
    }
  }

  /** Reads a model from {@code length} bytes. */
  static FittedModel read(InputStream source, long length, String name) throws IOException {
    InputStream in = new BufferedInputStream(source, 1 << 16);
    in.mark(ForeignFile.PREFIX);
    byte[] prefix = in.readNBytes(ForeignFile.PREFIX);
    in.reset();
    String foreign =
        length == 0 ? "it is empty" : ForeignFile.kind(prefix).map(k -> "it is " + k).orElse("");
    if (!foreign.isEmpty()) {
      throw new ModelFormatException("'" + name + "' is not a model file: " + foreign);
    }
    try {
      return Manifest.read(TensorFile.read(in, length, Manifest::requireReadable));
    } catch (IllegalArgumentException | NumericalException e) {
      throw new ModelFormatException("'" + name + "' cannot be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // A file may hold anything, and a family may be anybody's: what it makes of it is refused
      // too.
      throw new ModelFormatException(
          "'" + name + "' cannot be used: its parts do not make a model (" + e + ")", e);
    }
  }
}
