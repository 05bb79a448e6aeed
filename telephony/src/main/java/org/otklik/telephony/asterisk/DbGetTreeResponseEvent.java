package org.otklik.telephony.asterisk;

import org.asteriskjava.manager.event.ResponseEvent;

/** One row of AstDB. Asterisk-Java fills it by reflection. */
public final class DbGetTreeResponseEvent extends ResponseEvent {
  private static final long serialVersionUID = 1L;
  private String key = "";
  private String val = "";

  public DbGetTreeResponseEvent(Object source) {
    super(source);
  }

  /** {@code /hotline/KEY/ROW}. */
  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public String getVal() {
    return val;
  }

  public void setVal(String val) {
    this.val = val;
  }
}
