package org.latent4j.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latent4j.formats.NpyWriter;
import org.latent4j.linalg.SeededRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Whole processes on tables larger than the memory they are given: makes seeded float32 files of
 * growing length, each the beginning of the next, runs {@code latent fit} on them with a small
 * heap, and prints one table of seconds and memory. Processor seconds tell more than the clock on a
 * machine that does other things too. Linux tells the memory: {@code VmHWM} is the peak of all
 * resident pages, those of the mapped file included, which the system takes back when it needs
 * them; {@code RssAnon} is what the program itself holds, looked at every 20 ms.
 */
@Command(
    name = "large-tables",
    mixinStandardHelpOptions = true,
    description = "Fits tables that are larger than memory, as whole processes.")
public final class LargeTables implements Callable<Integer> {

  private static final int FEATURES = 10;
  private static final int COMPONENTS = 8;
  private static final int HEADER_BYTES = 128;
  private static final int BLOCK_ROWS = 1 << 16;

  @Parameters(index = "0", paramLabel = "LATENT", description = "the program")
  private Path latent = Path.of("latent");

  @Parameters(index = "1", paramLabel = "DIR", description = "where files go, and stay")
  private Path folder = Path.of(".");

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "1000000,10000000",
      description = "n (default ${DEFAULT-VALUE}); 100000000 takes 4 GB")
  private List<Long> sizes = new ArrayList<>();

  @Option(names = "--heap", defaultValue = "512m", description = "-Xmx (default 512m)")
  private String heap = "512m";

  @Option(names = "--threads", defaultValue = "1", description = "threads (default 1)")
  private int threads = 1;

  @Option(
      names = "--iterations",
      defaultValue = "10",
      description = "parameter updates of the mixture (default 10)")
  private int iterations = 10;

  @Option(
      names = "--acceleration",
      defaultValue = "anderson",
      description = "of the whole fit of the mixture: anderson, none or stepwise")
  private String acceleration = "anderson";

  @Option(names = "--seed", defaultValue = "1", description = "seed (default 1)")
  private long seed = 1;

  private LargeTables() {}

  /**
   * Runs the command.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LargeTables()).execute(arguments));
  }

  /** What one process took. */
  private record Run(double seconds, double cpuSeconds, long peakKib, long ownKib, String told) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    FitTimer.print(
        "| rows | model | wall, s | processor, s | processor per visit of all rows, s | peak"
            + " resident, MB | own memory, MB | heap told before, MB |");
    FitTimer.print("|---|---|---|---|---|---|---|---|");
    for (long rows : sizes) {
      Path file = folder.resolve("large-" + rows + ".npy");
      if (!Files.exists(file)) {
        make(file, rows);
      }
      Path means = folder.resolve("large-means.npy");
      if (!Files.exists(means)) {
        NpyWriter.write(means, FitTimer.read(file).rows(0, COMPONENTS));
      }
      double few = visits(file, means, 2).cpuSeconds();
      double many = visits(file, means, 2 + iterations).cpuSeconds();
      print(rows, "gmm -k 8", fit(file, "gmm", gmm()), (many - few) / iterations);
      print(rows, "ppca --latent 5", fit(file, "ppca", "--latent", "5"), Double.NaN);
    }
    return 0;
  }

  private String[] gmm() {
    return new String[] {"-k", Integer.toString(COMPONENTS), "--acceleration", acceleration};
  }

  /** A fit without starts, so that iterations are all that two of them differ in. */
  private Run visits(Path file, Path means, int count) throws IOException, InterruptedException {
    return fit(
        file,
        "gmm",
        "-k",
        Integer.toString(COMPONENTS),
        "--start-means",
        means.toAbsolutePath().toString(),
        "--hold-out",
        "0",
        "--tolerance",
        "0",
        "--iterations",
        Integer.toString(count));
  }

  private static void print(long rows, String model, Run run, double perIteration) {
    FitTimer.print(
        "| %,d | %s | %.1f | %.1f | %s | %d | %d | %s |",
        rows,
        model,
        run.seconds(),
        run.cpuSeconds(),
        Double.isNaN(perIteration)
            ? ""
            : String.format(java.util.Locale.ROOT, "%.3f", perIteration),
        run.peakKib() / 1024,
        run.ownKib() / 1024,
        run.told());
  }

  /** Rows of eight Gaussians with covariances of their own. */
  private void make(Path file, long rows) throws IOException {
    SeededRandom random = new SeededRandom(seed);
    double[] centres = new double[COMPONENTS * FEATURES];
    double[] spreads = new double[COMPONENTS * FEATURES];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = 2 * random.nextGaussian();
      spreads[i] = 0.5 + random.nextDouble();
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(header(rows));
      ByteBuffer block =
          ByteBuffer.allocate(BLOCK_ROWS * FEATURES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long row = 0; row < rows; row++) {
        int component = random.nextInt(COMPONENTS);
        double common = random.nextGaussian();
        for (int j = 0; j < FEATURES; j++) {
          int at = component * FEATURES + j;
          block.putFloat(
              (float) (centres[at] + spreads[at] * (0.5 * common + random.nextGaussian())));
        }
        if (!block.hasRemaining() || row == rows - 1) {
          out.write(block.array(), 0, block.position());
          block.clear();
        }
      }
    }
  }

  private static byte[] header(long rows) {
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + FEATURES + "), }";
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    header.putShort((short) (HEADER_BYTES - 10));
    header.put(dictionary.getBytes(StandardCharsets.ISO_8859_1));
    while (header.remaining() > 1) {
      header.put((byte) ' ');
    }
    return header.put((byte) '\n').array();
  }

  private Run fit(Path file, String model, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(latent.toAbsolutePath().toString(), "fit", file.toAbsolutePath().toString()));
    command.addAll(List.of("--model", model, "--json", "--threads", Integer.toString(threads)));
    command.addAll(List.of("--out", folder.resolve("large.latent").toAbsolutePath().toString()));
    command.addAll(List.of(options));
    Path out = folder.resolve("large.json");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(Map.of("LATENT_JVM", "-Xmx" + heap));
    long begin = System.nanoTime();
    Process process = builder.start();
    double cpu = 0;
    long own = 0;
    long peak = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      cpu = Math.max(cpu, cpuSeconds(process));
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      String text = readIfThere(status);
      own = Math.max(own, number(text, "RssAnon:\\s+(\\d+)", 0));
      peak = Math.max(peak, number(text, "VmHWM:\\s+(\\d+)", 0));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException("the fit ended with exit code " + process.exitValue());
    }
    String json = Files.readString(out);
    long told = number(json, "\"memoryEstimateBytes\"\\s*:\\s*(\\d+)", -1);
    return new Run(seconds, cpu, peak, own, told < 0 ? "" : Long.toString(told >> 20));
  }

  private static double cpuSeconds(Process process) {
    return process.info().totalCpuDuration().map(d -> d.toNanos() / 1e9).orElse(0.0);
  }

  private static String readIfThere(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // it has just ended
    }
  }

  private static long number(String text, String pattern, long otherwise) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : otherwise;
  }
}
