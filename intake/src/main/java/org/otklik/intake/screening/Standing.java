package org.otklik.intake.screening;

/** Who an address belongs to, in the eyes of the agreement. */
public sealed interface Standing {
  /**
   * On a client's list of staff.
   *
   * @param seesAll sees all of the firm's tickets, not only those that they asked for
   */
  record Registered(long staffId, long clientId, boolean seesAll) implements Standing {
    /** Whether this person may know of a conversation, and so continue it. */
    public boolean maySee(Conversation conversation) {
      return conversation.clientId() == clientId
          && (seesAll || conversation.requesterId() == staffId);
    }
  }

  /** Not on a list, but in the mail domain of exactly one client. */
  record Colleague(long clientId, String clientAddress) implements Standing {}

  /** In a mail domain that several clients have. */
  record SharedDomain() implements Standing {}

  /** Of a client whose contract isn't in force today. */
  record OutOfContract(long clientId) implements Standing {}

  /** One of our own addresses. */
  record Ours() implements Standing {}

  /** Of nobody that we know. */
  record Stranger() implements Standing {}
}
