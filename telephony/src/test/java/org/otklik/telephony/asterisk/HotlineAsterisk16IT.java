package org.otklik.telephony.asterisk;

import org.otklik.intake.servers.AsteriskServer;

class HotlineAsterisk16IT extends HotlineCases {
  HotlineAsterisk16IT() {
    super(AsteriskServer.Version.V16);
  }
}
