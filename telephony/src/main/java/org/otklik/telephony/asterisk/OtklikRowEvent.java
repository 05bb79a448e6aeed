package org.otklik.telephony.asterisk;

import org.asteriskjava.manager.event.UserEvent;

/**
 * A milestone, as the dialplan tells it at once: {@code UserEvent(OtklikRow,…)}. Public and with
 * setters, since Asterisk-Java fills it by reflection.
 */
public final class OtklikRowEvent extends UserEvent {
  private String key = "";
  private String row = "";
  private String value = "";

  public OtklikRowEvent(Object source) {
    super(source);
  }

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public String getRow() {
    return row;
  }

  public void setRow(String row) {
    this.row = row;
  }

  public String getValue() {
    return value;
  }

  public void setValue(String value) {
    this.value = value;
  }
}
