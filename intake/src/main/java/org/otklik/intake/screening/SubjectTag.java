package org.otklik.intake.screening;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The ticket's number as our letters' subjects bear it: {@code [#1001]}. */
public final class SubjectTag {
  private static final Pattern TAG = Pattern.compile("\\[#(\\d{1,18})\\]");
  private static final int MOST = 5;

  private SubjectTag() {}

  /** The numbers in a subject, in their order, a few at most. */
  public static Set<Long> numbersIn(String subject) {
    var numbers = new LinkedHashSet<Long>();
    var tag = TAG.matcher(subject);
    while (numbers.size() < MOST && tag.find()) {
      numbers.add(Long.parseLong(tag.group(1)));
    }
    return numbers;
  }
}
