package org.otklik.intake.message;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of the message's tree.
 *
 * @param container the multipart it is in, null when it is the message itself
 * @param position place among its siblings, from 0
 * @param content its bytes, transfer encoding removed; to be read before the next part is asked for
 */
record Part(PartHead head, @Nullable Container container, int position, InputStream content) {

  /** This part with other content. */
  Part with(InputStream other) {
    return new Part(head, container, position, other);
  }

  /** A part that was found in this one. */
  Part with(PartHead otherHead, InputStream other) {
    return new Part(otherHead, container, position, other);
  }

  /** A multipart that is being read. */
  static final class Container {
    private final @Nullable Container parent;
    private final int position;
    private final PartHead head;
    private int children;

    Container(@Nullable Container parent, int position, PartHead head) {
      this.parent = parent;
      this.position = position;
      this.head = head;
    }

    @Nullable Container parent() {
      return parent;
    }

    boolean is(String subtype) {
      return head.getSubType().equals(subtype);
    }

    /** Its own place among its siblings, from 0. */
    int position() {
      return position;
    }

    PartHead head() {
      return head;
    }

    int nextPosition() {
      return children++;
    }

    boolean isEmpty() {
      return children == 0;
    }
  }
}
