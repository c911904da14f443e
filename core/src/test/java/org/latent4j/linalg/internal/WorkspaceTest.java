package org.latent4j.linalg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkspaceTest {
  @Test
  void keepsABufferThatIsLargeEnough() {
    try (Workspace workspace = new Workspace(2)) {
      NativeDoubles first = workspace.buffer(0, 100);
      assertThat(workspace.buffer(0, 60)).isSameAs(first);
      assertThat(workspace.buffer(1, 60)).isNotSameAs(first);
    }
  }

  @Test
  void replacesABufferThatIsTooSmall() {
    long before = NativeDoubles.liveBytes();
    try (Workspace workspace = new Workspace(1)) {
      NativeDoubles small = workspace.buffer(0, 100);
      NativeDoubles large = workspace.buffer(0, 101);
      assertThat(large.length()).isGreaterThanOrEqualTo(101);
      assertThatIllegalStateException().isThrownBy(() -> small.get(0));
      assertThat(NativeDoubles.liveBytes()).isEqualTo(before + 8 * large.length());
    }
    assertThat(NativeDoubles.liveBytes()).isEqualTo(before);
  }

  @Test
  void refusesUseAfterClose() {
    Workspace workspace = new Workspace(1);
    workspace.close();
    workspace.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> workspace.buffer(0, 1))
        .withMessage("this workspace is closed");
  }

  @Test
  void refusesASlotThatDoesNotExist() {
    try (Workspace workspace = new Workspace(2)) {
      assertThatThrownBy(() -> workspace.buffer(2, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
