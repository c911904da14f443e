package org.latent4j.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.latent4j.data.DataFormatException;

/**
 * Reads a delimited text in one pass: pieces of whole records are parsed by a few threads and
 * collected in their order, so that the result does not depend on the threads.
 */
final class TextReader {

  private static final int MOST_THREADS = 4;

  private TextReader() {}

  static TextCells read(Source source, ReadOptions options) throws IOException {
    InputStream in = source.stream();
    Head head = head(in);
    requireText(source.name(), head.bytes);
    Dialect dialect = new DialectSniffer(source.name(), head.bytes, head.whole, options).sniff();
    Chunks chunks = new Chunks(source.name(), head.bytes, in, dialect.delimiter());
    TextCells cells = new TextCells(source.name(), dialect, options);
    try {
      if (head.whole) {
        for (Optional<Chunk> c = chunks.next(); c.isPresent(); c = chunks.next()) {
          cells.append(ChunkParser.parse(c.get(), dialect));
        }
      } else {
        parseInParallel(chunks, dialect, cells);
      }
      return cells.finish();
    } catch (IOException | RuntimeException | Error e) {
      cells.close();
      throw e;
    }
  }

  /** The beginning of a text, without a byte order mark. */
  private static final class Head {
    final byte[] bytes;
    final boolean whole;

    Head(byte[] bytes, boolean whole) {
      boolean marked =
          bytes.length >= 3
              && bytes[0] == (byte) 0xEF
              && bytes[1] == (byte) 0xBB
              && bytes[2] == (byte) 0xBF;
      this.bytes = marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
      this.whole = whole;
    }
  }

  /** Reads so far that a header and a row are seen, however wide they are. */
  private static Head head(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Chunks.CHUNK_BYTES);
    boolean whole = bytes.length < Chunks.CHUNK_BYTES;
    while (!whole && lines(bytes) < 2 && bytes.length < Chunks.LONGEST_RECORD) {
      byte[] more = in.readNBytes(bytes.length);
      whole = more.length < bytes.length;
      byte[] joined = Arrays.copyOf(bytes, bytes.length + more.length);
      System.arraycopy(more, 0, joined, bytes.length, more.length);
      bytes = joined;
    }
    return new Head(bytes, whole);
  }

  private static int lines(byte[] bytes) {
    int lines = 0;
    for (byte b : bytes) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static void requireText(String name, byte[] head) throws DataFormatException {
    for (byte b : head) {
      if (b == 0) {
        throw new DataFormatException(
            "'"
                + name
                + "' is no text, nor an array file of a known format (NPY, idx): it holds"
                + " bytes that are 0");
      }
    }
  }

  private static void parseInParallel(Chunks chunks, Dialect dialect, TextCells cells)
      throws IOException {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    ExecutorService executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "latent4j-read");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Deque<Future<ParsedChunk>> pending = new ArrayDeque<>();
      for (Optional<Chunk> c = chunks.next(); c.isPresent(); c = chunks.next()) {
        Chunk chunk = c.get();
        pending.add(executor.submit(() -> ChunkParser.parse(chunk, dialect)));
        if (pending.size() > 2 * threads) {
          cells.append(result(pending.remove()));
        }
      }
      while (!pending.isEmpty()) {
        cells.append(result(pending.remove()));
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static ParsedChunk result(Future<ParsedChunk> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading was interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException("a parser throws no checked exception", e);
    }
  }
}
