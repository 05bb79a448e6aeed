package org.otklik.telephony.asterisk;

import org.asteriskjava.manager.event.ResponseEvent;

/** All rows have been sent. */
public final class DbGetTreeCompleteEvent extends ResponseEvent {
  private static final long serialVersionUID = 1L;
  private String listItems = "";
  private String eventList = "";

  public DbGetTreeCompleteEvent(Object source) {
    super(source);
  }

  public String getListItems() {
    return listItems;
  }

  public void setListItems(String listItems) {
    this.listItems = listItems;
  }

  public String getEventList() {
    return eventList;
  }

  public void setEventList(String eventList) {
    this.eventList = eventList;
  }
}
