package org.otklik.telephony;

/** Which call. A call is registered once by this key, however often and whence we hear of it. */
public record CallKey(PbxId pbx, Linkedid linkedid) {
  @Override
  public String toString() {
    return pbx + "/" + linkedid;
  }
}
