package org.otklik.intake.message;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The safe HTML of one mail, made when it is first asked for: mail that is only taken in and judged
 * by its text never pays for it, and cleaning costs more than all other reading together. Two are
 * equal when their HTML is. Thread-safe.
 */
public final class SafeMarkup {
  static final SafeMarkup NONE = new SafeMarkup(() -> "", "");

  private final String text;
  private @Nullable Supplier<String> source;
  private String made = "";

  /** {@code text} is what is shown instead where the HTML can't be made. */
  SafeMarkup(Supplier<String> source, String text) {
    this.source = source;
    this.text = text;
  }

  /** The HTML, "" when the mail has none. Never throws; the first call takes the time. */
  public synchronized String html() {
    if (source != null) {
      made = make(source);
      source = null;
    }
    return made;
  }

  private String make(Supplier<String> maker) {
    try {
      return maker.get();
    } catch (RuntimeException | StackOverflowError fault) {
      return SafeHtml.ofText(text); // one poisoned mail must not stop who shows it
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafeMarkup markup && html().equals(markup.html());
  }

  @Override
  public int hashCode() {
    return html().hashCode();
  }

  @Override
  public String toString() {
    return html();
  }
}
