package org.otklik.intake.screening;

/** Who an address belongs to, in the eyes of the agreement. */
public sealed interface Standing {
  /**
   * On a client's list of staff.
   *
   * @param seesAll sees all of the firm's tickets, not only those that they asked for or take part
   *     in
   */
  record Registered(long staffId, long clientId, boolean seesAll) implements Standing {
    /** Whether this person may know of a conversation, and so continue it. */
    public boolean maySee(Conversation conversation) {
      return conversation.clientId() == clientId && (seesAll || conversation.isOf(staffId));
    }
  }

  /** Not on a list, but in the mail domain of exactly one client. */
  record Colleague(long clientId, String clientAddress) implements Standing {}

  /** In a mail domain that several clients have. */
  record SharedDomain() implements Standing {}

  /** Of a client whose contract wasn't in force when the message arrived. */
  record OutOfContract(long clientId) implements Standing {}

  /** One of our own addresses. */
  record Ours() implements Standing {}

  /** Of nobody that we know. */
  record Stranger() implements Standing {}

  /** Whether it is an address of this client, on its list or not. */
  default boolean isOf(long client) {
    return switch (this) {
      case Registered registered -> registered.clientId() == client;
      case Colleague colleague -> colleague.clientId() == client;
      case OutOfContract ended -> ended.clientId() == client;
      case SharedDomain _, Ours _, Stranger _ -> false;
    };
  }
}
