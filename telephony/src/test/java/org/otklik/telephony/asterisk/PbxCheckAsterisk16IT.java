package org.otklik.telephony.asterisk;

import org.otklik.intake.servers.AsteriskServer;

class PbxCheckAsterisk16IT extends PbxCheckCases {
  PbxCheckAsterisk16IT() {
    super(AsteriskServer.Version.V16);
  }
}
