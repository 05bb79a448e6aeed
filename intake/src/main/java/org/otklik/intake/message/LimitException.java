package org.otklik.intake.message;

import java.io.IOException;

/** A message went over a limit that makes it unreadable; the message says which, in words. */
final class LimitException extends IOException {
  LimitException(String message) {
    super(message);
  }
}
