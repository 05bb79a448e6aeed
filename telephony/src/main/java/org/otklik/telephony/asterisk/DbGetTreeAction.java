package org.otklik.telephony.asterisk;

import org.asteriskjava.manager.action.AbstractManagerAction;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.event.ResponseEvent;

/**
 * Reads the ledger: all rows of AstDB's family {@code hotline}. Asterisk has the action since
 * 16.28, 18.14 and 19.6; Asterisk-Java hasn't. Public, since Asterisk-Java reads it by reflection.
 */
public final class DbGetTreeAction extends AbstractManagerAction implements EventGeneratingAction {
  static final String FAMILY = "hotline";
  private static final long serialVersionUID = 1L;

  @Override
  public String getAction() {
    return "DBGetTree";
  }

  public String getFamily() {
    return FAMILY;
  }

  @Override
  public Class<? extends ResponseEvent> getActionCompleteEventClass() {
    return DbGetTreeCompleteEvent.class;
  }
}
