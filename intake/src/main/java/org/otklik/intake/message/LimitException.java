package org.otklik.intake.message;

import java.io.IOException;

/** A message went over a limit that makes it unreadable. */
final class LimitException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Remark remark;

  private LimitException(Remark remark) {
    super(remark.words());
    this.remark = remark;
  }

  /** The limit, and how much it is. */
  static LimitException of(Remark.Kind limit, long most) {
    return new LimitException(Remark.of(limit, most));
  }

  Remark remark() {
    return remark;
  }
}
