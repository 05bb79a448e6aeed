package org.otklik.telephony.asterisk;

import org.otklik.intake.servers.AsteriskServer;

class HotlineAsterisk22IT extends HotlineCases {
  HotlineAsterisk22IT() {
    super(AsteriskServer.Version.V22);
  }
}
