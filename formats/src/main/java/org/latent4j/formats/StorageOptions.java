package org.latent4j.formats;

import java.nio.file.Path;

/**
 * Where the numbers of a table are held: in memory, in their own file, or in a temporary one.
 * Immutable: each {@code with} method returns a changed copy.
 */
public final class StorageOptions {

  /**
   * Arrays that would take this much memory stay in their file and are read from it: 512 MiB, or an
   * eighth of the memory that the program may use if that is less.
   */
  public static final long MAPPING_THRESHOLD =
      Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 8);

  /**
   * Numbers of a text that take more memory go to a temporary file: 8 GiB, or a quarter of the
   * memory that the program may use if that is less. They are copied once, to twice as much.
   */
  public static final long MEMORY_FOR_TEXT =
      Math.min(8L << 30, Runtime.getRuntime().maxMemory() / 4);

  private static final StorageOptions DEFAULTS = new StorageOptions();

  private long mappingThreshold = MAPPING_THRESHOLD;
  private long memoryForText = MEMORY_FOR_TEXT;
  private Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));

  private StorageOptions() {}

  private StorageOptions(StorageOptions o) {
    mappingThreshold = o.mappingThreshold;
    memoryForText = o.memoryForText;
    temporaryFolder = o.temporaryFolder;
  }

  /**
   * As much in memory as the constants of this class say, temporary files in the system's folder.
   *
   * @return the options
   */
  public static StorageOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Sets from which size an array stays in its file, to be read from it by blocks, instead of being
   * copied to memory.
   *
   * @param bytes of memory, 8 for each number; 0 for always
   * @return changed options
   */
  public StorageOptions withMappingThreshold(long bytes) {
    StorageOptions changed = new StorageOptions(this);
    changed.mappingThreshold = bytes;
    return changed;
  }

  /**
   * Sets how much memory the numbers of a text, or of an array that is no plain file, may take;
   * more of them go to a temporary file, which is gone when the program ends.
   *
   * @param bytes of memory, 8 for each number; at most 8 GiB
   * @return changed options
   * @throws IllegalArgumentException if it is negative or more
   */
  public StorageOptions withMemoryForText(long bytes) {
    if (bytes < 0 || bytes > 8L << 30) {
      throw new IllegalArgumentException(
          "memory for text must be between 0 and 8 GiB (8589934592), got " + bytes);
    }
    StorageOptions changed = new StorageOptions(this);
    changed.memoryForText = bytes;
    return changed;
  }

  /**
   * Sets where temporary files go.
   *
   * @param folder an existing one; the property {@code java.io.tmpdir} names the default
   * @return changed options
   */
  public StorageOptions withTemporaryFolder(Path folder) {
    StorageOptions changed = new StorageOptions(this);
    changed.temporaryFolder = folder;
    return changed;
  }

  /**
   * From which size an array is read from its file by blocks.
   *
   * @return bytes of memory, 8 for each number
   */
  public long mappingThreshold() {
    return mappingThreshold;
  }

  /**
   * How much memory the numbers of a text may take.
   *
   * @return bytes, 8 for each number
   */
  public long memoryForText() {
    return memoryForText;
  }

  /**
   * Where temporary files go.
   *
   * @return a folder
   */
  public Path temporaryFolder() {
    return temporaryFolder;
  }
}
