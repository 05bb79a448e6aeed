package org.otklik.helpdesk.plan;

import java.util.List;

/** A plan that can't be agreed upon. */
public final class PlanException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * What is wrong with one thing in it.
   *
   * @param field the line that it is about, such as {@code matrix error/high resolution}
   * @param key names the words for the reader
   * @param value what stands there
   */
  public record Problem(String field, String key, String value) {}

  public PlanException(List<Problem> problems) {
    super(problems.toString());
    this.problems = List.copyOf(problems);
  }

  /** All that is wrong, at least one thing. */
  public List<Problem> problems() {
    return problems;
  }
}
