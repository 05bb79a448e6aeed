package org.otklik.intake.message;

/**
 * What a part is for, by its head and its place alone, so that it is the same each time the raw
 * message is read. Follows RFC 8621 section 4.1.4 but for pictures, which here are attachments
 * wherever they stand.
 */
enum Role {
  PLAIN,
  HTML,
  ATTACHMENT;

  static Role of(Part part) {
    PartHead head = part.head();
    boolean plain = head.type().equals("text/plain");
    if ((!plain && !head.type().equals("text/html")) || head.isSaid("attachment")) {
      return ATTACHMENT;
    }
    Part.Container container = part.container();
    if (container != null && part.position() > 0) {
      boolean onlyFirstIsText =
          container.is("related")
              || container.is("report")
              || container.is("signed")
              || container.is("encrypted");
      boolean file = !container.is("alternative") && head.fileName(new Problems(1)).isPresent();
      if (onlyFirstIsText || file) {
        return ATTACHMENT;
      }
    }
    return plain ? PLAIN : HTML;
  }
}
