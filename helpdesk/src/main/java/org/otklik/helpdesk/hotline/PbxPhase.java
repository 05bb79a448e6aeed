package org.otklik.helpdesk.hotline;

/** How the connection to a PBX is. */
public enum PbxPhase {
  CONNECTING,
  UP,
  /** It is tried again by itself. */
  DOWN,
  /** No program watches it. */
  STOPPED
}
