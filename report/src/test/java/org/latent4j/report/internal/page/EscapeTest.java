package org.latent4j.report.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapeTest {

  @Test
  void markupCharactersBecomeReferences() {
    assertThat(Escape.text("<a href=\"x\" id='y'>&</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
  }

  @Test
  void whatXmlForbidsIsReplaced() {
    assertThat(Escape.text("a\u0000b\u001Fc\uFFFEd\uD800e\u007Ff"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf");
  }

  @Test
  void whatReordersTextIsReplaced() {
    assertThat(Escape.text("\u202Egnp.exe\u2066")).isEqualTo("\uFFFDgnp.exe\uFFFD");
  }

  @Test
  void lettersOfAllScriptsStay() {
    String text = "Größe, 大きさ, حجم, 😀, tab\there";
    assertThat(Escape.text(text)).isEqualTo(text);
  }
}
