package org.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latent4j.data.DataException;
import org.latent4j.data.DataFormatException;
import org.latent4j.linalg.NumericalException;
import org.latent4j.model.ModelFormatException;

class FailureTest {

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(new DataException("rows"), ExitCode.DATA, "rows"),
        Arguments.of(new DataFormatException("line 3"), ExitCode.DATA, "line 3"),
        Arguments.of(new ModelFormatException("newer"), ExitCode.MODEL_FILE, "newer"),
        Arguments.of(new NumericalException("singular"), ExitCode.NOT_FITTED, "singular"),
        Arguments.of(new IllegalArgumentException("k"), ExitCode.USAGE, "k"),
        Arguments.of(CommandException.usage("verb"), ExitCode.USAGE, "verb"),
        Arguments.of(
            new UncheckedIOException(new DataFormatException("line 4")), ExitCode.DATA, "line 4"),
        Arguments.of(
            new NoSuchFileException("x.csv"), ExitCode.DATA, "'x.csv': there is no such file"),
        Arguments.of(
            new AccessDeniedException("x.csv"), ExitCode.DATA, "'x.csv': permission is denied"),
        Arguments.of(
            new IOException("No space left on device"), ExitCode.LIMIT, "No space left on device"),
        Arguments.of(new ClosedPipeException(new IOException("Broken pipe")), ExitCode.OK, ""));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyErrorHasItsCodeAndSentence(Throwable error, ExitCode code, String sentence) {
    assertThat(Failure.of(error)).isEqualTo(new Failure(code, sentence));
  }

  @Test
  void lackOfMemoryTellsTheLimitAndTheRemedy() {
    Failure failure = Failure.of(new OutOfMemoryError("Java heap space"));

    assertThat(failure.code()).isEqualTo(ExitCode.LIMIT);
    assertThat(failure.sentence())
        .matches("memory ran out: the limit is [\\d,]+ MiB; raise it, for example with .*");
  }

  @Test
  void unexpectedErrorIsCalledInternal() {
    Failure failure = Failure.of(new IllegalStateException("closed"));

    assertThat(failure.code()).isEqualTo(ExitCode.INTERNAL);
    assertThat(failure.sentence())
        .isEqualTo(
            "internal error: java.lang.IllegalStateException: closed; please report it with the"
                + " output of the same command and --debug");
  }
}
