package org.otklik.telephony.asterisk;

import org.asteriskjava.manager.event.UserEvent;

/** The dialplan is there: {@code UserEvent(OtklikEcho,…)}. Asterisk-Java fills it by reflection. */
public final class OtklikEchoEvent extends UserEvent {
  private String nonce = "";
  private String version = "";
  private String epoch = "";
  private String key = "";
  private String queue = "";

  public OtklikEchoEvent(Object source) {
    super(source);
  }

  public String getNonce() {
    return nonce;
  }

  public void setNonce(String nonce) {
    this.nonce = nonce;
  }

  public String getVersion() {
    return version;
  }

  public void setVersion(String version) {
    this.version = version;
  }

  public String getEpoch() {
    return epoch;
  }

  public void setEpoch(String epoch) {
    this.epoch = epoch;
  }

  public String getKey() {
    return key;
  }

  public void setKey(String key) {
    this.key = key;
  }

  public String getQueue() {
    return queue;
  }

  public void setQueue(String queue) {
    this.queue = queue;
  }
}
