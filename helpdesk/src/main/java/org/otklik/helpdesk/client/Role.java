package org.otklik.helpdesk.client;

/** What a member of a client's staff may do (роль сотрудника Заказчика). */
public enum Role {
  /** Главный пользователь: sees all of the firm's tickets, manages its list. */
  MAIN,
  /** С полными правами: sees all, may add LIMITED people. */
  FULL,
  /** С ограниченными правами: sees tickets that they asked for or take part in. */
  LIMITED;

  public boolean seesAll() {
    return this != LIMITED;
  }
}
