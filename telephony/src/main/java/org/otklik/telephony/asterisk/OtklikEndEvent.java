package org.otklik.telephony.asterisk;

import org.asteriskjava.manager.event.UserEvent;

/**
 * A call is over, with its whole ledger: {@code UserEvent(OtklikEnd,…)}. Asterisk-Java fills it by
 * reflection.
 */
public final class OtklikEndEvent extends UserEvent {
  private String key = "";
  private String in = "";
  private String out = "";
  private String queue = "";
  private String first = "";
  private String last = "";
  private String rec = "";
  private String on = "";
  private String end = "";

  public OtklikEndEvent(Object source) {
    super(source);
  }

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public String getIn() {
    return in;
  }

  public void setIn(String in) {
    this.in = in;
  }

  public String getOut() {
    return out;
  }

  public void setOut(String out) {
    this.out = out;
  }

  public String getQueue() {
    return queue;
  }

  public void setQueue(String queue) {
    this.queue = queue;
  }

  public String getFirst() {
    return first;
  }

  public void setFirst(String first) {
    this.first = first;
  }

  public String getLast() {
    return last;
  }

  public void setLast(String last) {
    this.last = last;
  }

  public String getRec() {
    return rec;
  }

  public void setRec(String rec) {
    this.rec = rec;
  }

  public String getOn() {
    return on;
  }

  public void setOn(String on) {
    this.on = on;
  }

  public String getEnd() {
    return end;
  }

  public void setEnd(String end) {
    this.end = end;
  }
}
