package org.latent4j.report.internal.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Writes elements and text. The result is HTML that is also well-formed XML: every element is
 * closed, every attribute quoted, every text escaped by {@link Escape}. Tags and attribute names
 * are constants of the program, never data.
 */
public final class Markup {

  private final StringBuilder out = new StringBuilder(1 << 16);
  private final Deque<String> open = new ArrayDeque<>();
  private int lastId;

  /**
   * Begins an element.
   *
   * @param tag its name
   * @param attributes names and values in turn; a value is written by {@code toString}
   * @return this
   */
  public Markup open(String tag, Object... attributes) {
    begin(tag, attributes);
    out.append('>');
    open.push(tag);
    return this;
  }

  /**
   * Ends the element begun last.
   *
   * @return this
   */
  public Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /**
   * Writes text.
   *
   * @param text any text
   * @return this
   */
  public Markup text(String text) {
    out.append(Escape.text(text));
    return this;
  }

  /**
   * Writes an element that holds text alone.
   *
   * @param tag its name
   * @param text its text
   * @param attributes names and values in turn
   * @return this
   */
  public Markup element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /**
   * Writes an element without content: one that HTML never closes, or one of SVG.
   *
   * @param tag its name
   * @param attributes names and values in turn
   * @return this
   */
  public Markup empty(String tag, Object... attributes) {
    begin(tag, attributes);
    out.append("/>");
    return this;
  }

  /**
   * Writes an element with content.
   *
   * @param tag its name
   * @param content writes what is in it
   * @param attributes names and values in turn
   * @return this
   */
  public Markup with(String tag, Consumer<Markup> content, Object... attributes) {
    open(tag, attributes);
    content.accept(this);
    return close();
  }

  /**
   * Writes a name that came with the data: shortened, and isolated from the direction of the text
   * around it.
   *
   * @param name any text
   * @return this
   */
  public Markup name(String name) {
    String shown = Names.inText(name);
    return shown.equals(name)
        ? element("bdi", shown)
        : element("bdi", shown, "title", Names.inTitle(name));
  }

  /**
   * Writes a style sheet, which is not escaped.
   *
   * @param css from the program's own resources, without {@code <} and {@code &}
   * @return this
   */
  public Markup style(String css) {
    if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
      throw new IllegalArgumentException("a style sheet must not hold < or &");
    }
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /**
   * Begins a new line, for the reader of the source.
   *
   * @return this
   */
  public Markup line() {
    out.append('\n');
    return this;
  }

  /**
   * An identifier that no other element of this page has.
   *
   * @return such as {@code i7}
   */
  public String newId() {
    lastId++;
    return "i" + lastId;
  }

  /**
   * How much has been written.
   *
   * @return in characters
   */
  public int length() {
    return out.length();
  }

  /**
   * What has been written.
   *
   * @return the markup
   * @throws IllegalStateException if an element is still open
   */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("element " + open.peek() + " is not closed");
    }
    return out.toString();
  }

  private void begin(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      out.append(Escape.text(attributes[i + 1].toString())).append('"');
    }
  }
}
