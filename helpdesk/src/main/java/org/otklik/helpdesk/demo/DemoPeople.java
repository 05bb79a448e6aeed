package org.otklik.helpdesk.demo;

import java.util.List;

/** Who takes part in the demo. */
public final class DemoPeople {
  /** A mailbox on the demo's mail server. */
  public record Mailbox(String address, String password) {}

  public static final Mailbox SUPPORT = new Mailbox("support@otklik.example", "support");

  /** The client's own address: mail of its unregistered people arrives here. */
  public static final Mailbox CLIENT = new Mailbox("office@romashka.example", "office");

  /** On the client's list. */
  public static final Mailbox REGISTERED = new Mailbox("anna@romashka.example", "anna");

  /** A colleague who isn't. */
  public static final Mailbox UNREGISTERED = new Mailbox("boris@romashka.example", "boris");

  public static final Mailbox OPERATOR = new Mailbox("olga@otklik.example", "olga");

  /** Their telephone, in E.164. */
  public static final String REGISTERED_NUMBER = "+74955550101";

  /** The operator's telephone at a PBX. */
  public static final String OPERATOR_EXTENSION = "201";

  static final List<Mailbox> MAILBOXES =
      List.of(SUPPORT, CLIENT, REGISTERED, UNREGISTERED, OPERATOR);

  static final String OPERATOR_LOGIN = "olga";
  static final String OPERATOR_PASSWORD = "otklik-demo";

  private DemoPeople() {}
}
