package org.otklik.intake.courier;

import org.otklik.intake.wire.Problem;

/** What became of a mail that was handed to the mail server. */
public sealed interface Delivery {
  /**
   * The server took it over.
   *
   * @param serverReply the server's own words, often with its queue id
   */
  record Accepted(String serverReply) implements Delivery {}

  /**
   * Not now: the server was not reached, asked for patience (4xx), or refuses us rather than this
   * mail (password, sender). Trying again later can help, perhaps after an administrator has acted.
   * After a connection that broke at the very end the server may have the mail all the same: sent
   * again it bears the same Message-ID.
   *
   * @param problem for the administrator
   */
  record Deferred(Problem problem) implements Delivery {}

  /**
   * Never like this: the recipient or the mail is refused (5xx), or the mail can't be put in form.
   *
   * @param problem for the operator
   */
  record Refused(Problem problem) implements Delivery {}
}
