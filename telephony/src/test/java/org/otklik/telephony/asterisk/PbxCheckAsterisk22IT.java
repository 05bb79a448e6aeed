package org.otklik.telephony.asterisk;

import org.otklik.intake.servers.AsteriskServer;

class PbxCheckAsterisk22IT extends PbxCheckCases {
  PbxCheckAsterisk22IT() {
    super(AsteriskServer.Version.V22);
  }
}
